"""Sample enquiries for the desk of a demo. They are rows only: nobody is written to."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from contact import promise, retention
from contact.models import Enquiry, Note, Reply, Step

FILE = Path(__file__).with_name("enquiries.toml")
OFFICER = {"by": None, "by_name": "Sample Officer 示例工作人员"}
TEXTS = ("name", "organisation", "email", "country", "phone", "kind", "sector")


def load_enquiries() -> int:
    """Make the sample enquiries that are not there yet; return how many."""
    samples = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return sum(_load(f"sample-{key}", data) for key, data in samples.items())


@transaction.atomic
def _load(sending: str, data: dict) -> bool:
    if Enquiry.objects.filter(sending=sending).exists():
        return False
    received = _days_ago(data, "received")
    enquiry = Enquiry.objects.create(
        sending=sending,
        **{name: data.get(name, "") for name in TEXTS},
        message=data["message"].strip(),
        language=data["language"],
        answer_language=data.get("answer_language", data["language"]),
        created_at=received,
        consented_at=received,
        due_on=timezone.localdate() if "due_today" in data else promise.due_on(received),
        told_at=received,
    )
    if "note" in data:
        Note.objects.create(enquiry=enquiry, text=data["note"], at=received, **OFFICER)
    _answer(enquiry, data)
    return True


def _answer(enquiry: Enquiry, data: dict) -> None:
    if answered := _days_ago(data, "answered"):
        Reply.objects.create(
            enquiry=enquiry,
            language=enquiry.answer_language,
            subject=enquiry.reference,
            text=data["reply"].strip(),
            at=answered,
            **OFFICER,
        )
        Step.objects.create(enquiry=enquiry, verb=Step.Verb.REPLIED, at=answered, **OFFICER)
        enquiry.state, enquiry.answered_at = Enquiry.State.ANSWERED, answered
    if closed := _days_ago(data, "closed"):
        Step.objects.create(enquiry=enquiry, verb=Step.Verb.CLOSED, at=closed, **OFFICER)
        enquiry.state, enquiry.closed_at = Enquiry.State.CLOSED, closed
        enquiry.erase_on = retention.erase_on(closed)
    enquiry.save()


def _days_ago(data: dict, what: str) -> datetime | None:
    days = data.get(f"{what}_days_ago")
    return None if days is None else timezone.now() - timedelta(days=days)
