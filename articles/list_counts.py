"""How many articles a list has of each kind and year, with and without a picture.

All numbers of a list's page are sums of that. It is kept (`articles.tallies`); a list with words
and a preview, which may show what is not so yet, count the articles themselves.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When
from django.utils import timezone

from articles.filters import FIRST_YEAR, Filters
from articles.tallies import Cell

HAS_PICTURE = Case(When(picture=None, then=False), default=Value(True), output_field=BooleanField())


class Group(NamedTuple):
    """The articles of a kind and year, all and those with the words that are asked for."""

    kind: str
    # None where it is before the first year that can be chosen.
    year: int | None
    has_picture: bool
    all: int
    found: int

    def matches(self, filters: Filters) -> bool:
        return (
            (not filters.year or str(self.year) == filters.year)
            and (not filters.kind or self.kind == filters.kind)
            and (not filters.pictures or self.has_picture)
        )


def kept(cells: Iterable[Cell]) -> list[Group]:
    sums = Counter()
    for cell in cells:
        year = cell.year if cell.year >= FIRST_YEAR else None
        sums[cell.kind, year, cell.has_picture] += cell.number
    return [Group(*group, number, number) for group, number in sums.items()]


def counted(rows: QuerySet, published: str, found: Q) -> list[Group]:
    """Count articles by reading them.

    published: the column of their times. found: the condition for those with the words.
    """
    rows = rows.annotate(year=_year(published), has_picture=HAS_PICTURE).order_by()
    having = Count("pk", filter=found) if found else Count("pk")
    groups = rows.values("kind", "year", "has_picture")
    return [Group(**group) for group in groups.annotate(all=Count("pk"), found=having)]


def _year(moments: str) -> Case:
    # Faster than asking for the year itself, which SQLite would have to ask Python for every row.
    zone = timezone.get_current_timezone()
    starts = {
        year: datetime(year, 1, 1, tzinfo=zone)
        for year in range(timezone.localdate().year, FIRST_YEAR - 1, -1)
    }
    return Case(*(When(**{f"{moments}__gte": start}, then=year) for year, start in starts.items()))
