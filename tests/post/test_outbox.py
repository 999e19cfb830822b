"""Mail is stored first and sent by the worker: again and again, and never twice as another one."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, send_mail
from django.core.management import call_command
from django.db import transaction

from post.models import Letter
from post.sending import BACK_OFF, send_due
from tests import factories
from tests.post.backends import Picky

REFUSING = "tests.post.backends.Refusing"
PICKY = "tests.post.backends.Picky"
NOW = factories.PAST


@pytest.fixture(autouse=True)
def _start(db, time_machine):
    time_machine.move_to(NOW, tick=False)


def write(subject: str = "News 新闻", to: str = "li@example.org") -> Letter:
    send_mail(subject, "Dear Li,\n\n您好。\n", None, [to])
    return Letter.objects.latest("pk")


def content(raw: bytes):
    return message_from_bytes(bytes(raw), policy=policy.default)


# Storing and sending


def test_letter_is_stored_and_nothing_is_sent():
    letter = write()
    assert mail.outbox == []
    assert letter.recipient == "li@example.org"
    assert content(letter.raw)["Subject"] == "News 新闻"
    assert "您好。" in content(letter.raw).get_content()


def test_worker_sends_what_is_stored_once():
    write()
    call_command("worker", "--once")
    call_command("worker", "--once")
    assert [message.recipients() for message in mail.outbox] == [["li@example.org"]]
    assert Letter.objects.get().sent_at == NOW


def test_letter_that_is_sent_says_what_was_stored():
    stored = bytes(write().raw)
    send_due()
    assert mail.outbox[0].message().as_bytes() == stored


def test_letter_goes_to_a_mail_server_as_it_was_stored(server):
    letter = write()
    assert send_due() == 1
    (taken,) = server.taken
    assert (taken.sender, taken.recipients) == ("portal@testserver", ["li@example.org"])
    assert taken.raw == bytes(letter.raw)


def test_text_of_a_letter_is_forgotten_once_it_is_sent():
    # It may hold the way to a new password.
    write()
    send_due()
    assert bytes(Letter.objects.get().raw) == b""


def test_letter_goes_only_if_what_caused_it_is_kept():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert not Letter.objects.exists()


def test_each_address_of_a_message_has_a_letter_of_its_own(server):
    EmailMessage(
        "Hello",
        "Text",
        to=["Li Lei <li@example.org>", "ann@example.org"],
        cc=["LI <li@example.org>"],
        bcc=["han@example.org"],
    ).send()
    assert send_due() == 3
    assert server.recipients == ["li@example.org", "ann@example.org", "han@example.org"]
    one, two, three = server.taken
    # It is the same message to all of them, and says who else was written to, but for the hidden.
    assert one.raw == two.raw == three.raw
    assert content(one.raw)["To"] == "Li Lei <li@example.org>, ann@example.org"
    assert content(one.raw)["Cc"] == "LI <li@example.org>"
    assert b"han@example.org" not in one.raw


def test_message_that_is_sent_twice_becomes_two_letters():
    message = EmailMessage("Hello", "Text", to=["li@example.org"])
    message.send()
    message.send()
    one, two = Letter.objects.all()
    assert one.message_id != two.message_id
    assert message.extra_headers == {}


def test_long_subject_is_kept_whole_in_the_letter():
    letter = write("新" * 500)
    assert content(letter.raw)["Subject"].strip() == "新" * 500


# Line breaks


@pytest.mark.parametrize("breaks", ["\n", "\r", "\r\n", "\nBcc: evil@example.org"])
@pytest.mark.parametrize(
    "place",
    [
        {"subject": "Hello{}x"},
        {"to": ["li@example.org{}x"]},
        {"to": ["Li{}Lei <li@example.org>"]},
        {"cc": ['"Li{}Lei" <li@example.org>']},
        {"bcc": ["li@example.org{}x"]},
        {"bcc": ["Li{}Lei <li@example.org>"]},
        {"reply_to": ["Li{}Lei <li@example.org>"]},
        {"from_email": "Portal{}x <portal@example.org>"},
        {"headers": {"X-Reference": "12{}34"}},
    ],
)
def test_line_break_in_a_header_is_refused(place, breaks):
    (name, text), *_ = place.items()
    if isinstance(text, dict):
        text = {key: value.format(breaks) for key, value in text.items()}
    elif isinstance(text, list):
        text = [each.format(breaks) for each in text]
    else:
        text = text.format(breaks)
    with pytest.raises(BadHeaderError):
        EmailMessage(**{"subject": "Hello", "to": ["li@example.org"]} | {name: text}).send()
    assert not Letter.objects.exists()


# When the server refuses


def test_refused_letter_is_tried_again_later_and_later(settings, time_machine):
    settings.POST_BACKEND = REFUSING
    write()
    moment = NOW
    for tries, minutes in enumerate(BACK_OFF, start=1):
        assert send_due() == 0
        letter = Letter.objects.get()
        assert (letter.tries, letter.sent_at, letter.given_up_at) == (tries, None, None)
        assert "no mail server here" in letter.last_error
        # A second before its time nothing happens.
        moment += timedelta(minutes=minutes)
        time_machine.move_to(moment - timedelta(seconds=1), tick=False)
        send_due()
        assert Letter.objects.get().tries == tries
        time_machine.move_to(moment, tick=False)
    assert list(BACK_OFF) == sorted(BACK_OFF)


def test_letter_is_given_up_after_the_last_try_and_kept_for_a_person(settings, time_machine):
    settings.POST_BACKEND = REFUSING
    write()
    moment = NOW
    for minutes in BACK_OFF:
        send_due()
        moment += timedelta(minutes=minutes)
        time_machine.move_to(moment, tick=False)
    send_due()
    letter = Letter.objects.get()
    assert letter.given_up_at == moment
    assert bytes(letter.raw)
    time_machine.move_to(moment + timedelta(days=30), tick=False)
    settings.POST_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due() == 0
    assert mail.outbox == []


def test_letter_is_sent_as_soon_as_the_server_is_back(settings, time_machine):
    settings.POST_BACKEND = REFUSING
    write()
    send_due()
    settings.POST_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    time_machine.move_to(NOW + timedelta(minutes=BACK_OFF[0]), tick=False)
    assert send_due() == 1
    letter = Letter.objects.get()
    assert letter.sent_at
    assert letter.last_error == ""


def test_letter_keeps_its_number_through_every_try(settings, time_machine):
    number = write().message_id
    for minutes in (0, *BACK_OFF[:2]):
        settings.POST_BACKEND = REFUSING
        time_machine.shift(timedelta(minutes=minutes))
        send_due()
    settings.POST_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    time_machine.shift(timedelta(hours=1))
    send_due()
    assert mail.outbox[0].message()["Message-ID"] == number


def test_letter_sent_again_after_a_crash_is_recognised_as_the_same():
    write()
    kept = dict(Letter.objects.values().get())
    send_due()
    # The process died before it could note that the letter had gone.
    Letter.objects.update(**kept)
    send_due()
    one, two = mail.outbox
    assert one.message()["Message-ID"] == two.message()["Message-ID"]
    assert one.message().as_bytes() == two.message().as_bytes()


def test_numbers_of_letters_differ_and_carry_our_domain():
    numbers = {write().message_id for _ in range(5)}
    assert len(numbers) == 5
    assert all(number.endswith("@testserver>") for number in numbers)


def test_one_letter_that_cannot_go_does_not_stop_the_others(settings):
    settings.POST_BACKEND = PICKY
    Picky.taken.clear()
    for to in ("li@example.org", "bad@example.org", "han@example.org"):
        write(to=to)
    assert send_due() == 2
    assert [message.recipients() for message in Picky.taken] == [
        ["li@example.org"],
        ["han@example.org"],
    ]


def test_failing_job_does_not_stop_the_worker(settings):
    settings.WORKER_JOBS = ["math.sqrt", *settings.WORKER_JOBS]
    write()
    call_command("worker", "--once")
    assert len(mail.outbox) == 1
