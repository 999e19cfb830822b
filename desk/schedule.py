"""Everything that is scheduled, as a list by day and as a calendar of a month."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

import languages
from articles import rights, strands
from articles.desk import panels
from articles.desk.order import own_language_first
from articles.models import Act, Article
from articles.telling import address
from languages import column

# More than anybody reads; what comes later stands in its month.
MOST = 500
MONTHS_AHEAD = 24


@dataclass(frozen=True)
class Entry:
    """Something that happens to an article at a moment, in some languages."""

    at: datetime
    what: str
    article: Article
    languages: str
    order: Act | None = None
    trouble: str = ""
    may_act: bool = False

    @property
    def address(self) -> str:
        return address(self.article)

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()

    def place(self, name: str) -> str:
        app_and_model = self.article.kind.replace(".", "_")
        return reverse(f"admin:{app_and_model}_{name}", args=[self.article.pk])

    @property
    def try_again(self) -> str:
        return self.place("try-again")

    @property
    def cancel(self) -> str:
        return self.place("cancel")


def page(request: HttpRequest) -> HttpResponse:
    """Show what is scheduled; in red above it, what should have happened and has not."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    wanted = [code for code in languages.codes() if code == request.GET.get("language")]
    codes = wanted or languages.codes()
    orders = _orders(request.user, codes)
    entries = sorted([*_by_themselves(codes), *orders], key=lambda entry: entry.at)
    coming = [entry for entry in entries if not entry.trouble]
    month = _month(request.GET.get("month", ""))
    context = {
        **admin.site.each_context(request),
        "title": pgettext("list of what is scheduled", "Schedule"),
        "troubles": [entry for entry in orders if entry.trouble],
        "days": _days(coming),
        "weeks": _weeks(coming, month) if month else None,
        "month": month,
        "this_month": timezone.localdate().replace(day=1),
        "earlier": _shifted(month, -1) if month else None,
        "later": _shifted(month, 1) if month else None,
        "weekdays": [date(2024, 1, day) for day in range(1, 8)],
        "language": wanted[0] if wanted else "",
        "choices": [(code, languages.short_name(code)) for code in own_language_first()],
        "is_capped": len(coming) >= MOST,
    }
    return render(request, "admin/desk_app/schedule.html", context)


def _by_themselves(codes: list[str]) -> list[Entry]:
    """Return first publications and ends, which nothing has to carry out."""
    now = timezone.now()
    names = [column(name, code) for name in ("published_at", "expires_at") for code in codes]
    ahead = Q()
    for name in names:
        ahead |= Q(**{f"{name}__gt": now})
    rows = Article.objects.live().filter(ahead).for_lists().order_by("pk")[:MOST]
    return [entry for row in rows for entry in _of_article(row, codes, now)]


def _of_article(row: Article, codes: list[str], now: datetime) -> list[Entry]:
    moments = defaultdict(list)
    for code in codes:
        start, end = row.published_at(code), row.expires_at(code)
        if start and start > now:
            moments[start, pgettext("in the schedule", "appears")].append(code)
        if start and end and end > now:
            moments[end, _("is taken down")].append(code)
    return [
        Entry(at, what, row, panels.strand_names(found)) for (at, what), found in moments.items()
    ]


def _orders(user, codes: list[str]) -> list[Entry]:
    """Return the updates that wait for their time, or for somebody to mend them."""
    acts = Act.objects.pending().order_by("due_at").select_related("article__category__section")
    bodies = ["body", *(column("body", code) for code in languages.codes())]
    acts = acts.defer(*(f"article__{name}" for name in bodies))
    return [
        Entry(
            act.due_at,
            _("is updated"),
            act.article,
            panels.strand_names(act.strands),
            act,
            panels.order_trouble(act),
            _may_publish(user, act),
        )
        for act in acts[:MOST]
        # Shared facts change the pages of every language.
        if {*act.strands} & {*codes, "shared"}
    ]


def _may_publish(user, act: Act) -> bool:
    shown = [code for code in languages.codes() if act.article.published_at(code)]
    concerned = {*act.strands} - {strands.SHARED}
    # Shared facts change the pages of every language.
    concerned |= {*shown} if strands.SHARED in act.strands else set()
    place = act.article.category
    anywhere = rights.may(user, rights.PUBLISH, place)
    return anywhere and all(rights.may(user, rights.PUBLISH, place, code) for code in concerned)


def _days(entries: list[Entry]) -> list[tuple[date, list[Entry]]]:
    days = defaultdict(list)
    for entry in entries:
        days[entry.day].append(entry)
    return list(days.items())


def _weeks(entries: list[Entry], month: date) -> list[list[dict]]:
    days, today = dict(_days(entries)), timezone.localdate()
    return [
        [
            {"day": day, "is_of_month": day.month == month.month, "is_today": day == today}
            | {"entries": days.get(day, [])}
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.month)
    ]


def _month(text: str) -> date | None:
    """Return the first day of a month such as 2026-11, kept within what can be scheduled."""
    first = timezone.localdate().replace(day=1)
    try:
        wanted = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    last = first
    for _step in range(MONTHS_AHEAD):
        last = _next(last)
    return min(max(wanted, first), last)


def _shifted(month: date, by: int) -> date | None:
    if by > 0:
        return _month(f"{_next(month):%Y-%m}")
    year, number = (month.year - 1, 12) if month.month == 1 else (month.year, month.month - 1)
    earlier = date(year, number, 1)
    return earlier if earlier >= timezone.localdate().replace(day=1) else None


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
