"""Asking the index of the database at hand; both answer the same.

`matching` returns the numbers of entries, the newest first: of those in a range of numbers whose
column (`heading` or `everything`) meets a query, and whose time has not ended.
"""

from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from search.engines import postgresql, sqlite
from search.query import Query

HEADING, EVERYTHING = "heading", "everything"


def matching(
    query: Query,
    column: str,
    numbers: tuple[int, int],
    most: int,
    tags: Iterable[str] = (),
    *,
    is_any: bool = False,
) -> list[int]:
    """Return at most `most` numbers.

    tags: terms of a heading that have to stand there besides. is_any: one clause is enough.
    """
    if not query.clauses:
        return []
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    condition = engine.condition(query, column, list(tags), is_any)
    with connection.cursor() as cursor:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(engine.QUESTION[column], [condition, *numbers, now, most])
        return [number for (number,) in cursor.fetchall()]
