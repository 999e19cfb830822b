"""The start page: what waits for this person, how long it has, and one click to it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

import languages
from articles import rights
from articles.kinds import kinds
from contact.models import Enquiry
from desk import activity, ages, care, entries, reach, unsaved
from desk.queues import MOST, Counted, Queue, Waiting, dates, work
from languages.order import own_language_first

SHOWN = 5


@dataclass(frozen=True)
class Part:
    """One number of a tile; a link to exactly what it counts."""

    words: str
    count: Counted
    address: str
    note: str = ""
    is_alarm: bool = False
    # Shown although there is nothing, so that another number is not misread.
    is_said: bool = False


@dataclass(frozen=True)
class Tile:
    name: str
    parts: list[Part] = field(default_factory=list)
    # The page that shows all of it, with its name.
    more: tuple[str, str] | None = None

    @property
    def is_empty(self) -> bool:
        return not any(part.count.number for part in self.parts)


def of(person) -> dict:
    """Return what the start page shows. A fixed number of questions to the database."""
    found = {"tiles": [], "new": _new(person), "care": care.of(person)}
    if reach.sees_articles(person) and rights.may(person, rights.WRITE):
        found |= {
            "is_editorial": True,
            "tiles": _tiles(person),
            "drafts": entries.of(_newest(work.DRAFTS, person)),
            "unsaved": unsaved.entries(person, SHOWN),
            "week": _week(person),
            "published": activity.published(person),
            "activity": activity.lately(person),
        }
    if person.has_perm("contact.view_enquiry"):
        found["tiles"].append(_enquiries(person))
    return found


def _new(person) -> list[dict]:
    """Return the kinds the person may begin, as buttons."""
    if not rights.may(person, rights.WRITE):
        return []
    return [
        {
            "name": model._meta.verbose_name,
            "address": reverse(f"admin:{key.replace('.', '_')}_add"),
        }
        for key, model in kinds().items()
        if person.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")
    ]


def _tiles(person) -> list[Tile]:
    in_order = own_language_first()
    tiles = [
        Tile(
            _("My work"),
            [
                _part(person, work.DRAFTS, pgettext("part of my work", "Drafts")),
                _part(person, work.SENT_BACK, pgettext("part of my work", "Sent back")),
                _part(person, work.MINE_IN_REVIEW, pgettext("part of my work", "With a reviewer")),
                _part(person, work.MINE_APPROVED, pgettext("part of my work", "Approved")),
            ],
        ),
        Tile(
            _("Needs translation"),
            [_part(person, work.MISSING[code], _direction(code)) for code in in_order],
        ),
        Tile(
            _("Out of date"),
            [_part(person, work.OUTDATED[code], languages.short_name(code)) for code in in_order],
        ),
    ]
    if rights.may(person, rights.APPROVE):
        part = _part(person, work.IN_REVIEW, pgettext("queue", "To review"))
        tiles.append(Tile(_("Waiting for review"), [part]))
    if rights.may(person, rights.PUBLISH):
        part = _part(person, work.APPROVED, pgettext("queue", "To publish"))
        tiles.append(Tile(_("Approved, not yet published"), [part]))
    return [*tiles, *_tiles_of_dates(person)]


def _scheduled(person) -> Tile:
    soon = _part(person, dates.SCHEDULED, _("Next seven days"))
    later = _part(person, dates.LATER, pgettext("part of what is scheduled", "Later"))
    parts = [
        _part(person, dates.REFUSED, _("Not carried out")),
        replace(soon, is_said=later.count.number > 0),
        later,
        _part(person, dates.EXPIRING, _("Ending within 14 days")),
    ]
    name = pgettext("list of what is scheduled", "Schedule")
    more = (name, reverse("desk:schedule")) if person.has_perm("articles.view_article") else None
    return Tile(_("Scheduled"), parts, more)


def _tiles_of_dates(person) -> list[Tile]:
    return [
        _scheduled(person),
        Tile(
            _("To check again"),
            [
                _part(person, dates.MINE_TO_CHECK, pgettext("articles to check", "Mine")),
                _part(person, dates.TO_CHECK, pgettext("articles to check", "All")),
            ],
        ),
    ]


def _direction(code: str) -> str:
    """Return "English → Chinese" for what is missing in Chinese."""
    sources = [languages.short_name(other) for other in languages.others(code)]
    return f"{' / '.join(sources)} → {languages.short_name(code)}"


def _part(person, queue: Queue, words: str) -> Part:
    count = queue.count(person)
    return Part(
        words,
        count,
        reverse("desk:queue", args=[queue.key]),
        _note(queue, count),
        queue.is_alarm and count.number > 0,
    )


def _note(queue: Queue, count: Counted) -> str:
    if not count.first:
        return ""
    if queue.is_ahead:
        return _("next: %(moment)s") % {"moment": ages.moment(count.first)}
    return _("oldest: %(age)s") % {"age": ages.age(count.first)}


def _newest(queue: Queue, person) -> list[Waiting]:
    return (queue.articles(person, is_turned=True) or [])[:SHOWN]


def _week(person) -> list[dict]:
    """Return the next seven days with how many articles appear or change on each."""
    rows = dates.SCHEDULED.rows(person)
    found = [] if rows is None else rows.order_by("since")[:MOST]
    days = [day for day, _record in {(_day(row["since"]), row["record"]) for row in found}]
    today = timezone.localdate()
    week = [today + timedelta(days=ahead) for ahead in range(dates.WEEK)]
    return [
        {
            "name": date_format(day, "D"),
            "day": date_format(day, "j"),
            "count": days.count(day),
            "address": f"{reverse('desk:schedule')}#day-{day:%Y-%m-%d}",
        }
        for day in week
    ]


def _day(moment: datetime):
    return timezone.localtime(moment).date()


def _enquiries(person) -> Tile:
    waiting = Enquiry.objects.waiting().order_by("due_on").values("due_on")[: MOST + 1]
    found = waiting.aggregate(
        open=Count("due_on"),
        overdue=Count("due_on", filter=Q(due_on__lt=timezone.localdate())),
        first=Min("due_on"),
    )
    mine = Enquiry.objects.filter(owner=person).exclude(state=Enquiry.State.CLOSED)
    found["mine"] = mine[: MOST + 1].count()
    first = _("first due: %(day)s") % {"day": ages.moment(found["first"])}
    words = {
        "overdue": pgettext("list of enquiries", "Overdue"),
        "open": pgettext("list of enquiries", "Open"),
        "mine": pgettext("list of enquiries", "Mine"),
    }
    address = reverse("admin:contact_enquiry_changelist")
    parts = [
        Part(
            name,
            Counted(found[key]),
            f"{address}?list={key}",
            first if key == "open" and found["first"] else "",
            is_alarm=key == "overdue" and found[key] > 0,
        )
        for key, name in words.items()
    ]
    return Tile(_("Enquiries"), parts)
