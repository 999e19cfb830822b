"""When what can be read today first appeared: the years and months that the site map lists.

Everything is asked by ranges of time, which an index answers: functions that cut a date down to
its month would be carried out for every article there is.
"""

from datetime import datetime

from django.db.models import Count, Exists, Q
from django.utils import timezone

from articles.models import Article
from articles.models.article import ArticleQuerySet
from languages import column

MONTHS = range(1, 13)


def start_of(year: int, month: int = 1) -> datetime:
    """Return the beginning of a month in Beijing time; the 13th is the next year's first."""
    year, month = (year + 1, 1) if month > MONTHS[-1] else (year, month)
    return timezone.make_aware(datetime(year, month, 1))


def listed(language: str) -> ArticleQuerySet:
    """Return the articles that the months hold: all but those that stand alone."""
    return Article.objects.public(language).filter(section__is_hidden=False)


def within(language: str, start: datetime, end: datetime) -> Q:
    name = column("published_at", language)
    return Q(**{f"{name}__gte": start, f"{name}__lt": end})


def of_month(language: str, year: int, month: int) -> ArticleQuerySet:
    span = within(language, start_of(year, month), start_of(year, month + 1))
    return listed(language).filter(span).newest(language)


def years(language: str) -> list[int]:
    """Return the years in which something appeared, the newest first. Three questions."""
    name = column("published_at", language)
    ends = [
        listed(language).order_by(order).values_list(name, flat=True).first()
        for order in (f"-{name}", name)
    ]
    if ends[0] is None:
        return []
    newest, oldest = (timezone.localtime(end).year for end in ends)
    asked = {
        f"in_{year}": Exists(
            listed(language).filter(within(language, start_of(year), start_of(year + 1)))
        )
        for year in range(oldest, newest + 1)
    }
    # One row is enough to ask about all years.
    found = listed(language).order_by(name).annotate(**asked).values(*asked).first() or {}
    return [year for year in range(newest, oldest - 1, -1) if found.get(f"in_{year}")]


def counts(language: str, year: int) -> dict[int, int]:
    """Return how many articles appeared in each month of a year. One question."""
    spans = {
        f"in_{month}": Count(
            "pk", filter=within(language, start_of(year, month), start_of(year, month + 1))
        )
        for month in MONTHS
    }
    whole = within(language, start_of(year), start_of(year + 1))
    found = listed(language).filter(whole).aggregate(**spans)
    return {month: found[f"in_{month}"] for month in MONTHS if found[f"in_{month}"]}


def has_year(language: str, year: int) -> bool:
    span = within(language, start_of(year), start_of(year + 1))
    return listed(language).filter(span).exists()
