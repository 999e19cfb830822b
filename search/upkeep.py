"""Seeing to it that everything public is in the index, also what was written past the portal."""

import logging
from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Q, QuerySet

import languages
from articles.kinds import kinds
from articles.models import Article
from languages import column
from search import analysis, entries
from search.models import Entry, Word

logger = logging.getLogger(__name__)

BATCH = 500


def published() -> Q:
    """Return the condition for articles with a language that is public, was, or will be."""
    condition = Q()
    for code in languages.codes():
        condition |= Q(**{f"{column('published_at', code)}__isnull": False})
    return condition


def missing() -> QuerySet[Article]:
    """Return the articles with a published language that the index holds not, or as of old."""
    condition = Q()
    for code in languages.codes():
        known = Entry.objects.filter(language=code, version=analysis.VERSION)
        condition |= Q(**{f"{column('published_at', code)}__isnull": False}) & ~Q(
            pk__in=known.values("article_id")
        )
    return Article.objects.live().filter(condition)


def mend() -> int:
    """Index what is missing; return how many texts that were."""
    if not missing().exists():
        return 0
    made = sum(remade for _size, remade in remake(missing()))
    if made >= BATCH:
        tell_the_database()
    return made


def tell_the_database() -> None:
    """Let the database look at the index: as long as it knows nothing of it, it reads it whole."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
        cursor.execute("ANALYZE search_entry")


def rebuild() -> Iterator[tuple[int, int]]:
    """Index everything anew, and forget what no text says any more; yield as `remake` does."""
    before, read = set(Word.objects.values_list("word", flat=True)), set()
    yield from remake(Article.objects.live().filter(published()), read)
    drop_what_is_gone()
    gone = sorted(before - read)
    for at in range(0, len(gone), BATCH):
        Word.objects.filter(word__in=gone[at : at + BATCH]).delete()


def remake(rows: QuerySet[Article], known: set[str] | None = None) -> Iterator[tuple[int, int]]:
    """Index articles anew in batches; yield how many there were in each, and how many texts.

    known: words that need not be stored again; those of the articles are added.
    """
    known = set(Word.objects.values_list("word", flat=True)) if known is None else known
    for model in kinds().values():
        of_kind = rows.filter(kind=model._meta.label_lower)
        # Nearly in the order of their entries' numbers.
        order = [column("published_at", code) for code in languages.codes()]
        keys = list(of_kind.order_by(*order).values_list("pk", flat=True))
        for at in range(0, len(keys), BATCH):
            batch = keys[at : at + BATCH]
            yield len(batch), _remake_carefully(model, batch, known)


def drop_what_is_gone() -> None:
    """Take out what has no published text any more."""
    rows = Article.objects.live().filter(published())
    Entry.objects.exclude(article_id__in=rows.values("pk")).delete()


def _remake_carefully(model: type[Article], keys: list[int], known: set[str]) -> int:
    """Do so; an article that cannot be indexed keeps no other one out."""
    try:
        return _remake(model, keys, known)
    except Exception:
        if len(keys) == 1:
            logger.exception("article %s not indexed", keys[0])
            return 0
    return sum(_remake_carefully(model, [key], known) for key in keys)


@transaction.atomic
def _remake(model: type[Article], keys: list[int], known: set[str]) -> int:
    made, found = [], set()
    rows = model.objects.filter(pk__in=keys).select_for_update(of=("self",))
    for article in rows.prefetch_related(*model.row_relations):
        of_article, words = entries.read(article)
        made += of_article
        found |= words - known
    Entry.objects.filter(article_id__in=keys).delete()
    # FTS5 writes its table out whenever a number is lower than the one before.
    Entry.objects.bulk_create(sorted(made, key=lambda entry: entry.pk))
    entries.keep_words(found)
    known |= found
    return len(made)
