"""Finding articles by their words, without an index: bounded, whatever is asked.

The database names candidates, since it can look for words in rich text but not tell them from tags.
Python then reads the candidates as their readers do and keeps what really holds every word.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Q, QuerySet, When

from articles import prose, words
from articles.models import Article, Category
from languages import column

# How many candidates are read at most, and how much of their texts together.
MOST = 200
MOST_SIGNS = 4_000_000
# The text of so many of the newest articles is looked through, of older ones title and summary.
NEWEST = 10_000


@dataclass(frozen=True)
class Hit:
    """An article that holds every word; `title` and `text` are what was read, as plain text."""

    article: Article
    title: str
    text: str

    @property
    def section(self) -> Category:
        return self.article.category.section


@dataclass(frozen=True)
class Found:
    """Hits, those in titles first, then the newest.

    may_be_more: whether reading stopped before the end. texts_from: since when articles were read
    in full, where that is not always.
    """

    hits: list[Hit]
    may_be_more: bool = False
    texts_from: datetime | None = None


def find(wanted: list[str], language: str) -> Found:
    """Return the public articles that hold every word in title, summary or text."""
    if not wanted:
        return Found([])
    texts_from = _texts_from(language)
    rows = list(_candidates(wanted, language, texts_from)[: MOST + 1])
    hits, left = [], MOST_SIGNS
    for row in rows[:MOST]:
        left -= len(getattr(row, column("body", language)))
        if left < 0:
            return Found(hits, True, texts_from)
        if hit := _hit(row, wanted, language):
            hits.append(hit)
    return Found(hits, len(rows) > MOST, texts_from)


def _texts_from(language: str) -> datetime | None:
    dates = Article.objects.public(language).newest(language)
    dates = dates.values_list(column("published_at", language), flat=True)
    return next(iter(dates[NEWEST : NEWEST + 1]), None)


def _candidates(wanted: list[str], language: str, texts_from: datetime | None) -> QuerySet:
    title, summary, body, published = (
        column(name, language) for name in ("title", "summary", "body", "published_at")
    )
    found = words.anywhere(wanted, [title, summary, body])
    if texts_from:
        found &= Q(**{f"{published}__gt": texts_from})
        found |= words.anywhere(wanted, [title, summary])
    in_title = Case(When(words.anywhere(wanted, [title]), then=1), default=0)
    rows = Article.objects.public(language).filter(found)
    rows = rows.order_by(in_title.desc(), f"-{published}", "-id")
    return rows.select_related("category__section").only(
        "kind", "slug", "live", "category", title, summary, body, published
    )


def _hit(row: Article, wanted: list[str], language: str) -> Hit | None:
    title, summary = (getattr(row, column(name, language)) for name in ("title", "summary"))
    if _holds(f"{title}\n{summary}", wanted):
        return Hit(row, title, summary)
    body = prose.plain(getattr(row, column("body", language)))
    if not _holds(f"{title}\n{summary}\n{body}", wanted):
        return None
    # What is shown of it is where the words are.
    return Hit(row, title, summary if _any(summary, wanted) else body)


def _holds(text: str, wanted: list[str]) -> bool:
    folded = words.fold(text)
    return all(word in folded for word in wanted)


def _any(text: str, wanted: list[str]) -> bool:
    folded = words.fold(text)
    return any(word in folded for word in wanted)
