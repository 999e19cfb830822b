"""The page of one queue: exactly the rows that the start page has counted, fifty a page."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from desk import entries
from desk.queues import MOST
from desk.queues.known import QUEUES

PER_PAGE = 50
NEWEST = "newest"


class Bounded(Paginator):
    """Counts as far as the start page does; whoever has worked through these sees the others."""

    @cached_property
    def count(self) -> int:
        return self.object_list[:MOST].count()


def queue_page(request: HttpRequest, key: str) -> HttpResponse:
    queue = QUEUES.get(key)
    rows = queue.rows(request.user) if queue else None
    if rows is None:
        raise Http404
    is_turned = request.GET.get("order") == NEWEST
    order = ("-since", "-record") if is_turned else ("since", "record")
    page = Bounded(rows.order_by(*order), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": queue.name,
        "queue": queue,
        "page": page,
        "entries": entries.of(page.object_list, queue.opens),
        "is_turned": is_turned,
        "is_more": page.paginator.count == MOST,
        "most": MOST,
    }
    return render(request, "admin/desk_app/queue.html", context)
