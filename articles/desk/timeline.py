"""The history of a record as one list: saved versions, acts, and what else the admin noted.

A page of it is found by one question over the three tables, and loaded by one for each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

import languages
from articles import facts, outlook, strands
from articles.desk import back_again, preview_frame
from articles.desk.panels import strand_names, when
from articles.models import Act, Article, Revision
from languages.order import own_language_first

PER_PAGE = 50
REVISION, ACT, NOTED = "revision", "act", "noted"
# What the admin notes of a save or an act comes a moment after it.
SAME_MOMENT = timedelta(seconds=5)
VERBS = {
    Act.Verb.PUBLISH: pgettext_lazy("history", "Published"),
    Act.Verb.WITHDRAW: pgettext_lazy("history", "Taken down"),
    Act.Verb.UNDO: pgettext_lazy("history", "Publication undone"),
    Act.Verb.SUBMIT: pgettext_lazy("history", "Submitted for review"),
    Act.Verb.APPROVE: pgettext_lazy("history", "Approved"),
    Act.Verb.SEND_BACK: pgettext_lazy("history", "Sent back"),
    Act.Verb.CONFIRM: pgettext_lazy("history", "Confirmed as current"),
    Act.Verb.SMALL_EDIT: pgettext_lazy("history", "Small edit, the translation stays valid"),
    Act.Verb.RESTORE: pgettext_lazy("history", "Earlier version restored"),
}


@dataclass
class Entry:
    """One line of the history."""

    kind: str
    at: datetime
    by: models.Model | None
    what: str
    note: str = ""
    remarks: list[str] = field(default_factory=list)
    # What visitors were told, with the language of each: (tag, words).
    public_notes: list[tuple[str, str]] = field(default_factory=list)
    is_alarm: bool = False
    strand: str = ""
    number: int = 0
    # What the address of the preview of a version asks for.
    preview: str = ""


def page_of(live: Article, strand: str, number: str | None) -> tuple[Page, list[Entry]]:
    """Return a page of the history, the newest first; of one strand if it is named."""
    places = _revisions(live, strand).union(_acts(live, strand), all=True)
    if not strand:
        places = places.union(_noted(live), all=True)
    paginator = Paginator(places.order_by("-at", "-order", "-key"), PER_PAGE)
    page = paginator.get_page(number)
    return page, list(_loaded(list(page.object_list)))


def _place(rows: models.QuerySet, kind: str, order: int, moment: str) -> models.QuerySet:
    # At one moment the act stands over the version that it made.
    order_value = Value(order, output_field=models.IntegerField())
    kind_value = Value(kind, output_field=models.CharField())
    return rows.order_by().values(at=F(moment), order=order_value, type=kind_value, key=F("pk"))


def _revisions(live: Article, strand: str) -> models.QuerySet:
    rows = Revision.objects.filter(article_id=live.pk)
    rows = rows.filter(strand=strand) if strand else rows
    return _place(rows, REVISION, 1, "created_at")


def _acts(live: Article, strand: str) -> models.QuerySet:
    rows = Act.objects.filter(article_id=live.pk)
    rows = rows.filter(strands__has_key=strand) if strand else rows
    return _place(rows, ACT, 2, "created_at")


def _noted(live: Article) -> models.QuerySet:
    """Return what the admin noted and neither a version nor an act says."""
    moment = OuterRef("action_time")
    near = Q(created_at__gte=moment - SAME_MOMENT, created_at__lte=moment + SAME_MOMENT)
    same = (rows.filter(near, article_id=live.pk) for rows in (Revision.objects, Act.objects))
    known = (~Exists(rows) for rows in same)
    return _place(_noted_about(live).filter(*known), NOTED, 0, "action_time")


def _loaded(places: list[dict]) -> Iterator[Entry]:
    keys: dict[str, list[int]] = {REVISION: [], ACT: [], NOTED: []}
    for place in places:
        keys[place["type"]].append(place["key"])
    revisions = Revision.objects.defer("content").select_related("created_by")
    rows = {
        REVISION: revisions.in_bulk(keys[REVISION]),
        ACT: Act.objects.with_undone().select_related("by").defer("before").in_bulk(keys[ACT]),
        NOTED: LogEntry.objects.select_related("user").in_bulk(keys[NOTED]),
    }
    written = {REVISION: of_revision, ACT: _of_act, NOTED: _of_note}
    for place in places:
        # Somebody may have deleted a row since the places were counted.
        if row := rows[place["type"]].get(place["key"]):
            yield written[place["type"]](row)


def _noted_about(live: Article) -> models.QuerySet:
    kind = ContentType.objects.get_for_model(type(live))
    rows = LogEntry.objects.filter(content_type=kind, object_id=str(live.pk))
    return rows.select_related("user")


def version_name(strand: str, number: int) -> str:
    """Return `English, version 12`."""
    words = pgettext("a saved version", "%(strand)s, version %(number)s")
    name = _("Shared facts") if strand == strands.SHARED else languages.short_name(strand)
    return words % {"strand": name, "number": number}


def of_revision(row: Revision) -> Entry:
    return Entry(
        REVISION,
        timezone.localtime(row.created_at),
        row.created_by,
        version_name(row.strand, row.number),
        row.note,
        strand=row.strand,
        number=row.number,
        preview=urlencode(_preview(row)),
    )


def _preview(row: Revision) -> dict[str, str]:
    # Facts are looked at beside the text of both languages.
    is_shared = row.strand == strands.SHARED
    lang = preview_frame.BOTH if is_shared else languages.prefix(row.strand)
    return {"state": outlook.version_name(row.strand, row.number), "lang": lang}


def _of_act(row: Act) -> Entry:
    words = _("%(act)s: %(what)s") % {
        "act": _verb(row),
        "what": _with_versions(row.strands) or strand_names(row.strands),
    }
    notes = [
        (languages.html_lang(code), text)
        for code in own_language_first()
        if (text := row.public_notes.get(code))
    ]
    remarks = list(_remarks(row))
    entry = Entry(ACT, timezone.localtime(row.created_at), row.by, words, row.note, remarks, notes)
    entry.is_alarm = bool(row.is_exception or row.refused_at)
    return entry


def _verb(row: Act) -> str:
    if row.is_ahead:
        return pgettext("history", "Scheduled for %(time)s") % {"time": when(row.due_at)}
    if row.verb == Act.Verb.UNDO and row.undone_verb == Act.Verb.WITHDRAW:
        words = pgettext("history", "Withdrawal undone (%(again)s)")
        return words % {"again": back_again.of_act(row)}
    if is_unscheduling(row):
        return pgettext("history", "Schedule cancelled")
    if facts.is_judgement(row):
        return pgettext("history", "The translation stays valid")
    return str(VERBS[row.verb])


def is_unscheduling(row: Act) -> bool:
    """Tell whether an undoing, as `with_undone` loads it, took back what was still ahead."""
    if row.verb != Act.Verb.UNDO:
        return False
    # Languages can be taken back singly, and then no act is undone as a whole.
    return row.undone_due_at is None or row.undone_due_at > row.done_at


def _with_versions(numbers: dict) -> str:
    said = [version_name(name, numbers[name]) for name in strands.names() if numbers.get(name)]
    return pgettext("between versions", "; ").join(said)


def _remarks(row: Act) -> Iterator[str]:
    if row.is_exception:
        yield _("Published without a second person.")
    if row.change:
        yield str(row.get_change_display())
    is_over = row.cancelled_at or row.undone_at
    if row.is_ahead and row.done_at and row.due_at <= timezone.now() and not is_over:
        yield _("Took effect on %(time)s, Beijing time.") % {"time": when(row.due_at)}
    if row.refused_at:
        yield _("Could not be carried out: %(why)s") % {"why": row.refusal or "–"}
    if row.cancelled_at:
        yield _("Cancelled on %(time)s.") % {"time": when(row.cancelled_at)}
    if row.undone_at:
        yield _("Undone on %(time)s.") % {"time": when(row.undone_at)}


def _of_note(row: LogEntry) -> Entry:
    moment = timezone.localtime(row.action_time)
    return Entry(NOTED, moment, row.user, str(row.get_change_message()))
