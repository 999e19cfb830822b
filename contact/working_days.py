"""Counting days by the working calendar of mainland China, make-up weekends included.

The State Council announces the holidays of a year in the autumn before it, and the library that
knows them follows. For a year that it does not know, Monday to Friday count, less the holidays that
have a fixed date.
"""

import logging
from datetime import date, timedelta

import chinese_calendar

logger = logging.getLogger(__name__)

# (month, day); State Council Decree 795 of November 2024. Holidays by the moon are not among them.
FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Tell whether offices work on `day`."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        logger.warning("working calendar unknown", extra={"year": day.year})
        return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS


def is_known(year: int) -> bool:
    """Tell whether the holidays of `year` are known, or weekdays have to do."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def after(day: date, count: int) -> date:
    """Return the working day that comes `count` working days after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
