import pytest

from tests.articles.days import NOW


@pytest.fixture
def clock(time_machine):
    """Time stands still at NOW until a test moves it: `clock.move_to(TOMORROW)`."""
    time_machine.move_to(NOW, tick=False)
    return time_machine
