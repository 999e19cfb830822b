"""The outbox: Django's mail functions store a letter, the worker sends it.

`OutboxBackend` is the project's EMAIL_BACKEND, so whatever calls `send_mail` (a reset password, a
notice) is stored in the surrounding transaction and never waits for a mail server.
"""

import email.policy
import logging
import uuid
from datetime import timedelta
from email import message_from_bytes

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from post.models import Letter

logger = logging.getLogger(__name__)

# Minutes to wait after each failed try; after the last one a person has to look.
BACK_OFF = (1, 5, 15, 60, 240, 720, 1440)


class OutboxBackend(BaseEmailBackend):
    """Store messages instead of sending them."""

    def send_messages(self, messages) -> int:
        for message in messages:
            store(message)
        return len(messages)


def store(message: EmailMessage) -> Letter:
    """Keep a message for the worker. Raises BadHeaderError for a line break in a header."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message_id = f"<{uuid.uuid4()}@{domain}>"
    message.extra_headers.setdefault("Message-ID", message_id)
    return Letter.objects.create(
        message_id=message.extra_headers["Message-ID"],
        sender=message.from_email,
        recipients=message.recipients(),
        subject=message.subject[:300],
        raw=message.message().as_bytes(linesep="\r\n"),
    )


def send_due() -> int:
    """Send what is due; return how many letters went out. One failure does not stop the rest."""
    return sum(_send(letter) for letter in Letter.objects.due().order_by("next_try_at", "pk"))


def _send(letter: Letter) -> bool:
    letter.tries += 1
    try:
        get_connection(settings.POST_BACKEND).send_messages([_StoredMessage(letter)])
    except Exception as error:
        # Whatever a mail server or the network does, the letter stays and is tried again.
        _postpone(letter, error)
        return False
    letter.sent_at = timezone.now()
    letter.raw = b""
    letter.last_error = ""
    letter.save()
    return True


def _postpone(letter: Letter, error: Exception) -> None:
    letter.last_error = f"{type(error).__name__}: {error}"
    if letter.tries > len(BACK_OFF):
        letter.given_up_at = timezone.now()
        logger.error("letter given up", extra={"letter": letter.pk, "error": letter.last_error})
    else:
        letter.next_try_at = timezone.now() + timedelta(minutes=BACK_OFF[letter.tries - 1])
        logger.warning("letter postponed", extra={"letter": letter.pk, "error": letter.last_error})
    letter.save()


class _StoredMessage(EmailMessage):
    """A message whose bytes were fixed when it was stored."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(letter.subject, "", letter.sender, letter.recipients)
        self._raw = bytes(letter.raw)

    def message(self, *args, **kwargs):
        message = message_from_bytes(self._raw, policy=email.policy.SMTP)
        # Django's SMTP backend asks for line ends in a way of its own; these are what they must be.
        message.as_bytes = lambda *args, **kwargs: self._raw
        return message
