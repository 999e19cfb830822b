"""What the desk does with an enquiry, who does it, and what the page tells of it afterwards."""

from datetime import date

import pytest

from contact.models import Enquiry, Step
from tests import factories, pages
from tests.contact.desk import address, beijing

pytestmark = pytest.mark.once


@pytest.fixture
def enquiry(db):
    return factories.enquiry()


@pytest.fixture
def browser(desk):
    return desk("enquiry-desk")


def press(browser, enquiry, button: str, **changes):
    return pages.press(browser, browser.get(address(enquiry)), button, **changes)


def stored(enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def test_somebody_takes_an_enquiry_in_hand(browser, enquiry):
    page = press(browser, enquiry, "Take in hand")
    assert stored(enquiry).owner == browser.user
    assert "taken in hand" in pages.text(page)
    assert "Take in hand" not in pages.buttons(page)


def test_enquiry_is_handed_over_to_a_colleague(browser, enquiry):
    han = factories.person("administrator", "han", first_name="Han Li")
    page = press(browser, enquiry, "Hand over", to=han.pk)
    assert stored(enquiry).owner == han
    assert "handed over to Han Li (han) 9 March 2026, 10:00 · enquiry-desk" in pages.text(page)


def test_handing_over_to_nobody_is_explained(browser, enquiry):
    assert "This field is required." in pages.text(press(browser, enquiry, "Hand over"))


@pytest.mark.both
def test_of_two_who_take_it_at_once_the_second_is_told(browser, enquiry, desk):
    other = desk(factories.person("enquiry-desk", "han", first_name="Han Li"))
    page = browser.get(address(enquiry))
    press(other, enquiry, "Take in hand")
    page = pages.press(browser, page, "Take in hand")
    assert "went into other hands a moment ago (Han Li)" in pages.text(page)
    assert stored(enquiry).owner == other.user
    pages.press(browser, page, "Take in hand")
    assert stored(enquiry).owner == browser.user


@pytest.mark.both
def test_closing_sets_the_day_of_erasing_and_reopening_clears_it(
    desk, browser, enquiry, settings, time_machine
):
    settings.ENQUIRY_MONTHS_KEPT = 6
    page = press(browser, enquiry, "Close")
    assert stored(enquiry).state == "closed"
    assert stored(enquiry).erase_on == date(2026, 9, 9)
    assert "To be erased on 9 September 2026" in pages.text(page)
    time_machine.move_to(beijing(16, 10))
    page = press(desk(browser.user), enquiry, "Reopen")
    row = stored(enquiry)
    assert (row.state, row.erase_on, row.closed_at) == ("open", None, None)
    # The promise counts anew: a day long gone would only be overdue.
    assert "due 18 March" in pages.text(page)


@pytest.mark.parametrize(
    ("months", "closed", "day"),
    [
        (12, (31, 10), date(2027, 3, 31)),
        (11, (31, 10), date(2027, 2, 28)),
        (1, (31, 10), date(2026, 4, 30)),
        (120, (9, 10), date(2036, 3, 9)),
        # 0:30 in Beijing is still the day before in Greenwich.
        (1, (10, 0, 30), date(2026, 4, 10)),
    ],
)
def test_months_are_counted_by_the_calendar(
    desk, enquiry, settings, time_machine, months, closed, day
):
    settings.ENQUIRY_MONTHS_KEPT = months
    time_machine.move_to(beijing(*closed))
    press(desk("enquiry-desk"), enquiry, "Close")
    assert stored(enquiry).erase_on == day


def test_enquiry_answered_by_telephone_is_marked_so(desk, browser, enquiry, time_machine):
    press(browser, enquiry, "Mark as answered")
    first = stored(enquiry).answered_at
    time_machine.move_to(beijing(12, 10))
    browser = desk(browser.user)
    press(browser, enquiry, "Reopen")
    press(browser, enquiry, "Mark as answered")
    assert stored(enquiry).answered_at == first
    assert stored(enquiry).state == "answered"


def test_second_of_two_who_close_is_told_and_nothing_is_noted_twice(browser, enquiry):
    page = browser.get(address(enquiry))
    pages.press(browser, page, "Close")
    assert "somebody else was quicker" in pages.text(pages.press(browser, page, "Close"))
    assert Step.objects.filter(verb="closed").count() == 1


@pytest.mark.parametrize("state", ["", "erased", "answered"])
def test_forged_state_changes_nothing(browser, enquiry, state):
    press(browser, enquiry, "Close")
    browser.post(address(enquiry, "state"), {"state": state})
    assert stored(enquiry).state == "closed"


def test_note_is_kept_with_author_and_time(browser, enquiry):
    page = press(browser, enquiry, "Keep the note", text="Called back.\nNo answer.")
    assert "9 March 2026, 10:00 · enquiry-desk Called back. No answer." in pages.text(page)


@pytest.mark.both
def test_empty_note_is_explained_and_a_long_one_is_not_lost(browser, enquiry):
    assert "This field is required." in pages.text(press(browser, enquiry, "Keep the note"))
    page = press(browser, enquiry, "Keep the note", text="n" * 6000)
    assert pages.form(page, "Keep the note")["data"]["text"] == "n" * 6000
    assert not enquiry.notes.exists()


def test_note_is_text_and_nothing_else(browser, enquiry):
    page = press(browser, enquiry, "Keep the note", text="<script>alert(1)</script>")
    assert "<script>alert" not in page.content.decode()


def test_history_tells_every_act_and_who_did_it(browser, enquiry):
    for button in ("Take in hand", "Mark as answered", "Close", "Reopen"):
        page = press(browser, enquiry, button)
    history = pages.text(page).split("History")[1].split("Who has seen")[0]
    acts = ["reopened", "closed", "marked as answered", "taken in hand", "received"]
    assert [history.index(act) for act in acts] == sorted(history.index(act) for act in acts)
    assert history.count("enquiry-desk") == 4


def test_page_reads_well_in_chinese(desk, enquiry):
    browser = desk("enquiry-desk", interface_language="zh-hans")
    page = press(browser, enquiry, "接手")
    words = pages.text(page)
    for expected in ("咨询人和问题", "内部备注", "已接手", "个人信息查看记录", "3月11日到期"):
        assert expected in words
