"""Everything that is scheduled, as a list by day and as a calendar of a month."""

import calendar
from collections import defaultdict
from datetime import date

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext

import languages
from desk import planned
from desk.planned import Planned, articles
from languages.order import own_language_first

MONTHS_AHEAD = 24


def page(request: HttpRequest) -> HttpResponse:
    """Show what is scheduled; in red above it, what should have happened and has not."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    wanted = [code for code in languages.codes() if code == request.GET.get("language")]
    codes = wanted or languages.codes()
    orders = articles.orders(request.user, codes)
    found = [*articles.by_themselves(codes), *orders, *planned.besides(request.user, codes)]
    entries = sorted(found, key=lambda entry: entry.at)
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
        "is_capped": len(coming) >= planned.MOST,
    }
    return render(request, "admin/desk_app/schedule.html", context)


def _days(entries: list[Planned]) -> list[tuple[date, list[Planned]]]:
    days = defaultdict(list)
    for entry in entries:
        days[entry.day].append(entry)
    return list(days.items())


def _weeks(entries: list[Planned], month: date) -> list[list[dict]]:
    days, today = dict(_days(entries)), timezone.localdate()
    return [
        [
            {"day": day, "is_of_month": day.month == month.month, "is_today": day == today}
            | {"entries": days.get(day, [])}
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.month)
        # Nothing is planned in weeks that are over.
        if week[-1] >= today
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
