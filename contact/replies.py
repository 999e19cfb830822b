"""Answering an enquiry by mail: the letter, the row and the state belong together."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from accounts.models import User
from contact import handling, threads
from contact.models import Enquiry, Reply, Step
from post.outbox import new_message_id

logger = logging.getLogger(__name__)

# After one of these a reply would be written to something else than its author has read.
_TELLING = (
    Step.Verb.REPLIED,
    Step.Verb.WRITTEN_TO,
    Step.Verb.ANSWERED,
    Step.Verb.CLOSED,
    Step.Verb.REOPENED,
    Step.Verb.ERASED,
)
_MAILS = (Step.Verb.REPLIED, Step.Verb.WRITTEN_TO)


class AnsweredMeanwhile(Exception):
    """Something has been done with the enquiry since the reply was begun; carries those steps."""

    def __init__(self, steps: list[Step]) -> None:
        super().__init__(steps)
        self.steps = steps


class NoAddress(Exception):
    """There is nobody left to write to."""


def last_step(enquiry: Enquiry) -> int:
    """Return a number that grows whenever something happens that a reply has to know."""
    last = enquiry.steps.filter(verb__in=_TELLING).order_by("-pk").first()
    return last.pk if last else 0


def whole_subject(subject: str, enquiry: Enquiry) -> str:
    """Return a subject that carries the number, as people are asked to keep it there."""
    return subject if enquiry.reference in subject else f"{subject} [{enquiry.reference}]"


@transaction.atomic
def send(enquiry: Enquiry, person: User, *, is_answer: bool, seen_step: int, **texts) -> Reply:
    """Put a reply into the outbox and, if it is the answer, mark the enquiry as answered.

    `texts` are subject, text and language. The same reply sent twice is sent once. Raises
    AnsweredMeanwhile and NoAddress.
    """
    row = handling.locked(enquiry)
    if row.is_erased or not row.email:
        raise NoAddress
    texts["subject"] = whole_subject(texts["subject"], row)
    if news := list(row.steps.filter(verb__in=_TELLING, pk__gt=seen_step).order_by("pk")):
        if twin := _sent_already(row, person, texts, news):
            return twin
        raise AnsweredMeanwhile(news)
    message_id = new_message_id()
    _letter(row, texts, message_id).send()
    if is_answer:
        handling.set_state(row, Enquiry.State.ANSWERED)
    handling.note_step(row, Step.Verb.REPLIED if is_answer else Step.Verb.WRITTEN_TO, person)
    return Reply.objects.create(
        enquiry=row, message_id=message_id, **texts, **handling.signature(person)
    )


def _sent_already(enquiry: Enquiry, person: User, texts: dict, news: list[Step]) -> Reply | None:
    # The second click of two: nothing but this very reply has happened since.
    ours = all(step.by_id == person.pk and step.verb in _MAILS for step in news)
    twins = enquiry.replies.filter(by=person, **texts).order_by("-pk")
    return twins.first() if ours and len(news) == 1 else None


def _letter(enquiry: Enquiry, texts: dict, message_id: str) -> EmailMessage:
    return EmailMessage(
        subject=texts["subject"],
        body=texts["text"],
        to=[enquiry.email],
        reply_to=[settings.CONTACT_EMAIL],
        headers=threads.headers(enquiry, message_id),
    )
