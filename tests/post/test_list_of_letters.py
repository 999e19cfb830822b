"""The list of letters at the desk, and the alarm that leads people to it."""

from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.core.management import call_command
from django.utils import timezone

from post.models import Letter
from post.sending import send_due
from tests import factories, pages

LIST = "/admin/post/letter/"
State = Letter.State


def write(to: str = "li@example.org", subject: str = "Spring on the river") -> Letter:
    send_mail(subject, "Secret words", None, [to])
    return Letter.objects.latest("pk")


@pytest.fixture
def given_up(db, server) -> Letter:
    server.unknown = {"nobody@example.org"}
    letter = write("nobody@example.org")
    send_due()
    server.unknown = set()
    return letter


def act(browser, name: str, *letters: Letter):
    data = {"action": name, "_selected_action": [letter.pk for letter in letters]}
    return browser.post(LIST, data, follow=True)


# Who sees what


@pytest.mark.parametrize("role", ["administrator", "enquiry-desk"])
def test_list_says_what_became_of_each_letter(desk, given_up, role):
    write("waiting@example.org")
    words = pages.text(desk(role).get(LIST))
    for part in (
        "given up",
        "n…@example.org",
        "The mail server refuses this letter: 550 5.1.1 nobody of that name",
        "waiting",
        "w…@example.org",
    ):
        assert part in words


def test_list_and_page_do_not_say_whose_a_letter_is(desk, given_up):
    Letter.objects.update(last_error="550 <nobody@example.org>: user unknown")
    browser = desk("administrator")
    for place in (LIST, f"{LIST}{given_up.pk}/change/"):
        page = browser.get(place)
        assert b"nobody@example.org" not in page.content
        assert "550 <n…@example.org>: user unknown" in pages.text(page)


@pytest.mark.parametrize("lookup", ["raw__regex=S[e]cret", "raw__gt=A", "recipient__startswith=n"])
def test_address_cannot_ask_for_a_letter_sign_by_sign(desk, given_up, lookup):
    # A letter that waits may hold the link that sets a password.
    answer = desk("enquiry-desk").get(f"{LIST}?{lookup}")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("words", "found"),
    [("nobody@example.org", 1), ("Nobody@Example.org", 1), ("nobody", 0), ("spring", 1)],
)
def test_search_does_not_tell_an_address_letter_by_letter(desk, given_up, words, found):
    page = desk("enquiry-desk").get(LIST, {"q": words})
    assert len(page.context["cl"].result_list) == found


def test_server_that_writes_an_address_its_own_way_does_not_tell_it(desk, given_up):
    Letter.objects.update(recipient="Nobody@Example.org")
    Letter.objects.update(last_error="550 <nobody@example.org>: user unknown")
    page = desk("enquiry-desk").get(LIST)
    assert b"nobody@example.org" not in page.content.lower()
    assert "550 <N…@Example.org>: user unknown" in pages.text(page)


@pytest.mark.parametrize("role", ["author", "translator", "editor", "publisher"])
def test_addresses_of_readers_are_not_shown_to_others(desk, given_up, role):
    browser = desk(role)
    assert browser.get(LIST).status_code == 403
    assert browser.get(f"{LIST}{given_up.pk}/change/").status_code == 403


def test_list_shows_letters_of_one_state(desk, given_up, time_machine):
    sent = write("sent@example.org")
    send_due()
    write("waiting@example.org")
    sending = write("sending@example.org")
    Letter.objects.filter(pk=sending.pk).update(claimed_until=timezone.now() + timedelta(minutes=1))
    browser = desk("administrator")
    act(browser, "discard", write("discarded@example.org"))
    assert Letter.objects.get(pk=sent.pk).state == State.SENT
    for state, address in {
        State.WAITING: "waiting@",
        State.SENDING: "sending@",
        State.SENT: "sent@",
        State.GIVEN_UP: "nobody@",
        State.DISCARDED: "discarded@",
    }.items():
        rows = browser.get(LIST, {"state": state.value}).context["cl"].result_list
        assert [row.recipient.partition("example")[0] for row in rows] == [address]
    assert len(browser.get(LIST, {"state": "nonsense"}).context["cl"].result_list) == 5


