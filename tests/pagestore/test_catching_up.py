"""A host carries out the orders that it has not seen, and knows when it has been away too long."""

from datetime import timedelta
from math import inf

import pytest

from pagestore import local
from pagestore.page import Page
from pagestore.purge import order_purge_at
from pagestore.store import Store
from tests.articles.days import NOW

DAY = timedelta(days=1)


@pytest.fixture
def kept(db, settings, tmp_path, clock) -> Store:
    """Return a store with the page /en/, whose tag is `a1.en`."""
    settings.PAGE_STORE = str(tmp_path / "pages")
    store = local.store_to_fill()
    local.carry_out()
    store.put("/en/", Page.of([("Content-Type", "text/html")], b"x", inf), {"a1.en"}, store.turn)
    return store


def test_order_of_another_host_is_carried_out_once(kept):
    order_purge_at(["a2.en"])
    assert local.carry_out() == 1
    assert kept.get("/en/")
    order_purge_at(["a1.en"])
    assert local.carry_out() == 1
    assert kept.get("/en/") is None
    assert local.carry_out() == 0


def test_quiet_fortnight_takes_no_page_away_and_a_week_without_looking_takes_all(kept, clock):
    for days in (5, 10, 15):
        clock.move_to(NOW + days * DAY)
        local.carry_out()
        assert kept.get("/en/")
    clock.move_to(NOW + 22 * DAY)
    local.carry_out()
    assert kept.get("/en/") is None
