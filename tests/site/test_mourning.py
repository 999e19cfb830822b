"""Between two times the whole public site is grey, and the desk is not."""

from datetime import timedelta

import pytest

from languages import EN, ZH
from liangjiang.models import Mourning
from tests import factories, pages
from tests.articles.days import NEXT_WEEK, NOW, TOMORROW, YESTERDAY

LIST = "/admin/liangjiang/mourning/"
PLACES = ["/", "/news/", "/news/events/", "/site-map/", "/nothing/here/"]

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("clock")]


def is_grey(visitor, place: str) -> bool:
    return b' class="mourning">' in visitor.get(place).content.split(b"<head>")[0]


def test_every_page_is_grey_from_the_first_second_to_the_last(visitor, db, clock):
    factories.mourning(TOMORROW, NEXT_WEEK)
    story = factories.live().get_absolute_url().removeprefix("/en")
    places = [f"/{prefix}{place}" for prefix in ("en", "zh") for place in [*PLACES, story]]
    second, seen = timedelta(seconds=1), []
    for moment in (TOMORROW - second, TOMORROW, NEXT_WEEK - second, NEXT_WEEK):
        clock.move_to(moment)
        seen.append({is_grey(visitor, place) for place in places})
    assert seen == [{False}, {True}, {True}, {False}]


def test_two_occasions_may_overlap(visitor, db, clock):
    factories.mourning(YESTERDAY, TOMORROW)
    factories.mourning(YESTERDAY, NEXT_WEEK)
    clock.move_to(TOMORROW)
    assert is_grey(visitor, "/en/")


def test_stored_page_is_sent_anew_when_mourning_begins(visitor, db, clock):
    factories.mourning(TOMORROW, NEXT_WEEK)
    tag = visitor.get("/en/")["ETag"]
    assert visitor.get("/en/", headers={"if-none-match": tag}).status_code == 304
    clock.move_to(TOMORROW)
    assert visitor.get("/en/", headers={"if-none-match": tag}).status_code == 200


def test_rule_that_makes_grey_is_in_the_style_sheet_and_needs_nothing_inline(visitor, db):
    factories.mourning(YESTERDAY, TOMORROW)
    page = visitor.get("/en/").content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert page.count('<meta name="theme-color"') == 2


def test_desk_and_its_previews_keep_their_colours(desk):
    factories.mourning(YESTERDAY, TOMORROW)
    browser = desk()
    for place in ("/admin/", pages.address(factories.make(), "preview/en")):
        assert "mourning" not in browser.get(place).content.decode().split("<head>")[0]


def test_page_is_the_same_for_every_visitor(visitor, desk):
    factories.mourning(YESTERDAY, TOMORROW)
    browser = desk("administrator", interface_language=ZH)
    for place in PLACES:
        assert browser.get(f"/en{place}").content == visitor.get(f"/en{place}").content, place


@pytest.mark.both
def test_every_page_is_purged_now_at_the_start_and_at_the_end(db, orders):
    factories.mourning(TOMORROW, NEXT_WEEK)
    assert orders() == [(NOW, ["site"]), (TOMORROW, ["site"]), (NEXT_WEEK, ["site"])]
    Mourning.objects.all().delete()
    assert orders()[0] == (NOW, ["site"])


# The desk


def save(browser, **fields):
    """Add a time of mourning by its form; return the page that comes."""
    shown = pages.shown(browser.get(f"{LIST}add/"))
    return browser.post(f"{LIST}add/", shown | fields, follow=True)


@pytest.mark.both
@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_editor_orders_a_day_of_mourning(desk, visitor, role):
    times = {"starts_at": "2026-03-01T00:00", "ends_at": "2026-03-02T00:00"}
    page = save(desk(role), note="National day of mourning", **times)
    words = "National day of mourning Running until 2 March 2026, 00:00"
    assert words in pages.text(page)
    assert is_grey(visitor, "/zh/")


@pytest.mark.parametrize("role", ["author", "translator", "enquiry-desk"])
def test_others_see_nothing_of_it(desk, role):
    browser = desk(role)
    assert LIST not in browser.get("/admin/").content.decode()
    assert browser.get(LIST).status_code == 403
    forged = {"note": "x", "starts_at": "2026-03-01T00:00", "ends_at": "2026-03-02T00:00"}
    assert browser.post(f"{LIST}add/", forged).status_code == 403
    assert not Mourning.objects.exists()


@pytest.mark.parametrize("language", [EN, ZH])
@pytest.mark.parametrize("end", ["2026-02-28T00:00", "2026-03-01T00:00"])
def test_end_before_the_start_is_refused_in_words(desk, language, end):
    browser = desk(interface_language=language)
    page = save(browser, note="x", starts_at="2026-03-01T00:00", ends_at=end)
    words = "Choose an end that comes after the start."
    words = words if language == EN else pages.in_chinese(words)
    assert pages.text(page).count(words) == 1
    assert not Mourning.objects.exists()


@pytest.mark.both
@pytest.mark.parametrize("missing", ["starts_at", "ends_at", "note"])
def test_both_times_and_the_occasion_are_required(desk, missing):
    fields = {"note": "x", "starts_at": "2026-03-01T00:00", "ends_at": "2026-03-02T00:00"}
    save(desk(), **fields | {missing: ""})
    assert not Mourning.objects.exists()
