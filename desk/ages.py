"""How long something has waited, in days: nobody at the desk counts hours."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

# What happens within it is one act to people.
MOMENT = timedelta(seconds=5)


def age(since: datetime | date | None) -> str:
    """Return "since today" or "3 days"."""
    if since is None:
        return ""
    days = (timezone.localdate() - _day(since)).days
    if days <= 0:
        return gettext("since today")
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def moment(when: datetime | date | None) -> str:
    """Return a moment as the desk writes it: a day, with its time if it has one."""
    if when is None:
        return ""
    if isinstance(when, datetime):
        return date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT")
    return date_format(when, "SHORT_DATE_FORMAT")


def _day(when: datetime | date) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when
