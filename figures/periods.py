"""The times that a figure may be about: a year or a part of one."""

from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

MONTHS_IN_A_YEAR = 12


class Span(models.TextChoices):
    YEAR = "y", pgettext_lazy("part of a year", "the whole year")
    FIRST_HALF = "h1", pgettext_lazy("part of a year", "first half")
    SECOND_HALF = "h2", pgettext_lazy("part of a year", "second half")
    FIRST_QUARTER = "q1", pgettext_lazy("part of a year", "first quarter")
    SECOND_QUARTER = "q2", pgettext_lazy("part of a year", "second quarter")
    THIRD_QUARTER = "q3", pgettext_lazy("part of a year", "third quarter")
    FOURTH_QUARTER = "q4", pgettext_lazy("part of a year", "fourth quarter")
    NINE_MONTHS = "9m", pgettext_lazy("part of a year", "January to September")
    JANUARY = "m01", pgettext_lazy("part of a year", "January")
    FEBRUARY = "m02", pgettext_lazy("part of a year", "February")
    MARCH = "m03", pgettext_lazy("part of a year", "March")
    APRIL = "m04", pgettext_lazy("part of a year", "April")
    MAY = "m05", pgettext_lazy("part of a year", "May")
    JUNE = "m06", pgettext_lazy("part of a year", "June")
    JULY = "m07", pgettext_lazy("part of a year", "July")
    AUGUST = "m08", pgettext_lazy("part of a year", "August")
    SEPTEMBER = "m09", pgettext_lazy("part of a year", "September")
    OCTOBER = "m10", pgettext_lazy("part of a year", "October")
    NOVEMBER = "m11", pgettext_lazy("part of a year", "November")
    DECEMBER = "m12", pgettext_lazy("part of a year", "December")

    @property
    def months(self) -> int:
        """How long it is."""
        return {"y": MONTHS_IN_A_YEAR, "h": 6, "q": 3, "9": 9, "m": 1}[self[0]]

    @property
    def last_month(self) -> int:
        number = int(self[1:]) if self[1:].isdecimal() else 1
        return number * self.months


def name(year: int, span: str) -> str:
    """Return a period in the active language: first half of 2020, 2020年上半年."""
    span = Span(span)
    if span.months == 1:
        return date_format(date(year, span.last_month, 1), "YEAR_MONTH_FORMAT")
    patterns = {
        Span.YEAR: _("%(year)s"),
        Span.FIRST_HALF: _("first half of %(year)s"),
        Span.SECOND_HALF: _("second half of %(year)s"),
        Span.FIRST_QUARTER: _("first quarter of %(year)s"),
        Span.SECOND_QUARTER: _("second quarter of %(year)s"),
        Span.THIRD_QUARTER: _("third quarter of %(year)s"),
        Span.FOURTH_QUARTER: _("fourth quarter of %(year)s"),
        Span.NINE_MONTHS: _("January to September %(year)s"),
    }
    return patterns[span] % {"year": year}
