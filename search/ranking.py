"""Which of the entries that meet a query says most about it, the same on every database.

Each clause counts by the best place that meets it; then come what the title says besides, that
guides outlast news, and how fresh news is. Weights were set by the queries of
tests/search/relevance/ and by nothing else.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from search import tags
from search.query import Alternative, Clause, Phrase, Query

IN_TITLE, IN_SUMMARY, IN_TEXT = 10.0, 4.0, 1.0
# The whole query side by side; the whole title and nothing else.
TOGETHER, EXACT, COVERED = 4.0, 8.0, 5.0
# Chinese that is a word there, and no accident of two.
AS_WORD = 2.0
LASTING, FRESH, HALF_LIFE = 2.0, 2.5, 400


@dataclass(frozen=True)
class Candidate:
    """What ranking reads of an entry."""

    id: int
    article_id: int
    kind: str
    section_id: int
    category_id: int
    published_at: datetime
    title_terms: str
    title_words: str
    summary_terms: str

    @cached_property
    def title(self) -> str:
        return f" {self.title_terms} "

    @cached_property
    def summary(self) -> str:
        return f" {self.summary_terms} "

    @cached_property
    def words(self) -> str:
        return f" {self.title_words} "


class Ranking:
    """Gives candidates a number: the more, the higher they stand."""

    def __init__(self, query: Query, now: datetime) -> None:
        self._query, self._now = query, now
        firsts = [clause.alternatives[0] for clause in query.clauses]
        terms = [term for parts in firsts for phrase in parts for term in phrase.terms]
        self._together = f" {' '.join(terms)} "
        self._length = max(1, len(terms))

    def worth(self, candidate: Candidate) -> float:
        clauses = [_worth(clause, candidate) for clause in self._query.clauses]
        worth = sum(clauses) / len(clauses)
        if self._together in candidate.title:
            worth += TOGETHER
            worth += EXACT * (self._together == candidate.title)
        if worth >= IN_TITLE:
            worth += COVERED * min(1, self._length / max(1, candidate.title_terms.count(" ") + 1))
        return worth + self._age(candidate)

    def _age(self, candidate: Candidate) -> float:
        if not tags.is_news(candidate.kind):
            return LASTING
        days = max(0, (self._now - candidate.published_at).days)
        return FRESH * 0.5 ** (days / HALF_LIFE)


def _worth(clause: Clause, candidate: Candidate) -> float:
    return max(
        _worth_of_all(alternative, candidate) - 0.2 * bool(place)
        for place, alternative in enumerate(clause.alternatives)
    ) + AS_WORD * (f" {clause.text} " in candidate.words)


def _worth_of_all(alternative: Alternative, candidate: Candidate) -> float:
    return sum(_place(phrase, candidate) for phrase in alternative) / len(alternative)


def _place(phrase: Phrase, candidate: Candidate) -> float:
    said = f" {' '.join(phrase.terms)}" + " " * (not phrase.is_prefix)
    if said in candidate.title:
        return IN_TITLE
    return IN_SUMMARY if said in candidate.summary else IN_TEXT
