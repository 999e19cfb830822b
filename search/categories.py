"""Categories and sections whose names meet a query: often what somebody means is a list."""

from collections.abc import Iterable
from functools import lru_cache

from articles import menu
from articles.models import Category
from languages import column
from search import analysis
from search.analysis import chinese, sounds
from search.query import Clause, Phrase, Query

MOST = 3


def find(query: Query, language: str) -> list[Category]:
    """Return what has something to read in a language and a name that meets the query."""
    if not query.clauses:
        return []
    name = column("name", language)
    names = {}
    for row in menu.to_be_read(language):
        own = getattr(row, name) or ""
        above = getattr(row.section, name) or "" if row.section_id else ""
        if meets(query, own, above):
            names[row] = own
    # The shorter a name is, the more of it is what was typed.
    return sorted(names, key=lambda row: len(names[row]))[:MOST]


def meets(query: Query, own: str, above: str) -> bool:
    """Tell whether a name meets a query, parts of it perhaps by the name of its section."""
    by_own = [_meets(clause, own) for clause in query.clauses]
    both = zip(query.clauses, by_own, strict=True)
    is_met = any(by_own) and all(met or _meets(clause, above) for clause, met in both)
    return is_met and not any(_says(phrase, own) for phrase in query.excluded)


def _meets(clause: Clause, name: str) -> bool:
    return any(all(_says(phrase, name) for phrase in each) for each in clause.alternatives)


def _says(phrase: Phrase, name: str) -> bool:
    terms = _heard(name) if sounds.is_sound(phrase.terms[0]) else _written(name)
    return f" {' '.join(phrase.terms)}{'' if phrase.is_prefix else ' '}" in terms


@lru_cache(maxsize=500)
def _written(name: str) -> str:
    """Return the terms of a name, rows that stand apart with a gap between."""
    runs = list(analysis.runs(analysis.comparable(name)))
    written = [token.term for token in analysis.tokens_of(runs)]
    return _joined([written, [run.text[-1] for run in runs if run.kind == "han"]])


@lru_cache(maxsize=500)
def _heard(name: str) -> str:
    """Return how a name sounds, in the same way."""
    return _joined(sounds.rows(sounds.of_words(_words(analysis.comparable(name)))))


def _joined(rows: Iterable[list[str]]) -> str:
    return "".join(f" {' '.join(row)} " for row in rows)


def _words(text: str) -> list[str]:
    return [word for word in chinese.words(text) if chinese.is_han(word[:1])]
