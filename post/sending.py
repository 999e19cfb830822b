"""Sending what is due: a worker claims a letter, talks to the mail server, and notes the outcome.

The claim is a committed row before the server hears of the letter, so two workers never send the
same one. A worker that dies loses its claim after the lease; only if it dies between the server's
last answer and the note does the letter go twice, with the same Message-ID.
"""

import email.policy
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from email import message_from_bytes

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from post.failures import Failure, explain
from post.models import Letter
from post.outbox import store

logger = logging.getLogger(__name__)

# Minutes to wait after each failed try; after the last one a person has to look.
BACK_OFF = (1, 5, 15, 60, 240, 720, 1440)
# The worker has other work to do: a round ends after so many letters or seconds.
LETTERS_A_ROUND = 100
SECONDS_A_ROUND = 10


def send_due() -> int:
    """Send what is due over one connection; return how many letters went out. A worker's job."""
    if not Letter.objects.due().exists():
        return 0
    with _connection() as (backend, failure):
        if failure is None:
            return _send_round(backend)
        # That no server answers is noted on one letter; the others stay due and lose no try.
        if letter := _claim_next():
            _note_failure(letter, failure)
    return 0


def send_at_once(message: EmailMessage) -> list[Letter]:
    """Put a message into the outbox, send it, and return its letters as they are then."""
    with transaction.atomic():
        # Together, so that no running worker comes in between.
        letters = [_claim(letter.pk) for letter in store(message)]
    with _connection() as (backend, failure):
        for letter in letters:
            if failure is None:
                _send(backend, letter)
            else:
                _note_failure(letter, failure)
    return list(Letter.objects.filter(pk__in=[letter.pk for letter in letters]).order_by("pk"))


def longest_send() -> float:
    """Return the seconds after which a conversation is cut off, however slowly it goes on."""
    return 2 * settings.EMAIL_TIMEOUT


def lease() -> timedelta:
    """Return how long a claim holds: longer than any sending lasts."""
    return timedelta(seconds=2 * longest_send() + 60)


@contextmanager
def _connection() -> Iterator[tuple[BaseEmailBackend, Failure | None]]:
    backend = get_connection(settings.POST_BACKEND)
    failure = None
    try:
        backend.open()
    except Exception as error:
        failure = explain(error)
    try:
        yield backend, failure
    finally:
        # What had to be said has been said; how the server parts from us does not matter.
        with suppress(OSError):
            backend.close()


def _send_round(backend: BaseEmailBackend) -> int:
    end = time.monotonic() + SECONDS_A_ROUND
    sent = 0
    for _number in range(LETTERS_A_ROUND):
        letter = _claim_next()
        if letter is None:
            break
        failure = _send(backend, letter)
        sent += failure is None
        if (failure and failure.ends_round) or time.monotonic() > end:
            break
    return sent


def _claim_next() -> Letter | None:
    waiting = Letter.objects.order_by("next_try_at", "pk").values_list("pk", flat=True)
    while (pk := waiting.due().first()) is not None:
        if letter := _claim(pk):
            return letter
    return None


def _claim(pk: int) -> Letter | None:
    # One statement, so of two workers one changes the row and the other changes none.
    mine = (
        Letter.objects.due()
        .filter(pk=pk)
        .update(claimed_until=timezone.now() + lease(), tries=F("tries") + 1)
    )
    return Letter.objects.get(pk=pk) if mine else None


def _send(backend: BaseEmailBackend, letter: Letter) -> Failure | None:
    if letter.tries > len(BACK_OFF) + 1:
        # Nobody noted the outcome of the last try.
        failure = Failure(Letter.Problem.INTERRUPTED, "", is_final=True)
        _note_failure(letter, failure)
        return failure
    try:
        with _cut_off(backend):
            backend.send_messages([_StoredMessage(letter)])
    except Exception as error:
        # Whatever a mail server or the network does, the letter stays.
        failure = explain(error)
        _note_failure(letter, failure)
        return failure
    Letter.objects.filter(pk=letter.pk).update(
        sent_at=timezone.now(), raw=b"", claimed_until=None, problem="", last_error=""
    )
    return None


@contextmanager
def _cut_off(backend: BaseEmailBackend) -> Iterator[None]:
    """End a conversation that lasts too long: each answer may be in time and the whole not."""
    timer = threading.Timer(longest_send(), _hang_up, [backend])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(backend: BaseEmailBackend) -> None:
    line = getattr(getattr(backend, "connection", None), "sock", None)
    if line is not None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def _note_failure(letter: Letter, failure: Failure) -> None:
    noted = {"claimed_until": None, "problem": failure.problem, "last_error": failure.words}
    report = {"letter": letter.pk, "problem": failure.problem, "error": failure.words}
    if failure.is_final or letter.tries > len(BACK_OFF):
        noted["given_up_at"] = timezone.now()
        logger.error("letter given up", extra=report)
    else:
        wait = timedelta(minutes=BACK_OFF[letter.tries - 1])
        noted["next_try_at"] = timezone.now() + wait
        logger.warning("letter postponed", extra=report)
    # Unless somebody else has it by now: this process may have been suspended for an hour.
    Letter.objects.filter(pk=letter.pk, claimed_until=letter.claimed_until).update(**noted)


class _StoredMessage(EmailMessage):
    """A message whose bytes were fixed when it was stored."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(letter.subject, "", letter.sender, [letter.recipient])
        self._raw = bytes(letter.raw)

    def message(self, *args, **kwargs):
        message = message_from_bytes(self._raw, policy=email.policy.SMTP)
        # Django's SMTP backend asks for line ends in a way of its own; these are what they must be.
        message.as_bytes = lambda *args, **kwargs: self._raw
        return message
