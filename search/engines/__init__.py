"""Asking the index of the database at hand; both answer the same.

`matching` returns the numbers of entries, the newest first: of those in a range of numbers whose
column (`heading` or `everything`) meets a query, and whose time has not ended.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db import connection
from django.utils import timezone

from search.engines import postgresql, sqlite
from search.models.entry import place_of
from search.query import Alternative, Clause, Phrase, Query

HEADING, EVERYTHING = "heading", "everything"


def matching(
    query: Query,
    column: str,
    numbers: tuple[int, int],
    most: int,
    tags: Iterable[str] = (),
    *,
    within: Collection[int] | None = None,
) -> list[int]:
    """Return at most `most` numbers.

    tags: terms of a heading that have to stand there besides.
    within: the only numbers that are asked about, a few hundred at most.
    """
    if not query.clauses or (within is not None and not within):
        return []
    query = replace(query, clauses=tuple(map(_simplest, query.clauses)))
    if connection.vendor == "postgresql":
        engine = postgresql
        condition = engine.condition(query, list(tags), place_of(numbers[0]))
    else:
        engine = sqlite
        condition = engine.condition(query, list(tags), column)
    with connection.cursor() as cursor:
        question = engine.QUESTION[column]
        if within is not None:
            # The plus keeps SQLite from asking its index for each number by itself.
            listed = ",".join(str(int(number)) for number in within)
            question = question.replace(" ORDER", f" AND +{engine.NUMBER} IN ({listed}) ORDER")
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(question, [condition, *numbers, now, most])
        return [number for (number,) in cursor.fetchall()]


def _simplest(clause: Clause) -> Clause:
    """Return a clause without what others of its alternatives meet anyway.

    Where words may stand anywhere, nobody need see whether they stand side by side: that takes
    reading each text.
    """
    left = list(clause.alternatives)
    for each in clause.alternatives:
        if any(other is not each and _is_said_by(other, each) for other in left):
            left.remove(each)
    return replace(clause, alternatives=tuple(left))


def _is_said_by(less: Alternative, more: Alternative) -> bool:
    """Tell whether each text that meets `more` meets `less`, as far as their terms tell."""
    said = [_complete(phrase) for phrase in more]
    return all(
        phrase in more or (not phrase.is_prefix and any(_complete(phrase) in each for each in said))
        for phrase in less
    )


def _complete(phrase: Phrase) -> str:
    terms = phrase.terms[:-1] if phrase.is_prefix else phrase.terms
    return f" {' '.join(terms)} "
