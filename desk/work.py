"""The page of one queue: exactly the articles that the start page has counted, fifty a page."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from desk import entries
from desk.queues import MOST
from desk.queues.known import QUEUES

PER_PAGE = 50
NEWEST = "newest"


def queue_page(request: HttpRequest, key: str) -> HttpResponse:
    queue = QUEUES.get(key)
    is_turned = request.GET.get("order") == NEWEST
    waiting = queue.articles(request.user, is_turned=is_turned) if queue else None
    if waiting is None:
        raise Http404
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("p"))
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
