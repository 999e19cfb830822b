"""When an enquiry has to be answered, in the words of the desk and its mails."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from contact.models import Enquiry


def due_words(enquiry: Enquiry) -> str:
    """Return "due today", "overdue since 23 November", or "was due 23 November" afterwards."""
    today, day = timezone.localdate(), _day(enquiry.due_on)
    if enquiry.state != Enquiry.State.OPEN:
        return gettext("was due %(day)s") % {"day": day}
    if enquiry.due_on < today:
        return gettext("overdue since %(day)s") % {"day": day}
    if enquiry.due_on == today:
        return gettext("due today")
    return gettext("due %(day)s") % {"day": day}


def urgency(enquiry: Enquiry) -> str:
    """Return how pressing it is, as the desk colours it; never without the words beside it."""
    if enquiry.is_overdue:
        return "overdue"
    is_open = enquiry.state == Enquiry.State.OPEN
    return "today" if is_open and enquiry.due_on == timezone.localdate() else ""


def _day(day: date) -> str:
    is_this_year = day.year == timezone.localdate().year
    return date_format(day, "MONTH_DAY_FORMAT" if is_this_year else "DATE_FORMAT")
