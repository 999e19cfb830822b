"""What the library asks of articles besides each use: what lacks words, what is in use at all."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.kinds import kinds
from articles.models import Article, BodyPicture, Revision
from languages import column
from library.gaps import Gap, Gaps


def in_use() -> Iterator[QuerySet]:
    """Return the rows of live articles and drafts that show a `picture`, each with its `record`."""
    yield Article.objects.filter(picture__isnull=False).annotate(record=Coalesce("live_id", "pk"))
    for _relation, model in _row_models():
        yield model.objects.annotate(record=_record(model.article_field))
    yield BodyPicture.objects.annotate(record=_record("article"))


def in_history(picture_id: int) -> bool:
    """Tell whether any version that was ever saved shows the picture."""
    rows = Revision.objects.annotate(text=Cast("content", TextField()))
    # As a number of its own among the facts, or in a body, whose quotation marks JSON escapes.
    forms = (
        f'"picture": {picture_id},',
        f'"picture": {picture_id}}}',
        f'data-picture=\\"{picture_id}\\"',
    )
    somewhere = Q()
    for form in forms:
        somewhere |= Q(text__contains=form)
    return rows.filter(somewhere).exists()


def lead_pictures(text: str, language: str, most: int) -> Gaps:
    """Return the articles whose lead picture lacks a text in a language they are written in."""
    rows = Article.objects.filter(without(text, language))
    count = rows.aggregate(count=Count(Coalesce("live_id", "pk"), distinct=True))["count"]
    # A record and its draft are one entry, so twice as many rows are enough.
    newest = rows.for_lists().order_by("-updated_at", "-pk")[: 2 * most]
    field = column(f"picture_{text}", language)
    return Gaps(
        count, _entries(((row, _("lead picture"), field) for row in newest), language, most)
    )


def rows_of_pictures(text: str, language: str, most: int) -> Gaps:
    """Return the rows that visitors of a language see and that lack a text in it."""
    found = Gaps()
    for relation, model in _row_models():
        link = model.article_field
        seen = Q(**{f"{column('caption', language)}__gt": ""}) | Q(
            **{f"{column('alt', language)}__gt": ""}
        )
        written = Article.objects.filter(**{f"{column('title', language)}__gt": ""})
        # In a join SQLite would begin with every article of the archive.
        is_read = Exists(written.filter(pk=OuterRef(model._meta.get_field(link).attname)))
        rows = model.objects.filter(seen, is_read, **{column(text, language): ""})
        # A row of a draft and its twin that is public have one key.
        found.count += rows.aggregate(count=Count("key", distinct=True))["count"]
        newest = rows.select_related(f"{link}__category__section").order_by("-pk")[: 2 * most]
        places = (
            (
                getattr(row, link),
                _("picture %(number)s") % {"number": row.position + 1},
                f"{relation}-{row.position}-{column(text, language)}",
            )
            for row in newest
        )
        found.newest += _entries(places, language, most)
    return found


def figures(text: str, language: str, most: int) -> Gaps:
    """Return the texts with a figure that lacks a text."""
    mark = {"alt": "is_described", "credit": "is_credited"}[text]
    rows = BodyPicture.objects.filter(language=language, **{mark: False})
    count = rows.values(record=_record("article")).distinct().count()
    newest = rows.select_related("article__category__section").order_by("-pk")[: 2 * most]
    place = _("picture in the text")
    places = ((row.article, place, column("body", language)) for row in newest)
    return Gaps(count, _entries(places, language, most))


def without(text: str, language: str) -> Q:
    """Return the condition of the partial index that answers `lead_pictures`."""
    return Q(
        picture__isnull=False,
        picture_is_decorative=False,
        **{f"{column('title', language)}__gt": "", column(f"picture_{text}", language): ""},
    )


def _record(link: str) -> Coalesce:
    # A draft and what is public are one record, with the id of the live row.
    return Coalesce(f"{link}__live_id", f"{link}__pk")


def _row_models() -> Iterator[tuple]:
    for kind in kinds().values():
        for relation in kind.row_relations:
            yield relation, kind._meta.get_field(relation).related_model


def _entries(places, language: str, most: int) -> list[Gap]:
    entries: dict[str, Gap] = {}
    for article, place, field in places:
        name = f"admin:{article.kind.replace('.', '_')}_change"
        address = f"{reverse(name, args=[article.live_pk])}#id_{field}"
        known = entries.get(address)
        is_public = article.is_public(language) or bool(known and known.is_public)
        entries[address] = Gap(str(article), address, place, is_public)
    return list(entries.values())[:most]
