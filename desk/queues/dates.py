"""Queues by the calendar: what will appear, what will end, what has to be read again."""

from datetime import UTC, datetime, timedelta

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles import rights, strands
from articles.models import Act, Article
from articles.scheduled import overdue
from desk import reach
from desk.queues import COLUMNS, Queue
from languages import codes, column

WEEK = 7
FORTNIGHT = timedelta(days=14)


def scheduled(person: User) -> QuerySet | None:
    """Ask for first publications and updates of the next seven days."""
    return _appearing(person, timezone.now(), end_of_week())


def scheduled_later(person: User) -> QuerySet | None:
    """Ask for what is scheduled beyond these days."""
    return _appearing(person, end_of_week(), datetime.max.replace(tzinfo=UTC))


def _appearing(person: User, after: datetime, until: datetime) -> QuerySet | None:
    orders = Act.objects.pending().filter(due_at__gt=after, due_at__lte=until)
    first = _by_language(person, "published_at", after, until)
    return _joined([*first, *_by_strand(person, orders)])


def end_of_week() -> datetime:
    """Return the end of the sixth day after today, as people count seven days."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=WEEK)


def refused(person: User) -> QuerySet | None:
    """Ask for orders that could not be carried out, or should have been by now."""
    return _joined(_by_strand(person, overdue()))


def expiring(person: User) -> QuerySet | None:
    now = timezone.now()
    return _joined(_by_language(person, "expires_at", now, now + FORTNIGHT))


def to_check(person: User) -> QuerySet | None:
    open_to = _anywhere(person)
    if not open_to:
        return None
    return _to_check().filter(*open_to).values(*COLUMNS)


def mine_to_check(person: User) -> QuerySet | None:
    return _to_check().filter(owner=person).values(*COLUMNS) if _anywhere(person) else None


def _to_check() -> QuerySet:
    until = timezone.localdate() + FORTNIGHT
    rows = _live_articles().filter(review_by__isnull=False, review_by__lte=until)
    return rows.annotate(record=F("id"), language=_text(""), since=F("review_by"))


def _anywhere(person: User) -> list[Q]:
    """Return the condition for articles the person may write in, as a list that may be empty."""
    found = reach.where(person, rights.WRITE)
    return [] if found is None else [found]


def _by_language(person: User, name: str, after, until) -> list[QuerySet]:
    parts = []
    for code in codes():
        open_to = reach.where(person, rights.WRITE, code)
        if open_to is None:
            continue
        moment = column(name, code)
        within = {f"{moment}__gt": after, f"{moment}__lte": until}
        rows = _live_articles().filter(open_to, **within)
        rows = rows.annotate(record=F("id"), language=_text(code), since=F(moment))
        parts.append(rows.values(*COLUMNS))
    return parts


def _live_articles() -> QuerySet:
    # Not through the manager: modeltranslation would change the order of the columns, by which
    # a union puts its parts together.
    return QuerySet(Article).filter(live__isnull=True)


def _by_strand(person: User, orders: QuerySet) -> list[QuerySet]:
    """Return the orders of what the person may write in, a row for each language they change."""
    parts = []
    for name in strands.names():
        # Shared facts change the pages of every language.
        code = None if name == strands.SHARED else name
        open_to = reach.where(person, rights.WRITE, code, "article__")
        if open_to is not None:
            rows = orders.filter(open_to, strands__has_key=name)
            rows = rows.annotate(record=F("article_id"), language=_text(name), since=F("due_at"))
            parts.append(rows.values(*COLUMNS))
    return parts


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _joined(parts: list[QuerySet]) -> QuerySet | None:
    return parts[0].union(*parts[1:], all=True) if parts else None


SCHEDULED = Queue(
    "scheduled",
    _("Scheduled in the next seven days"),
    scheduled,
    _("appears"),
    _("First publications and updates that are ordered; they appear by themselves."),
    is_ahead=True,
    topic="publishing",
)
LATER = Queue(
    "later",
    _("Scheduled for later"),
    scheduled_later,
    _("appears"),
    _("First publications and updates that are ordered; they appear by themselves."),
    is_ahead=True,
    topic="publishing",
)
REFUSED = Queue(
    "refused",
    _("Not carried out in time"),
    refused,
    _("was due"),
    _("These updates should be public by now and are not. Open the article to see why."),
    is_alarm=True,
    topic="publishing",
)
EXPIRING = Queue(
    "expiring",
    _("Ending within 14 days"),
    expiring,
    _("ends"),
    _("After its end visitors no longer find the text. Give it a later end if it still holds."),
    is_ahead=True,
    topic="publishing",
)
MINE_TO_CHECK = Queue(
    "check-mine",
    _("Mine to check again"),
    mine_to_check,
    _("check by"),
    _("You are responsible for these. Read them, then give the next day by which to read them."),
    is_ahead=True,
)
TO_CHECK = Queue(
    "check",
    _("To be checked again within 14 days"),
    to_check,
    _("check by"),
    _("Somebody has to read these again and say that they still hold."),
    is_ahead=True,
)
