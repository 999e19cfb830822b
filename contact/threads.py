"""The mails about one enquiry: their ids, by which mail programs and the outbox know them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from contact.models import Enquiry
from post.models import Letter


def message_ids(enquiry: Enquiry) -> list[str]:
    """Return the ids of all mails about an enquiry, the oldest first."""
    replies = enquiry.replies.order_by("at", "pk").values_list("message_id", flat=True)
    return [each for each in (enquiry.acknowledged_by, *replies) if each]


def headers(enquiry: Enquiry, message_id: str) -> dict[str, str]:
    """Return what makes a new mail follow the ones before it (RFC 5322, 3.6.4)."""
    known = message_ids(enquiry)
    thread = {"In-Reply-To": known[-1], "References": " ".join(known)} if known else {}
    return {"Message-ID": message_id, **thread}


def letters(known: Iterable[str]) -> QuerySet[Letter]:
    return Letter.objects.filter(message_id__in=list(known))
