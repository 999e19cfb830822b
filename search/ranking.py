"""Which of the entries that meet a query says most about it, the same on every database.

Each clause counts by the best place that meets it; then come what the title says besides, that
guides outlast news, and how fresh news is. Weights were set by the queries of
tests/search/relevance/ and by nothing else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from search import tags
from search.analysis import chinese, sounds
from search.query import Alternative, Clause, Phrase, Query

IN_TITLE, IN_SUMMARY, IN_TEXT = 10.0, 4.0, 1.0
# What a title begins with is what the article is about.
EARLY = 3.0
# The whole query side by side; the whole title and nothing else.
TOGETHER, EXACT, COVERED = 4.0, 8.0, 5.0
# The same in the text alone; more than what a guide has over news.
TOGETHER_IN_TEXT = 2.5
# Chinese that is a word there, and no accident of two.
AS_WORD = 2.0
# Words that mean the same; and those that belong together, far from each other.
OTHER, APART = 0.2, 5.0
LASTING, FRESH, HALF_LIFE = 2.0, 2.5, 400
# Terms, privacy and the like name everything somewhere and answer what their title says alone.
ALONE = 0.9


# Hundreds are made for every search: frozen ones take three times as long.
@dataclass(eq=False)
class Candidate:
    """What ranking reads of an entry."""

    id: int
    article_id: int
    published_at: datetime
    title_terms: str
    title_words: str
    summary_terms: str
    kind: str
    section_id: int
    stands_alone: bool

    @cached_property
    def title(self) -> str:
        return f" {self.title_terms} "

    @cached_property
    def summary(self) -> str:
        return f" {self.summary_terms} "

    @cached_property
    def words(self) -> str:
        return f" {self.title_words} "

    @property
    def title_sounds(self) -> str:
        """How the title sounds: its syllables, then their initials."""
        return _sounds_of_title(self.title_words)

    @property
    def summary_sounds(self) -> str:
        return _sounds_of_summary(self.summary_terms)


# The newest are candidates of most searches, and how they sound takes longer than all the rest.
@lru_cache(maxsize=3000)
def _sounds_of_title(words: str) -> str:
    return _sounds(words.split(" "))


@lru_cache(maxsize=3000)
def _sounds_of_summary(terms: str) -> str:
    return "".join(_sounds(chinese.words(run)) for run in chinese.joined(terms.split()))


def _sounds(words: list[str]) -> str:
    rows = sounds.rows(sounds.of_words(words))
    return "".join(f" {' '.join(row)} " for row in rows)


class Ranking:
    """Gives candidates a number: the more, the higher they stand."""

    def __init__(self, query: Query, now: datetime, together: Collection[int] = ()) -> None:
        """together: the candidates that hold the words side by side somewhere."""
        self._query, self._now = query, now
        self._holding = frozenset(together)
        self._together = f" {' '.join(query.together)} "
        self._length = max(1, len(query.together))

    def worth(self, candidate: Candidate) -> float:
        clauses = [_worth(clause, candidate) for clause in self._query.clauses]
        worth = sum(clauses) / len(clauses)
        if candidate.stands_alone and max(clauses) < IN_TITLE - APART:
            return ALONE * worth / IN_TITLE
        if self._together in candidate.title:
            worth += TOGETHER
            worth += EXACT * (self._together == candidate.title)
        elif self._together in candidate.summary:
            worth += TOGETHER / 2
        elif candidate.id in self._holding and worth < IN_TITLE - APART:
            worth += TOGETHER_IN_TEXT
        if worth >= IN_TITLE - APART:
            worth += COVERED * min(1, self._length / max(1, candidate.title_terms.count(" ") + 1))
        return worth + self._age(candidate)

    def _age(self, candidate: Candidate) -> float:
        if not tags.is_news(candidate.kind):
            return LASTING
        days = max(0, (self._now - candidate.published_at).days)
        return FRESH * 0.5 ** (days / HALF_LIFE)


def _worth(clause: Clause, candidate: Candidate) -> float:
    typed, *others = clause.alternatives
    worth = _worth_of_all(typed, candidate)
    for other in others:
        less = APART if len(other) > 1 else OTHER
        worth = max(worth, _worth_of_all(other, candidate) - less)
    return worth + AS_WORD * (f" {clause.text} " in candidate.words)


def _worth_of_all(alternative: Alternative, candidate: Candidate) -> float:
    return sum(_place(phrase, candidate) for phrase in alternative) / len(alternative)


def _place(phrase: Phrase, candidate: Candidate) -> float:
    said = f" {' '.join(phrase.terms)}" + " " * (not phrase.is_prefix)
    is_heard = sounds.is_sound(phrase.terms[0])
    title = candidate.title_sounds if is_heard else candidate.title
    at = title.find(said)
    if at >= 0:
        return IN_TITLE + EARLY * (1 - at / len(title))
    summary = candidate.summary_sounds if is_heard else candidate.summary
    return IN_SUMMARY if said in summary else IN_TEXT


def nearest(query: Query, candidates: list[Candidate]) -> list[Candidate]:
    """Return candidates that hold parts of a query, those first that say most of it.

    A part says the more, the fewer hold it.
    """
    worth = dict.fromkeys(candidates, 0.0)
    for phrase in query.phrases:
        places = {each: _place(phrase, each) for each in candidates}
        holding = {each: place for each, place in places.items() if place > IN_TEXT}
        for each, place in holding.items():
            worth[each] += place / (1 + len(holding))
    return sorted(candidates, key=lambda each: (-worth[each], -each.id))
