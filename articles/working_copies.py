"""Working copies: how a record that visitors can read is edited without touching what they read.

A record without any publication is edited in place. As soon as a language is published, scheduled
or has expired, `edit` makes the record's one working copy: a row of the same tables whose `live`
points at the live row. `articles.publishing` brings chosen strands from it to the live row.
"""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

import languages
from articles import facts, strands
from articles.kinds import child, model_of
from articles.models import Article, Revision


def editable_row(live: Article) -> Article | None:
    """Return the row that editors write in, of the kind's class; None when Edit comes first."""
    copy = type(live).objects.select_related("category__section").filter(live_id=live.pk).first()
    if copy:
        copy.live = live
        return copy
    return None if live.has_publication else live


def live_of(row: Article) -> Article:
    """Return the live row of a record, of the same class; a working copy has it in hand."""
    if not row.is_working_copy:
        return row
    if not row._meta.get_field("live").is_cached(row):
        # Through the relation it would come without what belongs to its kind.
        lives = type(row).objects.select_related("category__section")
        row.live = lives.get(pk=row.live_id)
    return row.live


@transaction.atomic
def edit(article: Article, by: models.Model | None = None) -> Article:
    """Return the row to write in, making the working copy where one is needed."""
    live = lock(article)
    return editable_row(live) or _copy(live, by)


@transaction.atomic
def discard(article: Article) -> None:
    """Delete the working copy; its revisions stay in the history."""
    live = lock(article)
    type(live).objects.filter(live_id=live.pk).delete()
    facts.forget_draft(live)


def keep_as_draft(live: Article, names: Iterable[str], by: models.Model | None) -> None:
    """Keep what the live row says as the draft, before other content comes into these strands."""
    if names and not type(live).objects.filter(live_id=live.pk).exists():
        _copy(live, by)


def lock(article: Article) -> Article:
    """Return the live row of `article`, of its kind's class, locked until the transaction ends."""
    row = Article.objects.select_for_update().get(pk=article.live_pk)
    # Whoever locks a record to publish it asks for its address.
    return model_of(row).objects.select_related("category__section").get(pk=row.pk)


def _copy(live: Article, by: models.Model | None) -> Article:
    return copied(live, live_id=live.pk, updated_by=by)


def copied(source: Article, *, with_keys: bool = True, **changes) -> Article:
    """Store a copy of a row, of the rows of its kind too, with other values in some fields.

    with_keys: its rows are twins of those of `source`, and no rows of their own.
    """
    # The one place where an article is copied. Both `pk` and `id` must go, and `_state.adding`
    # must say that the row is new: `pk = None` alone overwrites the live row, since the parent
    # of a multi-table child keeps its id.
    copy = type(source).objects.get(pk=source.pk)
    rows = {relation: list(getattr(copy, relation).all()) for relation in copy.row_relations}
    copy.pk = copy.id = None
    copy._state.adding = True
    copy.sample_key = ""
    copy.updated_at = timezone.now()
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save()
    for relation, items in rows.items():
        _copy_rows(copy, relation, items, with_keys)
    copy._prefetched_objects_cache = {}
    return copy


def _copy_rows(copy: Article, relation: str, items: list[models.Model], with_keys: bool) -> None:
    model = getattr(copy, relation).model
    for item in items:
        item.pk = None
        item._state.adding = True
        if not with_keys:
            item.key = model._meta.get_field("key").get_default()
        setattr(item, model.article_field, copy)
        item.save()


@transaction.atomic(savepoint=False)
def record(
    row: Article,
    by: models.Model | None = None,
    note: str = "",
    opened: dict[str, int] | None = None,
) -> list[str]:
    """Keep a revision of every strand of `row` that differs from its last one.

    Call it after each deliberate save. opened: the version of each strand that the writer had
    before them. Returns the names of the strands that had changed.
    """
    changed = keep_revisions(row, by, note)
    if changed:
        facts.refresh(row, by, opened)
    return changed


def keep_revisions(row: Article, by: models.Model | None = None, note: str = "") -> list[str]:
    """Do what `record` does, for a caller that brings the facts of languages up to date itself."""
    contents = {strand: strands.snapshot(row, strand) for strand in strands.names()}
    known = _recorded(row)
    changed = [
        strand
        for strand, content in contents.items()
        if not _is_recorded(strand, content, known.get(strand))
    ]
    if not changed:
        return []
    highest = _highest_numbers(row)
    for strand in changed:
        setattr(row, strands.version_column(strand), highest.get(strand, 0) + 1)
    Revision.objects.bulk_create(
        Revision(
            article_id=row.live_pk,
            strand=strand,
            number=strands.version(row, strand),
            content=contents[strand],
            created_by=by,
            note=note,
        )
        for strand in changed
    )
    row.save(update_fields=[strands.version_column(strand) for strand in changed])
    return changed


def content_of(article_pk: int, strand: str, number: int) -> dict | None:
    """Return the content that revision `number` of a strand holds, or None if there is none."""
    revision = Revision.objects.filter(article_id=article_pk, strand=strand, number=number).first()
    return revision.content if revision else None


def changed_strands(copy: Article, live: Article) -> list[str]:
    """Return the strands in which a working copy says something else than the live row."""
    return [
        strand
        for strand in strands.names()
        if not strands.same(strands.snapshot(copy, strand), strands.snapshot(live, strand), strand)
    ]


def _recorded(row: Article) -> dict[str, dict]:
    """Return the content of each strand in the version that the row says it has."""
    versions = {strand: strands.version(row, strand) for strand in strands.names()}
    if not any(versions.values()):
        return {}
    wanted = [models.Q(strand=strand, number=number) for strand, number in versions.items()]
    found = Revision.objects.filter(models.Q(*wanted, _connector=models.Q.OR))
    return dict(found.filter(article_id=row.live_pk).values_list("strand", "content"))


def _is_recorded(strand: str, content: dict, last: dict | None) -> bool:
    if last is None:
        return strand != strands.SHARED and strands.is_empty(content)
    return strands.same(content, last, strand)


def _highest_numbers(row: Article) -> dict[str, int]:
    kept = Revision.objects.filter(article_id=row.live_pk).order_by().values_list("strand")
    return dict(kept.annotate(highest=models.Max("number")))


def bring(live: Article, strand: str, content: dict, number: int) -> None:
    """Write one strand, as it was in its version `number`, into the live row."""
    strands.apply(live, strand, content)
    setattr(live, strands.version_column(strand), number)
    if strand == strands.SHARED:
        # A language that was published before a row existed has its texts waiting.
        for code in languages.codes():
            texts = content_of(live.pk, code, strands.version(live, code))
            if texts:
                strands.fill_rows(live, code, texts)


def drop_without_changes(live: Article) -> None:
    """Delete the working copy if visitors read all that it says."""
    copy = type(live).objects.filter(live_id=live.pk).first()
    if copy and not changed_strands(copy, child(Article.objects.get(pk=live.pk))):
        copy.delete()
