"""Mail to the people of the enquiry desk. It names numbers and dates, and nobody."""

import logging
from datetime import time, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from accounts.models import User
from articles.addresses import absolute
from contact import working_days
from contact.models import Enquiry, MorningRound

logger = logging.getLogger(__name__)

ROLE = "enquiry-desk"
# Between two mails about new enquiries.
PAUSE = timedelta(minutes=10)
MORNING = time(8, 30)
# The list in a mail ends here; the page it links to has them all.
MOST_LISTED = 30


def tell_of_new() -> None:
    """Tell the desk what has come in. A worker's job: one question when nothing has."""
    if not Enquiry.objects.filter(told_at=None).exists():
        return
    now = timezone.now()
    if Enquiry.objects.filter(told_at__gt=now - PAUSE).exists():
        return
    with transaction.atomic():
        # Of two workers, the one that changes the rows writes the mails.
        Enquiry.objects.filter(told_at=None).update(told_at=now)
        new = Enquiry.objects.filter(told_at=now).waiting()
        if new.exists():
            _write(new, _subject_of_new, "contact/desk/new.txt")


def remind() -> None:
    """Tell the desk on working mornings what has to be answered. A worker's job."""
    now = timezone.localtime()
    today = now.date()
    if now.time() < MORNING or MorningRound.objects.filter(day=today).exists():
        return
    with transaction.atomic():
        if not _is_ours(today) or not working_days.is_working_day(today):
            return
        due = Enquiry.objects.waiting().filter(due_on__lte=today)
        if due.exists():
            _write(due, _subject_of_due, "contact/desk/due.txt")


def _is_ours(today) -> bool:
    try:
        with transaction.atomic():
            MorningRound.objects.create(day=today)
    except IntegrityError:
        # Another worker does it.
        return False
    MorningRound.objects.filter(day__lt=today).delete()
    return True


def people() -> QuerySet[User]:
    """Return who is written to."""
    desk = User.objects.filter(groups__role__key=ROLE, is_active=True)
    return desk.exclude(email="").distinct()


def _write(enquiries, subject, template: str) -> None:
    rows = list(enquiries.defer(*Enquiry.PERSONAL).order_by("due_on", "pk"))
    readers = list(people())
    if not readers:
        logger.warning("nobody to tell about enquiries", extra={"count": len(rows)})
    for person in readers:
        with override(person.interface_language or settings.LANGUAGE_CODE):
            EmailMessage(
                subject=subject(len(rows)),
                body=render_to_string(template, _context(rows)),
                to=[person.email],
                headers={"Auto-Submitted": "auto-generated"},
            ).send()


def _context(rows: list[Enquiry]) -> dict:
    address = absolute(reverse("admin:contact_enquiry_changelist"))
    return {
        "enquiries": rows[:MOST_LISTED],
        "more": len(rows[MOST_LISTED:]),
        "address": f"{address}?list=open",
    }


def _subject_of_new(count: int) -> str:
    return ngettext("%(count)d new enquiry", "%(count)d new enquiries", count) % {"count": count}


def _subject_of_due(count: int) -> str:
    text = ngettext(
        "%(count)d enquiry has to be answered today",
        "%(count)d enquiries have to be answered today",
        count,
    )
    return text % {"count": count}
