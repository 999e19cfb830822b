"""One sentence on what a row of numbers did between its ends."""

from decimal import Decimal

from django.utils.translation import gettext as _

from figures import numbers, periods
from figures.models import Value

TENTH = Decimal("0.1")
SHARES = ("%", "％", "percent", "per cent")


def of(values: list[Value], unit: str, language: str) -> str:
    """Return the sentence for `values`, the earliest first; nothing for fewer than two."""
    if len(values) < 2:  # noqa: PLR2004
        return ""
    first, last = values[0], values[-1]
    words = {
        "first": first.written(language, unit),
        "start": periods.name(first.year, first.span),
        "last": last.written(language, unit),
        "end": periods.name(last.year, last.span),
        "change": _change(first.number, last.number, unit, language),
    }
    if first.is_approximate or last.is_approximate:
        words["change"] = numbers.about(language) + words["change"]
    if last.number > first.number:
        pattern = _("From %(first)s (%(start)s) to %(last)s (%(end)s), a rise of %(change)s.")
    elif last.number < first.number:
        pattern = _("From %(first)s (%(start)s) to %(last)s (%(end)s), a fall of %(change)s.")
    else:
        pattern = _("The same at both ends (%(start)s and %(end)s): %(last)s.")
    return pattern % words


def _change(first: Decimal, last: Decimal, unit: str, language: str) -> str:
    difference = abs(last - first)
    if unit.strip().lower() in SHARES:
        points = numbers.written(difference, language)
        return _("%(number)s percentage points") % {"number": points}
    share = (difference / first * 100).quantize(TENTH) if first > 0 else Decimal(0)
    # Of nothing, or less than a tenth of a per cent, a share says nothing.
    if not share or last < 0:
        return numbers.written(difference, language, unit)
    return _("%(number)s per cent") % {"number": numbers.written(share, language)}
