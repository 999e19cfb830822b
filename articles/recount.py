"""Comparing the numbers of `articles.tallies` with the articles themselves, and mending them.

`migrate` counts an archive that has no numbers yet. Every night what is wrong is put right, and the
rows of what holds for good are put together.
"""

import logging
from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet, Value
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

import languages
from articles import tallies
from articles.list_counts import HAS_PICTURE
from articles.models import Article, Category, Tally
from articles.months import start_of
from languages import column
from pagestore.purge import order_purge_at
from pagestore.tags import SITE

logger = logging.getLogger(__name__)

BATCH = 500


def mend() -> int:
    """Write what is missing in the numbers; return in how many places they were wrong."""
    # The first look locks nothing; a table that is still empty is known to be wrong.
    if Tally.objects.exists() and not wrong():
        return 0
    with transaction.atomic():
        _wait_for_others()
        found = wrong()
        made = (Tally(**count._asdict(), number=more) for count, more in found.items())
        Tally.objects.bulk_create(made, batch_size=BATCH)
        if found:
            # Pages that were stored in the meantime show the wrong ones.
            order_purge_at([SITE])
    return len(found)


def fill() -> None:
    """Count an archive that nobody has counted yet."""
    if not Tally.objects.exists():
        mend()


def tidy() -> None:
    """Mend the numbers and put together what holds for good. A tidying job."""
    if places := mend():
        logger.warning("numbers of lists mended", extra={"places": places})
    settle()


def wrong() -> Counter[tallies.Count]:
    """Return how many articles more (or less) there are than the numbers say, where they differ."""
    now = timezone.now()
    parts = [part for code in languages.codes() for part in _truth(code, now)]
    kept = Tally.objects.exclude(ends_at__lte=now).values_list(*tallies.Count._fields, "number")
    # One question: a publication in between would look like a mistake.
    rows = kept.annotate(side=Value(-1)).union(*parts, all=True)
    found = Counter()
    for *count, number, side in rows:
        found[_comparable(tallies.Count(*count), now)] += side * number
    return Counter({count: number for count, number in found.items() if number})


@transaction.atomic
def settle() -> None:
    """Make one row of all that holds for good in a place, and drop what is over."""
    _wait_for_others()
    now = timezone.now()
    Tally.objects.filter(ends_at__lte=now).delete()
    rows = Tally.objects.filter(starts_at__lte=now, ends_at=None)
    found = {}
    for pk, number, *place in rows.values_list("pk", "number", *tallies.PLACE):
        found.setdefault(tuple(place), []).append((pk, number))
    several = {place: rows for place, rows in found.items() if len(rows) > 1}
    keys = [pk for rows in several.values() for pk, _number in rows]
    for at in range(0, len(keys), BATCH):
        Tally.objects.filter(pk__in=keys[at : at + BATCH]).delete()
    sums = {place: sum(number for _pk, number in rows) for place, rows in several.items()}
    made = [_settled(place, number) for place, number in sums.items() if number]
    Tally.objects.bulk_create(made, batch_size=BATCH)


def _settled(place: tuple, number: int) -> Tally:
    values = dict(zip(tallies.PLACE, place, strict=True))
    return Tally(**values, number=number, starts_at=start_of(values["year"], values["month"]))


def _comparable(count: tallies.Count, now: datetime) -> tallies.Count:
    # Databases differ in the types of what they have worked out.
    year, month = int(count.year), int(count.month)
    count = count._replace(year=year, month=month, has_picture=bool(count.has_picture))
    if count.ends_at is None and count.starts_at <= now:
        # Since when does not matter any more.
        return count._replace(starts_at=start_of(year, month))
    return count


def _truth(code: str, now: datetime) -> list[QuerySet]:
    """Return the questions about articles in a language: what holds for good, and the rest."""
    published, expires = column("published_at", code), column("expires_at", code)
    lasting = Q(**{f"{published}__lte": now, f"{expires}__isnull": True})
    passing = Q(**{f"{expires}__gt": now}) | Q(
        **{f"{published}__gt": now, f"{expires}__isnull": True}
    )
    # Without modeltranslation's rewriting, which brings columns in any order: a union needs one.
    rows = Article.objects.live().rewrite(False).order_by()
    rows = rows.annotate(
        language=Value(code),
        year=ExtractYear(published),
        month=ExtractMonth(published),
        has_picture=HAS_PICTURE,
    )
    number, side = Count("pk"), Value(1)
    return [
        rows.filter(lasting)
        .values_list(*tallies.PLACE)
        .annotate(starts=Min(published), ends=Max(expires), number=number, side=side),
        rows.filter(passing, **{f"{published}__isnull": False})
        .values_list(*tallies.PLACE, published, expires)
        .annotate(number=number, side=side),
    ]


def _wait_for_others() -> None:
    # Two that mend at once would do it twice. No publication locks this row against itself.
    Category.objects.select_for_update(no_key=True).order_by("pk").first()
