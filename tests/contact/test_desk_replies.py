"""Answering by mail: what goes out, that it goes out, and that nothing typed is lost."""

import pytest
from django.core import mail

from contact import acknowledgement
from contact.models import Enquiry, Reply
from post.models import Letter
from tests import factories, pages
from tests.contact.desk import address, deliver, reply

pytestmark = pytest.mark.once


@pytest.fixture
def enquiry(db):
    return factories.enquiry()


@pytest.fixture
def browser(desk):
    return desk("enquiry-desk")


@pytest.fixture
def colleague(desk):
    return desk(factories.person("enquiry-desk", "han", first_name="Han Li"))


def typed(page) -> tuple[str, str]:
    data = pages.form(page, "Send")["data"]
    return data["subject"], data["text"].replace("\r\n", "\n").strip()


def replies_on(page) -> str:
    return pages.text(page).split("Replies")[1].split("Internal notes")[0]


@pytest.mark.both
def test_reply_reaches_the_person_and_the_enquiry_is_answered(browser, enquiry, settings):
    settings.CONTACT_EMAIL = "desk@example.org"
    page = reply(browser, enquiry, subject="Our answer", text="Yes, you may.\n\nCome on Monday.")
    assert "waits to be sent" in replies_on(page)
    deliver()
    (letter,) = mail.outbox
    message = letter.message()
    assert letter.recipients() == ["visitor@example.org"]
    assert message["Subject"] == f"Our answer [{enquiry.reference}]"
    assert message["Reply-To"] == "desk@example.org"
    assert "Yes, you may.\r\n\r\nCome on Monday." in message.get_content()
    assert "sent on 9 March 2026, 10:00" in replies_on(browser.get(address(enquiry)))
    row = Enquiry.objects.get()
    assert (row.state, row.answered_at is not None) == ("answered", True)
    assert Reply.objects.get().by == browser.user


def test_replies_continue_the_thread_that_the_acknowledgement_began(browser, enquiry):
    acknowledgement.order(enquiry)
    for text in ("First", "Second"):
        reply(browser, enquiry, text=text)
    deliver()
    first, second, third = (letter.message() for letter in mail.outbox)
    assert second["In-Reply-To"] == first["Message-ID"]
    assert third["In-Reply-To"] == second["Message-ID"]
    assert third["References"] == f"{first['Message-ID']} {second['Message-ID']}"


def test_number_that_is_in_the_subject_is_not_added_again(browser, enquiry):
    reply(browser, enquiry, subject=f"About {enquiry.reference}")
    assert Letter.objects.get().subject == f"About {enquiry.reference}"


def test_letter_that_was_given_up_is_said_plainly(browser, enquiry):
    reply(browser, enquiry)
    Letter.objects.update(given_up_at=factories.PAST)
    words = replies_on(browser.get(address(enquiry)))
    assert "could not be sent and was given up: the person has not got it" in words
    assert "given up" in pages.text(browser.get(address(enquiry, "reply")))


@pytest.mark.both
def test_letter_that_somebody_discarded_is_said_plainly(browser, enquiry):
    reply(browser, enquiry)
    Letter.objects.update(discarded_at=factories.PAST)
    words = replies_on(browser.get(address(enquiry)))
    assert "was discarded and is not sent: the person has not got it" in words


@pytest.mark.both
def test_letter_that_is_no_longer_kept_is_said_to_be_so(browser, enquiry):
    reply(browser, enquiry)
    Letter.objects.all().delete()
    assert "the letter is no longer kept" in replies_on(browser.get(address(enquiry)))


def test_mail_in_between_leaves_the_enquiry_open(browser, enquiry):
    page = reply(browser, enquiry, is_answer="")
    assert Enquiry.objects.get().state == "open"
    assert "written to by mail" in pages.text(page)
    assert Letter.objects.count() == 1


def test_preview_shows_what_goes_out_and_sends_nothing(browser, enquiry):
    page = reply(browser, enquiry, "Preview", subject="Answer", text="Dear {number},")
    words = pages.text(page)
    assert f"Subject Answer [{enquiry.reference}] Dear {enquiry.reference}," in words
    assert not Letter.objects.exists()
    pages.press(browser, page, "Send")
    assert Letter.objects.get().subject == f"Answer [{enquiry.reference}]"


