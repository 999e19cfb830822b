"""The promise of an answer: how long it takes, in words and as a date.

Everything that tells it, on pages, in mails and at the desk, asks here, and the number itself is
the setting ANSWER_WORKING_DAYS.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, pgettext_lazy

from contact import working_days

# Small numbers are written as words, and in Chinese 两 stands before a counter where 二 counts.
_WORDS = {
    1: pgettext_lazy("number before what is counted", "one"),
    2: pgettext_lazy("number before what is counted", "two"),
    3: pgettext_lazy("number before what is counted", "three"),
    4: pgettext_lazy("number before what is counted", "four"),
    5: pgettext_lazy("number before what is counted", "five"),
    6: pgettext_lazy("number before what is counted", "six"),
    7: pgettext_lazy("number before what is counted", "seven"),
    8: pgettext_lazy("number before what is counted", "eight"),
    9: pgettext_lazy("number before what is counted", "nine"),
}


def in_words(number: int) -> str:
    """Return a number as running text has it in the active language: two, 两, 12."""
    return str(_WORDS.get(number, number))


def within() -> str:
    """Return the span: "two working days"."""
    days = settings.ANSWER_WORKING_DAYS
    text = ngettext("%(count)s working day", "%(count)s working days", days)
    return text % {"count": in_words(days)}


def sentence() -> str:
    """Return the promise: "We answer within two working days." """
    return gettext("We answer within %(working_days)s.") % {"working_days": within()}


def due_on(moment: datetime) -> date:
    """Return the day by which something that came in at `moment` is answered, in Beijing time."""
    return working_days.after(localtime(moment).date(), settings.ANSWER_WORKING_DAYS)
