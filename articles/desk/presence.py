"""Who else has this open: told when the form opens, and again and again while it is."""

import functools
import operator

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from articles import presence, rights, strands
from articles.desk import merging, panels
from articles.desk.records import POST, RecordViews
from articles.models import Article, Presence, Revision

# Versions saved while a form stood open.
MOST_READ = 50


class PresenceViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [*super().record_urls(), self.record_url("presence", self.presence_view, POST)]

    def form_context(self, request: HttpRequest, live: Article | None, row: Article | None) -> dict:
        context = super().form_context(request, live, row)
        if live is None:
            return context
        if rights.may(request.user, rights.WRITE, live.category):
            is_open = row.is_working_copy or not live.has_publication
            there = presence.arrive if is_open else presence.others
            context |= {
                "people": [_words(each) for each in there(live.pk, request.user)],
                "presence": self.address_of(live, "presence") if is_open else "",
            }
        return context

    def presence_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hear from an open form; say who else is there and what was saved since it was opened."""
        live = self.record(request, pk, rights.WRITE)
        if "leave" in request.POST:
            presence.leave(live.pk, request.user)
            return HttpResponse(status=204)
        people = [_words(each) for each in presence.go_on(live.pk, request.user)]
        opened = merging.opened_versions(request.POST)
        return JsonResponse({"people": people, "saved": _saved_since(live, opened, request.user)})


def _words(row: Presence) -> str:
    start, today = localtime(row.opened_at), localtime(now())
    format_name = "TIME_FORMAT" if start.date() == today.date() else "DATETIME_FORMAT"
    return _("%(person)s has had this open since %(time)s.") % {
        "person": row.person,
        "time": date_format(start, format_name),
    }


def _saved_since(live: Article, opened: dict[str, int], person) -> list[str]:
    """Say who has saved which text since the form was opened, the latest of each."""
    newest: dict[str, Revision] = {}
    is_newer = [Q(strand=strand, number__gt=number) for strand, number in opened.items()]
    rows = Revision.objects.filter(functools.reduce(operator.or_, is_newer), article_id=live.pk)
    rows = rows.exclude(created_by=person).select_related("created_by").defer("content")
    for row in rows.order_by("-number")[:MOST_READ]:
        newest.setdefault(row.strand, row)
    return [
        _("%(person)s saved a newer version at %(time)s: %(what)s.")
        % {
            "person": newest[strand].created_by or _("Somebody"),
            "time": panels.when(newest[strand].created_at),
            "what": panels.strand_names([strand]),
        }
        for strand in strands.names()
        if strand in newest
    ]
