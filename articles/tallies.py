"""How many articles there are to read, of which kind and month: kept, so that no list counts them.

A publishing step writes what an act has changed, as rows that say how many more or less there are
and from when until when that holds. So what is scheduled counts from its second on and what ends
does not count after it, without anything that runs. `articles.recount` puts the rows together.
"""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from articles.models import Category, Tally
from articles.touched import Standing

# What articles are counted by.
PLACE = ("category_id", "language", "kind", "year", "month", "has_picture")


class Count(NamedTuple):
    """What one language of an article counts as, and when."""

    category_id: int
    language: str
    kind: str
    year: int
    month: int
    has_picture: bool
    starts_at: datetime
    ends_at: datetime | None


class Cell(NamedTuple):
    """How many articles of a kind and month there are, with or without a picture."""

    kind: str
    year: int
    month: int
    has_picture: bool
    number: int


def _of(standing: Standing) -> set[Count]:
    """Return what an article counts as: once for each language that is or will be public."""
    return {
        Count(
            standing.category_id,
            code,
            standing.kind,
            *_month(start),
            standing.has_picture,
            start,
            end,
        )
        for code, (start, end) in standing.times.items()
        if start
    }


def keep(announcement) -> None:
    """Write how an act changes the numbers. A publishing step."""
    before, after = _of(announcement.earlier), _of(Standing.of(announcement.article))
    changed = [(count, -1) for count in before - after] + [(count, 1) for count in after - before]
    Tally.objects.bulk_create(Tally(**count._asdict(), number=more) for count, more in changed)


def in_place(place: Category, language: str) -> list[Cell]:
    """Return what there is to read in a category or in all categories of a section."""
    rows = _now(language).filter(category__in=_categories(place))
    sums = rows.values_list(*Cell._fields[:-1]).annotate(total=Sum("number")).order_by()
    return [Cell(*row) for row in sums if row[-1] > 0]


def months(language: str, **conditions) -> dict[tuple[int, int], int]:
    """Return how many articles appeared in each month that has any, the first month first."""
    rows = _now(language).filter(**conditions).order_by("year", "month")
    sums = rows.values_list("year", "month").annotate(total=Sum("number"))
    return {(year, month): number for year, month, number in sums if number > 0}


def months_of(place: Category, language: str) -> dict[tuple[int, int], int]:
    """Return the same for a category or a section."""
    return months(language, category__in=_categories(place))


def is_anything(place: Category, language: str, year: int, month: int) -> bool:
    """Tell whether anything that can be read in a place appeared in a month."""
    return bool(months(language, category__in=_categories(place), year=year, month=month))


def _month(moment: datetime) -> tuple[int, int]:
    local = timezone.localtime(moment)
    return local.year, local.month


def _categories(place: Category) -> list[int] | QuerySet:
    if place.section_id is not None:
        return [place.pk]
    return Category.objects.filter(section=place.pk).values("pk")


def _now(language: str) -> QuerySet[Tally]:
    now = timezone.now()
    lasts = Q(ends_at=None) | Q(ends_at__gt=now)
    return Tally.objects.filter(lasts, language=language, starts_at__lte=now)
