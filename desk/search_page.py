"""The page of the search: ten of each group, or all of one."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles import words
from desk.finding import Asked
from desk.finding.everything import find


def search_page(request: HttpRequest) -> HttpResponse:
    asked = Asked(words.typed(request.GET.get("q", "")), request.user)
    only = request.GET.get("in", "")
    groups = find(asked, only, request.GET.get("p", ""))
    context = {
        **admin.site.each_context(request),
        "title": _("Search"),
        "q": asked.q,
        "groups": groups,
        "only": only,
    }
    return render(request, "admin/desk_app/search.html", context)
