"""The days on which the tests about publishing take place."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LAST_YEAR = NOW - timedelta(days=365)
YESTERDAY = NOW - timedelta(days=1)
TOMORROW = NOW + timedelta(days=1)
NEXT_WEEK = NOW + timedelta(days=7)
