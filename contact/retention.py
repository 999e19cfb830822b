"""How long personal details are kept."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

# After so long without a word from the desk an answered enquiry is closed by itself: what nobody
# closes would otherwise be kept for ever.
QUIET = timedelta(days=30)


def erase_on(closed_at: datetime) -> date:
    """Return the day on which what was closed at a moment loses its personal details."""
    day = timezone.localtime(closed_at).date()
    years, month = divmod(day.month - 1 + settings.ENQUIRY_MONTHS_KEPT, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
