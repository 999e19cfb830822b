"""When what can be read today first appeared: the years and months that the site map lists.

Everything is asked by ranges of time, which an index answers: functions that cut a date down to
its month would be carried out for every article there is.
"""

from datetime import datetime

from django.db.models import Count, Exists, Q
from django.utils import timezone

from articles.dependence import anywhere, in_month
from articles.models import Article, Category
from articles.models.article import ArticleQuerySet
from languages import column
from pagestore.recording import use

MONTHS = range(1, 13)


def start_of(year: int, month: int = 1) -> datetime:
    """Return the beginning of a month in Beijing time; the 13th is the next year's first."""
    year, month = (year + 1, 1) if month > MONTHS[-1] else (year, month)
    return timezone.make_aware(datetime(year, month, 1))


def of_month(language: str, year: int, month: int) -> ArticleQuerySet:
    use(in_month(language, year, month))
    return _listed(language, _month(language, year, month)).newest(language)


def of_year(language: str, year: int) -> ArticleQuerySet:
    use(*(in_month(language, year, month) for month in MONTHS))
    return _of_year(language, year)


def _of_year(language: str, year: int) -> ArticleQuerySet:
    return _listed(language, _span(language, start_of(year), start_of(year + 1)))


def years(language: str) -> list[int]:
    """Return the years in which something appeared, the newest first. Three questions."""
    use(anywhere(language))
    name = column("published_at", language)
    everything = _listed(language)
    ends = [
        everything.order_by(order).values_list(name, flat=True).first()
        for order in (f"-{name}", name)
    ]
    if ends[0] is None:
        return []
    newest, oldest = (timezone.localtime(end).year for end in ends)
    known = range(newest, oldest - 1, -1)
    asked = {f"in_{year}": Exists(_of_year(language, year)) for year in known}
    # One row is enough to ask about all years.
    found = everything.order_by(name).values(**asked).first() or {}
    return [year for year in known if found.get(f"in_{year}")]


def counts(language: str, year: int) -> dict[int, int]:
    """Return how many articles appeared in each month of a year. One question."""
    months = {f"in_{month}": Count("pk", filter=_month(language, year, month)) for month in MONTHS}
    found = of_year(language, year).aggregate(**months)
    return {month: found[f"in_{month}"] for month in MONTHS if found[f"in_{month}"]}


def _month(language: str, year: int, month: int) -> Q:
    return _span(language, start_of(year, month), start_of(year, month + 1))


def _span(language: str, start: datetime, end: datetime) -> Q:
    name = column("published_at", language)
    return Q(**{f"{name}__gte": start, f"{name}__lt": end})


def _listed(language: str, span: Q | None = None) -> ArticleQuerySet:
    """Return the articles that the months hold: all but those that stand alone."""
    # The span comes first: SQLite takes the first limit of a column that it meets, and would walk
    # from today to the year that is asked for. And no join, or it would walk along the sections.
    rows = Article.objects.filter(span or Q()).public(language)
    return rows.exclude(section_id__in=Category.objects.filter(is_hidden=True).values("pk"))
