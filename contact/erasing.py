"""Closing and erasing by the calendar. What statistics need stays."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from contact import handling, retention, threads
from contact.models import Enquiry, Step


def close_quiet() -> None:
    """Close what was answered and has been left alone for long enough. A tidying job."""
    limit = timezone.now() - retention.QUIET
    answered = Enquiry.objects.filter(state=Enquiry.State.ANSWERED, answered_at__lte=limit)
    for enquiry in answered.exclude(steps__at__gt=limit).order_by("pk"):
        handling.change_state(enquiry, Enquiry.State.CLOSED, None)


def erase_due() -> None:
    """Erase what has been kept long enough. A tidying job."""
    due = Enquiry.objects.filter(erased_at=None, erase_on__lte=timezone.localdate())
    for enquiry in due.order_by("erase_on", "pk"):
        erase(enquiry)


@transaction.atomic
def erase(enquiry: Enquiry, person: User | None = None) -> bool:
    """Erase the personal details of an enquiry and close it; False if they are gone already.

    Its letters go with it, sent or not: they hold the address, and one that waits holds the text.
    """
    row = handling.locked(enquiry)
    if row.is_erased:
        return False
    if row.state != Enquiry.State.CLOSED:
        handling.set_state(row, Enquiry.State.CLOSED)
    threads.letters(threads.message_ids(row)).delete()
    row.notes.update(text="")
    row.replies.update(subject="", text="")
    for name in Enquiry.PERSONAL:
        setattr(row, name, "")
    row.erased_at, row.erase_on = timezone.now(), None
    row.save()
    handling.note_step(row, Step.Verb.ERASED, person)
    return True
