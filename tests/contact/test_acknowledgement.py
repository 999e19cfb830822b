"""The mail that says an enquiry has arrived."""

from email import message_from_bytes, policy

import pytest
from django.core.management import call_command

from contact.models import Enquiry
from post.models import Letter
from tests.contact.forms import filled, send


def letters() -> list:
    stored = Letter.objects.order_by("pk")
    return [message_from_bytes(bytes(letter.raw), policy=policy.default) for letter in stored]


def test_writer_gets_number_and_day_by_mail_in_english(visitor, time_machine):
    send(visitor, filled(visitor, time_machine))
    [letter] = letters()
    number = Enquiry.objects.get().reference
    assert letter["To"] == "oneill@example.org"
    assert letter["Subject"] == f"We have received your enquiry {number}"
    assert number in letter.get_content()
    assert "We will answer by 11 March 2026." in letter.get_content()


def test_writer_gets_number_and_day_by_mail_in_chinese(visitor, time_machine):
    send(visitor, filled(visitor, time_machine, "zh-hans"), "zh-hans")
    [letter] = letters()
    number = Enquiry.objects.get().reference
    assert letter["Subject"] == f"已收到您的咨询（编号{number}）"
    assert "最迟于2026年3月11日答复。" in letter.get_content()


def test_worker_sends_it(visitor, time_machine, mailoutbox):
    send(visitor, filled(visitor, time_machine))
    call_command("worker", "--once")
    assert [message.recipients() for message in mailoutbox] == [["oneill@example.org"]]


def test_mail_repeats_nothing_that_was_typed(visitor, time_machine):
    typed = {"name": "Buy Cheap", "message": "https://spam.example", "organisation": "Spam Ltd"}
    send(visitor, filled(visitor, time_machine, **typed))
    whole = str(letters()[0]) + letters()[0].get_content()
    assert not [text for text in typed.values() if text in whole]


def test_answers_go_to_the_desk_and_not_to_machines(visitor, time_machine, settings):
    settings.CONTACT_EMAIL = "desk@example.org"
    send(visitor, filled(visitor, time_machine))
    assert letters()[0]["Reply-To"] == "desk@example.org"
    assert letters()[0]["Auto-Submitted"] == "auto-replied"


@pytest.mark.once
@pytest.mark.parametrize("field", ["name", "email", "organisation", "phone", "country"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "%0a", "\u2028", "\x0b", "\x85"])
def test_no_line_break_reaches_a_header(visitor, time_machine, field, end):
    send(
        visitor, filled(visitor, time_machine, **{field: f"li@example.org{end}Bcc: x@evil.example"})
    )
    for letter in Letter.objects.all():
        assert letter.recipient == "oneill@example.org"
        assert b"evil" not in bytes(letter.raw)


@pytest.mark.once
@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x1b", "\x01", "\x7f"])
@pytest.mark.parametrize("local", ['"li{}Bcc:x@evil.example"', '"li\\{}Bcc:x@evil.example"'])
def test_no_control_character_hides_in_quotes(visitor, time_machine, local, sign):
    address = f"{local.format(sign)}@example.org"
    page = send(visitor, filled(visitor, time_machine, email=address))
    assert page.status_code == 200
    assert not Letter.objects.exists()


@pytest.mark.parametrize("address", ["li@[10.0.0.5]", "li@[::1]", "li@localhost", "li@a\u202e.org"])
def test_no_mail_goes_to_a_machine_by_number_or_to_ourselves(visitor, time_machine, address):
    page = send(visitor, filled(visitor, time_machine, email=address))
    assert page.status_code == 200
    assert not Letter.objects.exists()


def test_address_copied_with_invisible_marks_around_it_gets_its_mail(visitor, time_machine):
    send(visitor, filled(visitor, time_machine, email="\u202ali@example.org\u202c\u200b"))
    assert Letter.objects.get().recipient == "li@example.org"


def test_enquiry_stays_when_the_letter_cannot_be_stored(visitor, time_machine, settings):
    settings.CONTACT_EMAIL = "desk@example.org\nBcc: x@evil.example"
    assert send(visitor, filled(visitor, time_machine)).status_code == 302
    assert Enquiry.objects.count() == 1
    assert not Letter.objects.exists()


def test_nobodys_mailbox_can_be_flooded_through_the_form(visitor, time_machine, settings):
    settings.ENQUIRIES_PER_ADDRESS = 0
    for number in range(8):
        send(visitor, filled(visitor, time_machine, message=f"Question {number}"))
    assert Enquiry.objects.count() == 8
    assert len(letters()) == 5


VARIANTS = [
    "victim.name@example.org",
    "Victim.Name@example.org",
    "VICTIM.name@EXAMPLE.org",
    "victim.name+1@example.org",
    "victim.name+2+3@example.org",
    "victimname@example.org",
    "v.i.c.t.i.m.name@example.org",
    "victim.name@ｅxample.org",
]


def test_other_spellings_of_an_address_fill_no_mailbox(visitor, time_machine, settings):
    settings.ENQUIRIES_PER_ADDRESS = 0
    for address in VARIANTS:
        send(visitor, filled(visitor, time_machine, email=address))
    assert Enquiry.objects.count() == len(VARIANTS)
    assert len(letters()) == 5


def test_neighbours_get_their_mail(visitor, time_machine, settings):
    settings.ENQUIRIES_PER_ADDRESS = 0
    # One of them has a host that no mail can have; it is nobody else's harm.
    others = [f"v{number}@example.org" for number in range(6)] + ["v@" + "ü" * 60 + ".org"]
    for address in [*others, "v@example.org"]:
        send(visitor, filled(visitor, time_machine, email=address))
    assert Letter.objects.latest("pk").recipient == "v@example.org"
    assert Letter.objects.count() == 7


def test_address_in_another_script_gets_its_mail(visitor, time_machine):
    send(visitor, filled(visitor, time_machine, email="li@例子.中国"))
    assert Letter.objects.get().recipient == "li@例子.中国"
