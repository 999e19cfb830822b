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
from search import excerpts, near
from search.ranking import Ranking

# How many candidates are read at most, and how much of their texts together.
MOST = 200
MOST_SIGNS = 4_000_000
# How many are shown that hold a part of the words only.
MOST_NEAR = 10
# The text of so many of the newest articles is looked through, of older ones title and summary.
NEWEST = 10_000


@dataclass(frozen=True)
class Hit:
    """An article that holds `words`; `title` and `text` are what was read, as plain text."""

    article: Article
    title: str
    text: str
    words: list[str]

    @property
    def section(self) -> Category:
        return self.article.category.section


@dataclass(frozen=True)
class Reading:
    """An article's texts in a language as its readers see them."""

    article: Article
    title: str
    summary: str
    body: str

    @classmethod
    def of(cls, row: Article, language: str) -> "Reading":
        title, summary, body = (
            getattr(row, column(name, language)) for name in ("title", "summary", "body")
        )
        return cls(row, title, summary, excerpts.in_one_line(prose.blocks(body)))

    @property
    def everything(self) -> str:
        return f"{self.title}\n{self.summary}\n{self.body}"

    def hit(self, wanted: list[str]) -> Hit:
        """Return what is shown: of summary and text the one that says more of the words."""
        texts = [self.summary, self.body] if self.summary else [self.body]
        return Hit(self.article, self.title, excerpts.best(texts, wanted), wanted)


@dataclass(frozen=True)
class Found:
    """Hits, those that say most first, then the newest.

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
    texts_from, ranking = _texts_from(language), Ranking(wanted)
    readings, may_be_more = _read(_candidates(wanted, language, texts_from), language)
    ranked = []
    for reading in readings:
        rank = ranking.rank(words.fold(reading.title), words.fold(reading.everything))
        if rank is not None:
            row = reading.article
            ranked.append((-rank, row.published_at(language), row.pk, reading))
    hits = [reading.hit(wanted) for *_order, reading in sorted(ranked, reverse=True)]
    return Found(hits, may_be_more, texts_from)


def find_near(wanted: list[str], language: str) -> Found:
    """Return the public articles that hold most of the words, or of a word of Chinese.

    For when nothing holds every word.
    """
    asked = list(dict.fromkeys(part for word in wanted for part in near.ends(word)))
    if not asked or asked == wanted[:1]:
        return Found([])
    rows = _candidates(asked, language, _texts_from(language), is_any=True)
    readings, may_be_more = _read(rows, language)
    worths: dict[float, list[Hit]] = {}
    for reading in readings:
        parts = near.held(wanted, words.fold(reading.everything))
        worths.setdefault(near.worth(wanted, parts), []).append(reading.hit(list(parts.values())))
    worths.pop(0, None)
    return Found(worths[max(worths)][:MOST_NEAR] if worths else [], may_be_more)


def _texts_from(language: str) -> datetime | None:
    dates = Article.objects.public(language).newest(language)
    dates = dates.values_list(column("published_at", language), flat=True)
    return next(iter(dates[NEWEST : NEWEST + 1]), None)


def _candidates(
    wanted: list[str], language: str, texts_from: datetime | None, is_any: bool = False
) -> QuerySet:
    title, summary, body, published = (
        column(name, language) for name in ("title", "summary", "body", "published_at")
    )
    holds = words.any_of if is_any else words.anywhere
    found = holds(wanted, [title, summary, body])
    if texts_from:
        found &= Q(**{f"{published}__gt": texts_from})
        found |= holds(wanted, [title, summary])
    in_title = Case(When(holds(wanted, [title]), then=1), default=0)
    rows = Article.objects.public(language).filter(found)
    rows = rows.order_by(in_title.desc(), f"-{published}", "-id")
    return rows.select_related("category__section").only(
        "kind", "slug", "live", "category", title, summary, body, published
    )


def _read(candidates: QuerySet, language: str) -> tuple[list[Reading], bool]:
    """Read candidates up to the bounds; say too whether there are more."""
    rows, readings, left = list(candidates[: MOST + 1]), [], MOST_SIGNS
    for row in rows[:MOST]:
        left -= len(getattr(row, column("body", language)))
        if left < 0:
            return readings, True
        readings.append(Reading.of(row, language))
    return readings, len(rows) > MOST