# Errors lose nothing


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"subject": " "}, "Write a subject"),
        ({"subject": "s" * 300}, "Use at most 200 characters here; there are 300 now"),
        ({"text": "\n \n"}, "Write the reply"),
        ({"seen_step": "x"}, "Please look at the marked fields"),
        ({"language": "xx"}, "Please look at the marked fields"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(browser, enquiry, changes, words):
    written = {"subject": "Kept subject", "text": "Kept text"} | changes
    page = reply(browser, enquiry, **written)
    assert words in pages.text(page)
    expected = written["subject"].strip(), written["text"].strip()
    assert tuple(part.strip() for part in typed(page)) == expected
    assert not Letter.objects.exists()


@pytest.mark.both
def test_outbox_that_fails_loses_nothing(browser, enquiry, settings):
    settings.EMAIL_BACKEND = "tests.contact.desk.NoOutbox"
    page = reply(browser, enquiry, subject="Kept", text="Kept text")
    assert "could not be stored, and nothing was sent" in pages.text(page)
    assert typed(page) == ("Kept", "Kept text")
    assert Enquiry.objects.get().state == "open"
    assert not Reply.objects.exists()


@pytest.mark.both
def test_of_two_who_answer_at_once_the_second_is_told_and_loses_nothing(
    browser, colleague, enquiry
):
    page = browser.get(address(enquiry, "reply"))
    reply(colleague, enquiry, text="Han’s answer")
    page = pages.press(browser, page, "Send", subject="Mine", text="My answer")
    words = pages.text(page)
    assert "Not sent yet: somebody has worked on this enquiry since you began." in words
    assert "Han Li (han) · answered by mail" in words
    assert typed(page) == ("Mine", "My answer")
    assert Letter.objects.count() == 1
    pages.press(browser, page, "Send")
    assert [each.text for each in Reply.objects.order_by("pk")] == ["Han’s answer\n", "My answer\n"]


def test_reply_to_what_was_closed_meanwhile_waits_for_a_second_look(browser, colleague, enquiry):
    page = browser.get(address(enquiry, "reply"))
    pages.press(colleague, colleague.get(address(enquiry)), "Close")
    page = pages.press(browser, page, "Send", subject="Mine", text="My answer")
    assert "Han Li (han) · closed" in pages.text(page)
    pages.press(browser, page, "Send")
    row = Enquiry.objects.get()
    assert (row.state, row.erase_on) == ("answered", None)


@pytest.mark.both
def test_enquiry_erased_meanwhile_is_not_answered_and_the_text_stays(browser, colleague, enquiry):
    page = browser.get(address(enquiry, "reply"))
    pages.press(colleague, colleague.get(address(enquiry, "erase")), "Erase now")
    page = pages.press(browser, page, "Send", subject="Mine", text="My answer")
    assert "there is no address left" in pages.text(page)
    assert typed(page) == ("Mine", "My answer")
    assert not Letter.objects.exists()


@pytest.mark.both
def test_second_click_sends_nothing_twice(browser, enquiry):
    page = browser.get(address(enquiry, "reply"))
    for _click in range(2):
        answer = pages.press(browser, page, "Send", subject="Once", text="Once")
        assert "The reply is in the outbox" in pages.text(answer)
    assert (Letter.objects.count(), Reply.objects.count()) == (1, 1)


# Headers


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\t"])
def test_line_break_in_a_subject_reaches_no_header(browser, enquiry, sign):
    reply(browser, enquiry, subject=f"Hello{sign}Bcc: everybody@example.org")
    deliver()
    (letter,) = mail.outbox
    assert letter.message()["Bcc"] is None
    assert letter.message()["Subject"].startswith("Hello Bcc: everybody@example.org [LJ-")
    assert letter.recipients() == ["visitor@example.org"]


def test_line_break_in_a_stored_address_sends_nothing_and_loses_nothing(browser):
    # The form takes no such address; an import or a hand in the database might.
    enquiry = factories.enquiry(email="a@example.org\nBcc: b@example.org")
    page = reply(browser, enquiry, text="Kept text")
    assert "could not be stored, and nothing was sent" in pages.text(page)
    assert typed(page)[1] == "Kept text"
    assert not Letter.objects.exists()


def test_name_of_a_visitor_goes_into_no_letter_by_itself(browser):
    name = "Buy now {number} http://spam.example\r\nBcc: b@example.org"
    reply(browser, factories.enquiry(name=name), text="Answer {name}")
    deliver()
    content = mail.outbox[0].message().as_string()
    assert "spam.example" not in content
    assert "Answer {name}" in content
