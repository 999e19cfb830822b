"""Personal details are hidden until somebody asks for them, and asking leaves a row."""

import logging

import pytest

from accounts.models import User
from contact import handling
from contact.models import Step
from tests import factories, pages
from tests.contact.desk import LIST, PERSON, address, names_everything, names_nobody, reply

pytestmark = pytest.mark.once


@pytest.fixture
def enquiry(db):
    return factories.enquiry(**PERSON)


@pytest.fixture
def browser(desk):
    return desk("enquiry-desk")


def test_page_of_an_enquiry_names_nobody(browser, enquiry):
    page = browser.get(address(enquiry))
    assert enquiry.reference in pages.text(page)
    assert names_nobody(page)
    assert names_nobody(browser.get(address(enquiry, "reply")))
    assert names_nobody(browser.get(address(enquiry, "erase")))


def test_show_shows_everything_once_and_the_next_visit_hides_it_again(browser, enquiry):
    page = pages.press(browser, browser.get(address(enquiry)), "Show")
    assert names_everything(page)
    assert page["Cache-Control"] == "no-store, private"
    assert names_nobody(browser.get(address(enquiry)))


def test_address_of_showing_shows_nothing_without_the_button(browser, enquiry):
    page = browser.get(address(enquiry, "show"), follow=True)
    assert names_nobody(page)
    assert not Step.objects.exists()


@pytest.mark.both
def test_every_showing_is_a_row_and_a_line_in_the_log(browser, enquiry, caplog):
    with caplog.at_level(logging.INFO, "contact"):
        for _time in range(2):
            pages.press(browser, browser.get(address(enquiry)), "Show")
    rows = Step.objects.filter(verb="shown", enquiry=enquiry, by=browser.user)
    assert rows.count() == 2
    lines = [line for line in caplog.records if line.message == "enquiry shown"]
    assert [(line.enquiry, line.person) for line in lines] == [
        (enquiry.reference, "enquiry-desk")
    ] * 2
    assert "quill" not in caplog.text


def test_page_says_who_has_seen_the_details_and_when(browser, enquiry, desk):
    seen = "Who has seen the personal details"
    assert "Nobody yet." in pages.text(browser.get(address(enquiry))).split(seen)[1]
    other = desk(factories.person("enquiry-desk", "han", first_name="Han Li"))
    pages.press(other, other.get(address(enquiry)), "Show")
    words = pages.text(browser.get(address(enquiry))).split(seen)[1]
    assert "Han Li (han) 9 March 2026, 10:00" in words


@pytest.mark.both
def test_question_shown_while_replying_keeps_what_was_typed_and_is_noted(browser, enquiry):
    page = reply(browser, enquiry, "Show the question", text="Half a sentence")
    assert names_everything(page)
    assert pages.form(page, "Send")["data"]["text"] == "Half a sentence"
    assert Step.objects.filter(verb="shown").count() == 1
    assert "Please look at the marked fields" not in pages.text(page)


def test_preview_names_the_address_only_after_showing(browser, enquiry):
    page = reply(browser, enquiry, "Preview")
    assert "the address in the enquiry (hidden)" in pages.text(page)
    assert names_nobody(page)
    page = pages.press(browser, pages.press(browser, page, "Show the question"), "Preview")
    assert f"To {PERSON['email']}" in pages.text(page)


def test_what_was_written_to_the_person_is_hidden_with_the_rest(browser, enquiry):
    reply(browser, enquiry, text="Dear Ada Quill, yes.")
    page = browser.get(address(enquiry))
    assert names_nobody(page)
    assert "Dear Ada Quill, yes." in pages.text(pages.press(browser, page, "Show"))


@pytest.mark.both
def test_log_of_showings_survives_the_account(browser, enquiry):
    leaving = factories.person("enquiry-desk", "zhou", first_name="Zhou")
    handling.show(enquiry, leaving)
    User.objects.filter(pk=leaving.pk).delete()
    assert "Zhou (zhou)" in pages.text(browser.get(address(enquiry)))


def test_log_of_showings_has_no_page_where_it_could_be_changed(desk):
    browser = desk(User.objects.create_superuser("root", "root@example.org", "x" * 20))
    for model in ("step", "note", "reply"):
        assert browser.get(f"/admin/contact/{model}/").status_code == 404


@pytest.mark.both
@pytest.mark.parametrize("wanted", ["quill@example.org", "Ada", "feather works"])
def test_search_finds_by_personal_details_and_shows_none(browser, enquiry, wanted):
    factories.enquiry(name="Somebody Else")
    page = browser.get(LIST, {"q": wanted})
    words = pages.text(page)
    assert enquiry.reference in words
    assert "1 enquiry" in words
    hidden = [value for value in PERSON.values() if value.lower() != wanted.lower()]
    assert not any(value in words for value in hidden if wanted not in value)


@pytest.mark.parametrize("part", ["quill@", "@example.org", "quill@example.or", "{number} ill@"])
def test_search_does_not_tell_an_address_letter_by_letter(browser, enquiry, part):
    page = browser.get(LIST, {"q": part.format(number=enquiry.reference)})
    assert not page.context["cl"].result_list


def test_search_finds_by_number(browser, enquiry):
    other = factories.enquiry()
    words = pages.text(browser.get(LIST, {"q": enquiry.reference.lower()}))
    assert enquiry.reference in words
    assert other.reference not in words


@pytest.mark.parametrize(
    "lookup", ["email__startswith=q", "name__regex=^A", "message__contains=hall"]
)
def test_address_cannot_ask_for_personal_details_letter_by_letter(browser, enquiry, lookup):
    answer = browser.get(f"{LIST}?{lookup}", follow=True)
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert "e=1" in answer.request["QUERY_STRING"]


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "x"])
def test_enquiry_that_is_not_there_is_not_found(browser, number):
    assert browser.get(f"{LIST}{number}/change/").status_code == 404
