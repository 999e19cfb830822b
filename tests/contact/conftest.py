from datetime import UTC, datetime

import pytest

# A Monday morning in Beijing with two ordinary working days after it.
MONDAY = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(request, db, time_machine):
    time_machine.move_to(MONDAY, tick=False)
