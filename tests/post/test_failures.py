"""A mail server that is away, slow, choosy or broken: each letter is sent, tried again or shown."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone

from post import sending
from post.models import Letter
from post.sending import BACK_OFF, send_due
from tests import factories
from tests.post.mail_server import STEPS, answer, hang_up, say_nothing, trickle

NOW = factories.PAST
State, Problem = Letter.State, Letter.Problem


@pytest.fixture(autouse=True)
def _start(db, time_machine):
    time_machine.move_to(NOW, tick=False)


def write(*addresses: str) -> None:
    to = list(addresses) or ["li@example.org"]
    EmailMessage("Hello 您好", "Text\n.\nMore", to=to).send()


def letters() -> dict[str, Letter]:
    return {letter.recipient: letter for letter in Letter.objects.order_by("pk")}


def later(time_machine, minutes: float = BACK_OFF[0]) -> None:
    time_machine.move_to(timezone.now() + timedelta(minutes=minutes), tick=False)


# Away


def test_letter_waits_while_nobody_listens(server, settings, time_machine):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    write()
    assert send_due() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.problem) == (State.WAITING, Problem.AWAY)
    assert "refused" in letter.last_error
    settings.EMAIL_PORT = port
    later(time_machine)
    assert send_due() == 1
    assert server.recipients == ["li@example.org"]


def test_letter_waits_while_the_server_has_no_address(server, settings):
    settings.EMAIL_HOST = "mail.invalid"
    write()
    assert send_due() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.problem) == (State.WAITING, Problem.AWAY)


def test_when_the_server_is_away_one_letter_a_round_finds_out(server, settings, time_machine):
    server.acts["CONNECT"] = hang_up
    write("li@example.org", "ann@example.org", "han@example.org")
    send_due()
    assert server.calls == 1
    assert [letter.tries for letter in letters().values()] == [1, 0, 0]
    send_due()
    assert [letter.tries for letter in letters().values()] == [1, 1, 0]
    # As soon as it is back, those that lost no try go at once.
    server.acts.clear()
    assert send_due() == 1
    later(time_machine)
    assert send_due() == 2
    assert sorted(server.recipients) == sorted(letters())


# Breaking off


@pytest.mark.parametrize("step", STEPS)
def test_letter_goes_later_when_the_server_breaks_off(server, time_machine, step):
    server.acts[step] = hang_up
    write()
    assert send_due() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.problem, letter.tries) == (State.WAITING, Problem.AWAY, 1)
    assert letter.next_try_at == NOW + timedelta(minutes=BACK_OFF[0])
    server.acts.clear()
    later(time_machine)
    assert send_due() == 1
    # Only where the server had taken it without saying so does it go twice, as the same one.
    assert len(server.taken) == (2 if step == "ACCEPTED" else 1)
    assert {taken.message_id for taken in server.taken} == {letter.message_id}


@pytest.mark.parametrize("step", STEPS)
def test_letter_goes_later_when_the_server_does_not_answer(server, settings, time_machine, step):
    settings.EMAIL_TIMEOUT = 0.3
    server.acts[step] = say_nothing
    write()
    assert send_due() == 0
    assert Letter.objects.get().state == State.WAITING
    server.acts.clear()
    later(time_machine)
    assert send_due() == 1
    assert {taken.message_id for taken in server.taken} == {Letter.objects.get().message_id}


def test_conversation_that_never_ends_is_cut_off(server, settings):
    # Each line comes in time, so no timeout of the connection ends it.
    settings.EMAIL_TIMEOUT = 0.4
    server.acts["RCPT"] = trickle
    write()
    assert send_due() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.problem) == (State.WAITING, Problem.AWAY)
    assert sending.longest_send() < sending.lease().total_seconds()


# Refusing


def test_address_that_is_refused_is_given_up_and_the_others_get_one_copy(server, time_machine):
    server.unknown = {"nobody@example.org"}
    write("li@example.org", "nobody@example.org", "han@example.org")
    assert send_due() == 2
    later(time_machine, minutes=10_000)
    assert send_due() == 0
    assert server.recipients == ["li@example.org", "han@example.org"]
    refused = letters()["nobody@example.org"]
    assert (refused.state, refused.problem) == (State.GIVEN_UP, Problem.REFUSED)
    assert refused.last_error == "550 5.1.1 nobody of that name"


def test_message_that_is_refused_is_given_up_at_once(server):
    server.acts["DATA"] = answer("554 5.7.1 we take no such thing")
    write()
    send_due()
    letter = Letter.objects.get()
    assert (letter.state, letter.tries) == (State.GIVEN_UP, 1)
    assert letter.last_error == "554 5.7.1 we take no such thing"


def test_message_that_is_too_large_is_given_up_at_once(server):
    server.acts["MAIL"] = answer("552 5.3.4 too large")
    write()
    send_due()
    assert Letter.objects.get().state == State.GIVEN_UP


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_letter_that_is_not_taken_now_goes_later(server, time_machine, step):
    server.acts[step] = answer("451 4.7.1 come back in a minute")
    write()
    assert send_due() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.problem) == (State.WAITING, Problem.LATER)
    assert letter.last_error == "451 4.7.1 come back in a minute"
    server.acts.clear()
    later(time_machine)
    assert send_due() == 1


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("CONNECT", "554 no service"),
        ("EHLO", "550 who are you"),
        ("MAIL", "530 5.7.0 authentication required"),
    ],
)
def test_what_an_operator_can_mend_loses_no_letter(server, step, words):
    server.acts[step] = answer(words)
    write()
    send_due()
    letter = Letter.objects.get()
    assert letter.state == State.WAITING
    assert letter.last_error.startswith(words[:3])


def test_server_that_is_closing_down_ends_the_round(server):
    server.acts["RCPT"] = answer("421 closing down")
    write("li@example.org", "han@example.org")
    send_due()
    assert [letter.tries for letter in letters().values()] == [1, 0]


# A round


def test_letters_of_a_round_go_over_one_connection(server):
    write(*(f"p{number}@example.org" for number in range(5)))
    assert send_due() == 5
    assert server.calls == 1


def test_round_takes_a_part_of_many_letters(server, monkeypatch):
    monkeypatch.setattr(sending, "LETTERS_A_ROUND", 3)
    write(*(f"p{number}@example.org" for number in range(5)))
    assert [send_due(), send_due(), send_due()] == [3, 2, 0]


def test_slow_server_ends_the_round_so_that_the_worker_can_go_on(server, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS_A_ROUND", 0)
    write("li@example.org", "han@example.org")
    assert [send_due(), send_due()] == [1, 1]


def test_letter_that_another_worker_has_is_left_alone(server, time_machine):
    write()
    Letter.objects.update(claimed_until=NOW + timedelta(minutes=2), tries=1)
    assert Letter.objects.get().state == State.SENDING
    assert send_due() == 0
    later(time_machine, minutes=2)
    assert send_due() == 1
    assert Letter.objects.get().tries == 2


def test_letter_over_which_worker_after_worker_dies_is_given_up(server, time_machine):
    write()
    for _try in range(len(BACK_OFF) + 1):
        assert sending._claim_next()
        later(time_machine, minutes=10)
    assert send_due() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.problem) == (State.GIVEN_UP, Problem.INTERRUPTED)
    assert server.taken == []


# manage.py sendtestemail


def test_test_mail_is_sent_at_once_and_says_who_took_it(server, capsys):
    call_command("sendtestemail", "li@example.org", "han@example.org")
    said = capsys.readouterr().out
    for taken, letter in zip(server.taken, Letter.objects.order_by("pk"), strict=True):
        assert letter.state == State.SENT
        place = "{}:{}".format(*server.address)
        assert f"{letter.recipient}: taken by {place} as {taken.message_id}" in said


def test_test_mail_that_is_refused_says_why_and_fails(server, capsys):
    server.unknown = {"nobody@example.org"}
    with pytest.raises(CommandError):
        call_command("sendtestemail", "li@example.org", "nobody@example.org")
    said = capsys.readouterr().out
    assert "li@example.org: taken by" in said
    assert "nobody@example.org: refused and given up. 550 5.1.1 nobody of that name" in said


def test_test_mail_stays_in_the_outbox_when_the_server_is_away(server, settings, capsys):
    settings.EMAIL_PORT = 1
    with pytest.raises(CommandError):
        call_command("sendtestemail", "li@example.org")
    assert "li@example.org: not taken, next try at 09:01." in capsys.readouterr().out
    assert Letter.objects.get().state == State.WAITING


def test_test_mail_without_a_mail_server_says_that_it_went_nowhere(db, capsys):
    call_command("sendtestemail", "li@example.org")
    assert "nothing has left this machine" in capsys.readouterr().out
