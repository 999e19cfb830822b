"""Asking the index of the database at hand; both answer the same.

`matching` returns the numbers of entries, the newest first: of those in a range of numbers whose
column (`heading` or `everything`) meets a query, and whose time has not ended.
"""

from collections.abc import Collection, Iterable

from django.db import connection
from django.utils import timezone

from search.engines import postgresql, sqlite
from search.models.entry import place_of
from search.query import Query

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
