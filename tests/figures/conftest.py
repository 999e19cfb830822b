import pytest

from tests import factories


@pytest.fixture
def make_figure(db):
    """Return a function that makes a figure: its numbers by year, its texts in both languages."""
    return factories.figure
