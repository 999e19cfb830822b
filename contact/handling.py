"""What the desk does with an enquiry besides replying. Each act leaves a row: who, what, when.

Everybody acts on what their page showed, so an act that somebody else was quicker with changes
nothing, and its function says so.
"""

import logging

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from contact import promise, retention
from contact.models import Enquiry, Note, Step

logger = logging.getLogger(__name__)

State, Verb = Enquiry.State, Step.Verb
_VERBS = {State.OPEN: Verb.REOPENED, State.ANSWERED: Verb.ANSWERED, State.CLOSED: Verb.CLOSED}


class TakenMeanwhile(Exception):
    """An enquiry is in other hands than somebody's page showed."""


def signature(person: User | None) -> dict:
    """Return who did something, as its row keeps it."""
    if person is None:
        return {"by": None, "by_name": ""}
    return {"by": person, "by_name": full_name(person)}


def full_name(person: User) -> str:
    """Return a name that says who it was even when the account is gone."""
    name = person.get_full_name()
    return f"{name} ({person.username})" if name else person.username


def locked(enquiry: Enquiry) -> Enquiry:
    """Return the row as it is stored now; nobody else changes it before the transaction ends."""
    return Enquiry.objects.select_for_update().get(pk=enquiry.pk)


def note_step(enquiry: Enquiry, verb: str, person: User | None, **fields) -> Step:
    logger.info(
        f"enquiry {verb}",
        extra={"enquiry": enquiry.reference, "person": person and person.username},
    )
    return Step.objects.create(enquiry=enquiry, verb=verb, **signature(person), **fields)


@transaction.atomic
def show(enquiry: Enquiry, person: User) -> Enquiry:
    """Note that somebody sees the personal details now; return the enquiry with them."""
    note_step(enquiry, Verb.SHOWN, person)
    return Enquiry.objects.select_related("owner").get(pk=enquiry.pk)


def note_export(enquiries: list[Enquiry], person: User) -> None:
    """Note that somebody takes the personal details of these away in a file."""
    logger.info(
        "enquiries exported",
        extra={"enquiries": [row.reference for row in enquiries], "person": person.username},
    )
    by = signature(person)
    Step.objects.bulk_create(Step(enquiry=row, verb=Verb.EXPORTED, **by) for row in enquiries)


@transaction.atomic
def hand_over(enquiry: Enquiry, to: User, person: User, seen_owner: int | None) -> bool:
    """Put an enquiry into somebody's hands; False if it is there already.

    Raises TakenMeanwhile when it is no longer in the hands that the page showed (`seen_owner`).
    """
    row = locked(enquiry)
    if row.owner_id == to.pk or row.is_erased:
        return False
    if row.owner_id != seen_owner:
        raise TakenMeanwhile
    row.owner = to
    row.save(update_fields=["owner"])
    if to == person:
        note_step(row, Verb.TAKEN, person)
    else:
        note_step(row, Verb.HANDED_OVER, person, to_name=full_name(to))
    return True


@transaction.atomic
def change_state(enquiry: Enquiry, state: str, person: User | None) -> bool:
    """Open again, mark as answered or close; False if there was nothing to change."""
    row = locked(enquiry)
    if row.state == state or row.is_erased:
        return False
    if state == State.ANSWERED and row.state == State.CLOSED:
        return False
    set_state(row, state)
    note_step(row, _VERBS[State(state)], person)
    return True


def set_state(row: Enquiry, state: str) -> None:
    """Store a state and the times that go with it."""
    now = timezone.now()
    if state == State.OPEN:
        # A promise that is years old would be overdue for ever: it counts anew.
        row.due_on = promise.due_on(now)
    if state == State.ANSWERED:
        row.answered_at = row.answered_at or now
    row.closed_at = now if state == State.CLOSED else None
    row.erase_on = retention.erase_on(now) if state == State.CLOSED else None
    row.state = state
    row.save(update_fields=["state", "due_on", "answered_at", "closed_at", "erase_on"])


@transaction.atomic
def add_note(enquiry: Enquiry, text: str, person: User) -> bool:
    """Keep a note; False for an erased enquiry, where nothing would ever erase it again."""
    row = locked(enquiry)
    if not row.is_erased:
        Note.objects.create(enquiry=row, text=text, **signature(person))
    return not row.is_erased