def test_nobody_reads_or_changes_what_a_letter_says(desk, given_up):
    browser = desk("administrator", is_superuser=True)
    place = f"{LIST}{given_up.pk}/change/"
    page = browser.get(place)
    assert "Secret words" not in page.content.decode()
    assert b"_save" not in page.content
    assert browser.post(place, {"subject": "Forged"}).status_code == 403
    assert browser.get(f"{LIST}add/").status_code == 403
    assert browser.post(f"{LIST}{given_up.pk}/delete/", {"post": "yes"}).status_code == 403
    assert act(browser, "delete_selected", given_up).status_code == 200
    assert Letter.objects.get().subject == "Spring on the river"


# Trying again, discarding


def test_letter_that_was_given_up_is_tried_again(desk, given_up, server):
    page = act(desk("administrator"), "try_again", given_up)
    assert "1 letter will be tried again within seconds." in pages.text(page)
    assert send_due() == 1
    assert server.recipients == ["nobody@example.org"]


def test_discarded_letter_is_kept_without_its_text_and_never_sent(desk, given_up, server):
    browser = desk("administrator")
    page = act(browser, "discard", given_up)
    assert "1 letter has been discarded and will not be sent." in pages.text(page)
    act(browser, "try_again", given_up)
    assert send_due() == 0
    assert server.taken == []
    kept = Letter.objects.get()
    assert (kept.state, bytes(kept.raw)) == (State.DISCARDED, b"")


def test_letter_that_is_being_sent_or_was_sent_is_left_alone(desk, server):
    write("sent@example.org")
    send_due()
    Letter.objects.filter(pk=write().pk).update(claimed_until=timezone.now() + timedelta(minutes=1))
    before = list(Letter.objects.values())
    browser = desk("administrator")
    for name in ("try_again", "discard"):
        assert "Nothing changed" in pages.text(act(browser, name, *Letter.objects.all()))
    assert list(Letter.objects.values()) == before


def test_enquiry_desk_looks_and_does_not_touch(desk, given_up):
    browser = desk("enquiry-desk")
    for name in ("try_again", "discard"):
        act(browser, name, given_up)
    assert Letter.objects.get().state == State.GIVEN_UP


def test_list_reads_in_chinese_too(desk, given_up):
    browser = desk("administrator", interface_language="zh-hans")
    words = pages.text(browser.get(LIST))
    for part in ("The mail server refuses this letter", "Try again now"):
        assert pages.in_chinese(part) in words
    assert pages.in_chinese("given up", "state of a letter") in words


# The alarm


@pytest.fixture
def readiness(visitor):
    def ask() -> tuple[int, str]:
        answer = visitor.get("/readyz")
        return answer.status_code, answer.json()["mail"]

    call_command("worker", "--once")
    return ask


def test_letter_that_was_given_up_is_an_alarm_until_somebody_acts(desk, given_up, readiness):
    assert readiness() == (503, "1 letter given up, see the list of letters")
    browser = desk("administrator")
    act(browser, "try_again", given_up)
    assert readiness() == (200, "ok")
    Letter.objects.update(given_up_at=timezone.now())
    assert readiness()[0] == 503
    act(browser, "discard", given_up)
    assert readiness() == (200, "ok")


def test_letter_that_waits_too_long_is_an_alarm(db, settings, visitor, time_machine):
    settings.POST_BACKEND = "tests.post.backends.Refusing"
    time_machine.move_to(factories.PAST, tick=False)
    write()
    for minutes, expected in [(30, "ok"), (35, "oldest letter waits 35 minutes")]:
        time_machine.move_to(factories.PAST + timedelta(minutes=minutes), tick=False)
        call_command("worker", "--once")
        assert visitor.get("/readyz").json()["mail"] == expected


def test_letter_of_last_week_that_is_tried_again_is_no_alarm(desk, given_up, readiness):
    week = timedelta(days=7)
    Letter.objects.update(created_at=timezone.now() - week, queued_at=timezone.now() - week)
    act(desk("administrator"), "try_again", given_up)
    assert readiness() == (200, "ok")
