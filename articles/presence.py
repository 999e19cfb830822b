"""Who has an article open in the desk just now. It locks nothing; people are told of each other."""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from articles.models import Presence

# A page with script is heard of every half minute; one without only when it is opened.
SILENT, OPENED = timedelta(minutes=2), timedelta(minutes=15)
KEPT = timedelta(days=1)


def arrive(article_pk: int, person) -> list[Presence]:
    """Remember that somebody has opened an article; return the others who have it open."""
    return _note(article_pk, person, is_opening=True)


def go_on(article_pk: int, person) -> list[Presence]:
    """Remember that somebody still has it open; return the others."""
    return _note(article_pk, person, is_opening=False)


def _note(article_pk: int, person, *, is_opening: bool) -> list[Presence]:
    now = timezone.now()
    there = [*_there(article_pk, now)]
    mine = next((each for each in there if each.person_id == person.pk), None)
    was_heard = mine is not None and mine.seen_at > mine.opened_at
    since = mine.opened_at if mine and (was_heard or not is_opening) else now
    row = Presence(article_id=article_pk, person=person, opened_at=since, seen_at=now)
    if not is_opening and since == now:
        # Whoever is heard of has a script, also when the page was forgotten meanwhile.
        row.opened_at -= timedelta(seconds=1)
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["article", "person"],
        update_fields=["opened_at", "seen_at"],
    )
    return [each for each in there if each is not mine]


def others(article_pk: int, person) -> list[Presence]:
    """Return the others who have an article open."""
    return [*_there(article_pk, timezone.now()).exclude(person=person)]


def leave(article_pk: int, person) -> None:
    Presence.objects.filter(article_id=article_pk, person=person).delete()


def _there(article_pk: int, now: datetime):
    is_heard = Q(seen_at__gt=now - SILENT)
    is_new = Q(seen_at=F("opened_at"), opened_at__gt=now - OPENED)
    rows = Presence.objects.filter(is_heard | is_new, article_id=article_pk)
    return rows.select_related("person").order_by("opened_at", "pk")


def forget_old() -> None:
    """Forget who had what open. A tidying job."""
    Presence.objects.filter(seen_at__lt=timezone.now() - KEPT).delete()
