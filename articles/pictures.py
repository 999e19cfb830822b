"""Which articles show a picture of the library, for the library's own questions.

Called through PICTURE_USES and PICTURE_STEPS, because the library knows nothing of articles.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

import languages
from articles import prose, strands
from articles.kinds import kinds
from articles.models import Act, Article, BodyPicture, Revision
from languages import column
from library import dependence
from library.models import Picture
from library.uses import Use
from pagestore.purge import order_purge_at


def uses(picture_ids: Iterable[int]) -> Iterator[Use]:
    """Tell every use of the pictures in live articles, in their drafts, and in what is ordered."""
    wanted = list(picture_ids)
    for article in Article.objects.filter(picture__in=wanted).for_lists():
        yield _use(article, article.picture_id, _("lead picture"))
    for row, article in _rows(Q(picture__in=wanted)):
        yield _use(article, row.picture_id, _("picture %(number)s") % {"number": row.position + 1})
    for row in _in_texts(wanted):
        place = _("text (%(language)s)") % {"language": languages.short_name(row.language)}
        yield _use(row.article, row.picture_id, place, [row.language])
    yield from _scheduled(set(wanted))


def order_purge(picture: Picture) -> None:
    """Order the purge of every page that shows the picture. A step of PICTURE_STEPS."""
    order_purge_at([dependence.picture(picture.pk)])


def _rows(condition: Q) -> Iterator[tuple]:
    for kind in kinds().values():
        for relation in kind.row_relations:
            model = kind._meta.get_field(relation).related_model
            for row in model.objects.filter(condition).select_related(
                f"{model.article_field}__category__section"
            ):
                yield row, getattr(row, model.article_field)


def _in_texts(picture_ids: list[int]) -> QuerySet[BodyPicture]:
    rows = BodyPicture.objects.filter(picture__in=picture_ids).order_by("pk")
    return rows.select_related("article__category__section")


def _scheduled(wanted: set[int]) -> Iterator[Use]:
    """Tell of pictures that an update will bring which is ordered for a time."""
    acts = list(Act.objects.pending().select_related("article__category__section"))
    numbers = {number for act in acts for number in act.strands.values() if number}
    revisions = Revision.objects.filter(
        article__in={act.article_id for act in acts}, number__in=numbers
    )
    contents = {(each.article_id, each.strand, each.number): each.content for each in revisions}
    for act in acts:
        named = set()
        for strand, number in act.strands.items():
            named |= _pictures_of(contents.get((act.article_id, strand, number)), strand)
        for picture_id in sorted(named & wanted):
            yield _use(act.article, picture_id, _("scheduled update"), [])


def _pictures_of(content: dict | None, strand: str) -> set[int]:
    if content is None:
        return set()
    rows = [row["fields"] for rows in content["rows"].values() for row in rows]
    parts = [content["fields"], *rows]
    if strand == strands.SHARED:
        return {part["picture"] for part in parts if part.get("picture")}
    body = content["fields"].get(column("body", strand)) or ""
    return {figure.picture_id for figure in prose.figures_in(body)}


def _use(
    article: Article, picture_id: int, place: str, shown_in: Iterable[str] | None = None
) -> Use:
    name = f"admin:{article.kind.replace('.', '_')}_change"
    codes = languages.codes() if shown_in is None else shown_in
    public = tuple(code for code in codes if article.is_public(code))
    return Use(picture_id, str(article), reverse(name, args=[article.live_pk]), place, public)
