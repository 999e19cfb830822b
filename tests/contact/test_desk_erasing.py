"""Personal details go when their time has come, or at once; what statistics need stays."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import models

from contact import acknowledgement
from contact.models import Enquiry
from post.models import Letter
from tests import factories, pages
from tests.contact.conftest import MONDAY
from tests.contact.desk import LIST, PERSON, address, deliver, names_nobody, reply

pytestmark = pytest.mark.once


@pytest.fixture
def browser(desk):
    return desk("enquiry-desk")


@pytest.fixture
def enquiry(browser):
    """An enquiry with an acknowledgement, a reply, a note, and somebody who has looked."""
    enquiry = factories.enquiry(sector="cars", **PERSON)
    acknowledgement.order(enquiry)
    reply(browser, enquiry, subject="Dear Ada Quill", text="Dear Ada Quill, yes.")
    page = browser.get(address(enquiry))
    pages.press(browser, page, "Keep the note", text="Ada Quill called.")
    pages.press(browser, page, "Show")
    return enquiry


def everything_stored() -> str:
    """Return whatever the tables of enquiries and letters hold, as one text."""
    tables = [Enquiry, Letter, *(rel.related_model for rel in Enquiry._meta.related_objects)]
    values = [value for table in tables for row in table.objects.values_list() for value in row]
    return " ".join(
        bytes(value).decode() if isinstance(value, bytes | memoryview) else str(value)
        for value in values
    )


def is_erased() -> bool:
    stored = everything_stored()
    return not any(value in stored for value in [*PERSON.values(), "Ada", "Quill", "quill"])


def erase(browser, enquiry):
    return pages.press(browser, browser.get(address(enquiry, "erase")), "Erase now")


def test_erasing_leaves_no_trace_of_the_person_in_any_table(browser, enquiry):
    assert not is_erased()
    erase(browser, enquiry)
    assert is_erased()


def test_what_statistics_need_stays(browser, enquiry):
    before = Enquiry.objects.get()
    erase(browser, enquiry)
    after = Enquiry.objects.get()
    for name in ("reference", "kind", "sector", "language", "created_at", "due_on", "answered_at"):
        assert getattr(after, name) == getattr(before, name)
    assert after.erased_at == MONDAY


def test_page_before_erasing_says_what_will_be_gone_and_erases_nothing(browser, enquiry):
    words = pages.text(browser.get(address(enquiry, "erase")))
    assert "will be gone for good: name, e-mail address" in words
    assert "The enquiry is closed at the same time" in words
    assert Enquiry.objects.get().name == PERSON["name"]


def test_page_of_an_erased_enquiry_says_so_and_offers_nothing_that_needs_the_person(
    browser, enquiry
):
    page = erase(browser, enquiry)
    words = pages.text(page)
    assert "The personal details and the question were erased on 9 March 2026." in words
    assert "personal details erased 9 March 2026, 10:00 · enquiry-desk" in words
    assert "State closed erased" in words
    gone = {"Show", "Reopen", "Close", "Keep the note", "Take in hand", "Hand over"}
    assert not gone & {*pages.buttons(page)}
    assert "Reply by mail…" not in words
    assert names_nobody(page)
    assert "closed erased" in pages.text(browser.get(LIST))


def test_who_had_seen_the_details_stays_known(browser, enquiry):
    words = pages.text(erase(browser, enquiry))
    assert "enquiry-desk 9 March 2026, 10:00" in words.split("Who has seen")[1]


def test_letter_that_waits_is_not_sent_any_more(browser, enquiry):
    erase(browser, enquiry)
    deliver()
    assert not any(letter.recipients() == [PERSON["email"]] for letter in mail.outbox)


def test_letters_of_others_stay(browser, enquiry):
    reply(browser, factories.enquiry(email="other@example.org"))
    erase(browser, enquiry)
    assert "other@example.org" in everything_stored()


@pytest.mark.both
@pytest.mark.parametrize("act", ["show", "reply", "erase"])
def test_erased_enquiry_leads_back_to_its_page(browser, enquiry, act):
    erase(browser, enquiry)
    rows = enquiry.steps.count()
    assert browser.get(address(enquiry, act))["Location"] == address(enquiry)
    if act != "reply":
        assert browser.post(address(enquiry, act))["Location"] == address(enquiry)
    browser.post(address(enquiry, "state"), {"state": "open"})
    browser.post(address(enquiry, "take"))
    browser.post(address(enquiry, "note"), {"text": "Ada Quill called again."})
    assert is_erased()
    assert Enquiry.objects.get().state == "closed"
    assert enquiry.steps.count() == rows


def test_answered_enquiry_that_is_left_alone_is_closed_after_a_month(browser, desk, time_machine):
    enquiry = factories.enquiry(**PERSON)
    waiting = factories.enquiry(email="other@example.org")
    reply(browser, enquiry)
    time_machine.move_to(MONDAY + timedelta(days=20))
    reply(desk(browser.user), enquiry, subject="One thing more")
    time_machine.move_to(MONDAY + timedelta(days=49))
    deliver()
    assert factories.fresh(enquiry).state == Enquiry.State.ANSWERED
    time_machine.move_to(MONDAY + timedelta(days=51))
    deliver()
    closed = factories.fresh(enquiry)
    assert closed.state == Enquiry.State.CLOSED
    assert closed.erase_on
    assert factories.fresh(waiting).state == Enquiry.State.OPEN


@pytest.mark.both
def test_closed_enquiry_is_erased_when_its_day_has_come_and_not_before(
    browser, enquiry, settings, time_machine
):
    settings.ENQUIRY_MONTHS_KEPT = 12
    pages.press(browser, browser.get(address(enquiry)), "Close")
    time_machine.move_to(MONDAY + timedelta(days=364))
    deliver()
    assert not is_erased()
    time_machine.move_to(MONDAY + timedelta(days=365))
    deliver()
    assert is_erased()
    assert enquiry.steps.get(verb="erased").by is None


def test_enquiry_that_was_reopened_is_not_erased(browser, enquiry, time_machine):
    pages.press(browser, browser.get(address(enquiry)), "Close")
    pages.press(browser, browser.get(address(enquiry)), "Reopen")
    time_machine.move_to(MONDAY + timedelta(days=4000))
    deliver()
    assert not is_erased()


def test_every_column_that_visitors_fill_in_is_erased_or_stays_on_purpose():
    kept = {"kind", "sector", "language", "answer_language", "reference", "sending"}
    kept |= {"state", "acknowledged_by"}
    texts = {
        field.name
        for field in Enquiry._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
    }
    assert texts - kept == set(Enquiry.PERSONAL)
