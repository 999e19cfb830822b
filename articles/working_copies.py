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
from articles.kinds import child
from articles.models import Article, Revision


def editable_row(live: Article) -> Article | None:
    """Return the row that editors write in, of the kind's class; None when Edit comes first."""
    copy = type(live).objects.filter(live_id=live.pk).first()
    if copy:
        return copy
    return None if live.has_publication else live


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
    live = Article.objects.select_for_update().get(pk=article.live_pk)
    return child(live)


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


@transaction.atomic
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
    changed = []
    for strand in strands.names():
        content = strands.snapshot(row, strand)
        if _is_recorded(row, strand, content):
            continue
        number = _next_number(row, strand)
        Revision.objects.create(
            article_id=row.live_pk,
            strand=strand,
            number=number,
            content=content,
            created_by=by,
            note=note,
        )
        setattr(row, strands.version_column(strand), number)
        changed.append(strand)
    if changed:
        row.save(update_fields=[strands.version_column(strand) for strand in changed])
        facts.refresh(row, by, opened)
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


def _is_recorded(row: Article, strand: str, content: dict) -> bool:
    number = strands.version(row, strand)
    last = content_of(row.live_pk, strand, number)
    if last is None:
        return strand != strands.SHARED and strands.is_empty(content)
    return strands.same(content, last, strand)


def _next_number(row: Article, strand: str) -> int:
    highest = Revision.objects.filter(article_id=row.live_pk, strand=strand).aggregate(
        highest=models.Max("number")
    )["highest"]
    return (highest or 0) + 1


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
