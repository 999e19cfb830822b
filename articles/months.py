"""When what can be read today first appeared: years and months, their addresses and their numbers.

The numbers come from `articles.tallies`, the articles of a month from an index over their times.
"""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from articles import tallies
from articles.dependence import anywhere, in_month
from articles.models import Article, Category
from articles.models.article import ArticleQuerySet
from languages import column
from pagestore.recording import use

MONTHS = range(1, 13)
# In addresses.
YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
MONTH = r"(?P<month>0[1-9]|1[0-2])"


def start_of(year: int, month: int = 1) -> datetime:
    """Return the beginning of a month in Beijing time; the 13th is the next year's first."""
    year, month = (year + 1, 1) if month > MONTHS[-1] else (year, month)
    return timezone.make_aware(datetime(year, month, 1))


def name(year: int, month: int) -> str:
    return date_format(start_of(year, month), "YEAR_MONTH_FORMAT")


def address(place: Category, year: int, month: int) -> str:
    """Return the address of what appeared in a category or section in a month."""
    return f"{place.get_absolute_url()}{year}/{month:02}/"


def of_month(
    language: str, year: int, month: int, place: Category | None = None
) -> ArticleQuerySet:
    """Return the articles of a month: in a category, a section, or of all that the months hold."""
    # The span comes first: SQLite takes the first limit of a column that it meets, and would walk
    # from today to the month that is asked for.
    rows = Article.objects.filter(_span(language, year, month)).public(language).newest(language)
    if place is not None:
        return rows.filter(**{"section" if place.section_id is None else "category": place})
    use(in_month(language, year, month))
    # No join, or it would walk along the sections.
    return rows.exclude(section_id__in=Category.objects.filter(is_hidden=True).values("pk"))


def years(language: str) -> list[int]:
    """Return the years in which something appeared, the newest first. One question."""
    use(anywhere(language))
    return sorted({year for year, _month in _numbers(language)}, reverse=True)


def counts(language: str, year: int) -> dict[int, int]:
    """Return how many articles appeared in each month of a year. One question."""
    use(*(in_month(language, year, month) for month in MONTHS))
    return {month: number for (_year, month), number in _numbers(language, year=year).items()}


def is_anything(language: str, year: int, month: int) -> bool:
    use(in_month(language, year, month))
    return bool(_numbers(language, year=year, month=month))


def _numbers(language: str, **when: int) -> dict[tuple[int, int], int]:
    """Return the numbers of all articles but those that stand alone."""
    return tallies.months(language, category__section__is_hidden=False, **when)


def _span(language: str, year: int, month: int) -> Q:
    name = column("published_at", language)
    return Q(**{f"{name}__gte": start_of(year, month), f"{name}__lt": start_of(year, month + 1)})
