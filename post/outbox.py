"""The outbox: Django's mail functions store letters, the worker sends them (`post.sending`).

`OutboxBackend` is the project's EMAIL_BACKEND, so whatever calls `send_mail` (a reset password, a
notice) is stored in the surrounding transaction and never waits for a mail server.
"""

import uuid
from copy import copy
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone

from post.models import Letter, LetterQuerySet

# How long a letter is kept that has been sent or discarded.
KEPT = timedelta(days=30)


class OutboxBackend(BaseEmailBackend):
    """Store messages instead of sending them."""

    def send_messages(self, messages) -> int:
        for message in messages:
            store(message)
        return len(messages)


def store(message: EmailMessage) -> list[Letter]:
    """Keep a message for the worker, one letter for each address it goes to.

    Raises BadHeaderError for a line break in a subject, a name or an address.
    """
    people = dict.fromkeys(message.recipients())
    # Hidden recipients stand in no header, so Django does not look at them.
    if any(set("\r\n") & set(address) for address in [message.from_email, *people]):
        raise BadHeaderError("An address of a message must not contain line breaks.")
    message_id, raw = _fixed(message)
    now = timezone.now()
    return Letter.objects.bulk_create(
        Letter(
            message_id=message_id,
            sender=_address(message.from_email),
            recipient=address,
            subject=message.subject[:300],
            raw=raw,
            created_at=now,
            queued_at=now,
            next_try_at=now,
        )
        for address in dict.fromkeys(map(_address, people))
    )


def new_message_id() -> str:
    """Return a Message-ID of our own domain (RFC 5322, 3.6.4)."""
    domain = _address(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2]
    return f"<{uuid.uuid4()}@{domain}>"


def _fixed(message: EmailMessage) -> tuple[str, bytes]:
    """Return the Message-ID and the bytes of a message; the caller's own stays as it is."""
    numbered = copy(message)
    numbered.extra_headers = {
        "Message-ID": new_message_id(),
        **message.extra_headers,
    }
    return numbered.extra_headers["Message-ID"], numbered.message().as_bytes(linesep="\r\n")


def _address(text: str) -> str:
    return parseaddr(text)[1] or text


def try_again(letters: LetterQuerySet) -> int:
    """Let the worker try letters now, as if they had just been written; return how many."""
    now = timezone.now()
    return (
        letters.unclaimed()
        .filter(sent_at=None, discarded_at=None)
        .update(given_up_at=None, tries=0, queued_at=now, next_try_at=now)
    )


def discard(letters: LetterQuerySet) -> int:
    """Never send these letters and forget what they say; return how many."""
    unsent = letters.unclaimed().filter(sent_at=None, discarded_at=None)
    return unsent.update(discarded_at=timezone.now(), raw=b"")


def forget_old() -> None:
    """Delete what was sent or discarded long ago. A tidying job."""
    limit = timezone.now() - KEPT
    Letter.objects.filter(Q(sent_at__lt=limit) | Q(discarded_at__lt=limit)).delete()
