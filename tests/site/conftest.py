from collections.abc import Callable

import pytest

from pagestore.models import PurgeOrder


@pytest.fixture
def orders() -> Callable[[], list[tuple]]:
    """Return a function that gives the purge orders since it was asked last: (when, tags)."""

    def since() -> list[tuple]:
        found = [(row.due_at, row.tags) for row in PurgeOrder.objects.order_by("pk")]
        PurgeOrder.objects.all().delete()
        return found

    return since
