from collections.abc import Callable

import pytest

from pagestore.models import PurgeOrder


@pytest.fixture
def orders(settings) -> Callable[[], list[tuple]]:
    """Return a function that gives the purge orders since it was asked last: (when, paths)."""
    settings.PURGE_URLS = ["http://127.0.0.1:1"]

    def since() -> list[tuple]:
        found = [(row.next_try_at, row.paths) for row in PurgeOrder.objects.order_by("pk")]
        PurgeOrder.objects.all().delete()
        return found

    return since
