"""Seeing to it that everything public is in the index, also what was written past the portal."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q, QuerySet

import languages
from articles.kinds import kinds
from articles.models import Article
from languages import column
from search import analysis, entries
from search.models import Entry, Word

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
    return sum(remade for _size, remade in remake(missing()))


def remake(rows: QuerySet[Article]) -> Iterator[tuple[int, int]]:
    """Index articles anew in batches; yield how many there were in each, and how many texts."""
    known = set(Word.objects.values_list("word", flat=True))
    for model in kinds().values():
        of_kind = rows.filter(kind=model._meta.label_lower)
        # Nearly in the order of their entries' numbers.
        order = [column("published_at", code) for code in languages.codes()]
        keys = list(of_kind.order_by(*order).values_list("pk", flat=True))
        for at in range(0, len(keys), BATCH):
            yield len(keys[at : at + BATCH]), _remake(model, keys[at : at + BATCH], known)


def drop_what_is_gone() -> None:
    """Take out what has no published text any more."""
    rows = Article.objects.live().filter(published())
    Entry.objects.exclude(article_id__in=rows.values("pk")).delete()


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
