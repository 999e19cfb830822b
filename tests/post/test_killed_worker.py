"""Workers as processes: killed at every step of a conversation, and two of them at once."""

import subprocess

import pytest
from django.core.mail import EmailMessage

from tests.installation import Installation
from tests.post.mail_server import STEPS, kill, running_mail_server

PATIENCE = 60
WHAT_BECAME_OF_THEM = "SELECT sent_at IS NOT NULL, tries FROM post_letter ORDER BY id"


@pytest.fixture
def mail_server():
    with running_mail_server() as running:
        yield running


def write(count: int = 1) -> None:
    for number in range(count):
        EmailMessage("Hello", "Text", to=[f"p{number}@example.org"]).send()


def worker(installation: Installation, mail_server) -> subprocess.Popen:
    return installation.start("worker", "--once", EMAIL_URL=mail_server.url)


# Between its claim and its note a worker asks the database nothing: the ends are enough for both.
BETWEEN = [pytest.param(step, marks=pytest.mark.once) for step in STEPS[1:-1]]


@pytest.mark.parametrize("step", [STEPS[0], *BETWEEN, STEPS[-1]])
def test_letter_of_a_worker_that_was_killed_is_sent_by_the_next(installation, mail_server, step):
    write()
    installation.begin()
    mail_server.acts[step] = kill(lambda: victim)
    victim = worker(installation, mail_server)
    assert victim.wait(PATIENCE) == -9
    mail_server.acts.clear()

    # Whoever comes before the claim has run out leaves the letter to the one that has it.
    if step == "ACCEPTED":
        assert worker(installation, mail_server).wait(PATIENCE) == 0
        assert [bool(sent) for sent, _tries in installation.sql(WHAT_BECAME_OF_THEM)] == [False]
    if step != "CONNECT":
        installation.sql("UPDATE post_letter SET claimed_until = '2020-01-01 00:00:00+00:00'")
    assert worker(installation, mail_server).wait(PATIENCE) == 0

    ((sent, tries),) = installation.sql(WHAT_BECAME_OF_THEM)
    assert (bool(sent), tries) == (True, 1 if step == "CONNECT" else 2)
    # Only where it died between the server's acceptance and the note does the mail go twice.
    assert len(mail_server.taken) == (2 if step == "ACCEPTED" else 1)
    assert len({taken.message_id for taken in mail_server.taken}) == 1


def test_two_workers_at_once_send_every_letter_once(installation, mail_server):
    write(50)
    installation.begin()
    workers = [worker(installation, mail_server) for _number in range(2)]
    assert [each.wait(PATIENCE) for each in workers] == [0, 0]
    assert sorted(mail_server.recipients) == sorted(
        f"p{number}@example.org" for number in range(50)
    )
    assert {(bool(sent), tries) for sent, tries in installation.sql(WHAT_BECAME_OF_THEM)} == {
        (True, 1)
    }
