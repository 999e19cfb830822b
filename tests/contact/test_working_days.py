"""The day of an answer follows the working calendar of mainland China."""

from datetime import UTC, date, datetime

import pytest

from contact import promise, working_days


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        # An ordinary week, and over a weekend.
        (date(2026, 3, 9), 2, date(2026, 3, 11)),
        (date(2026, 3, 13), 2, date(2026, 3, 17)),
        (date(2026, 3, 14), 2, date(2026, 3, 17)),
        # National Day 2026: 1 to 7 October off, Saturday 10 October worked.
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        # Spring Festival 2025: 28 January to 4 February off; Sunday 26 January worked.
        (date(2025, 1, 24), 2, date(2025, 1, 27)),
        (date(2025, 1, 27), 2, date(2025, 2, 6)),
        # Over New Year into a year that the calendar does not know yet.
        (date(2026, 12, 31), 2, date(2027, 1, 5)),
        # Weekdays less holidays with a fixed date.
        (date(2030, 4, 30), 1, date(2030, 5, 3)),
        (date(2030, 9, 30), 2, date(2030, 10, 7)),
    ],
)
def test_working_days_are_counted(day, count, expected):
    assert working_days.after(day, count) == expected


def test_day_begins_at_midnight_in_beijing():
    # 23:30 on Tuesday in Beijing, and half an hour later.
    assert promise.due_on(datetime(2026, 3, 10, 15, 30, tzinfo=UTC)) == date(2026, 3, 12)
    assert promise.due_on(datetime(2026, 3, 10, 16, 0, tzinfo=UTC)) == date(2026, 3, 13)


def test_portal_knows_which_years_it_can_count():
    assert working_days.is_known(2026)
    assert not working_days.is_known(2199)
