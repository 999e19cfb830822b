"""Choosing a picture of the library in a dialog, and writing what one use of it says."""

import json

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

import languages
from languages import column
from library.desk.receiving import described
from library.finding import with_words
from library.models import Collection, Picture

PAGE_SIZE = 24
# Digits; more do not fit into the database.
LONGEST_NUMBER = 18


@require_safe
def choose_picture(request: HttpRequest) -> HttpResponse:
    """Show the newest pictures, or those that hold every word asked for, as part of a page."""
    _refuse_strangers(request)
    rows = with_words(Picture.objects.in_library().order_by("-pk"), request.GET.get("q", ""))
    collection = request.GET.get("collection", "")
    if collection.isdecimal() and len(collection) <= LONGEST_NUMBER:
        rows = rows.filter(collection=collection)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pictures": [(picture, json.dumps(described(picture))) for picture in page],
        "collections": sorted(Collection.objects.all(), key=lambda each: each.position),
        "collection": collection,
        "q": request.GET.get("q", ""),
    }
    return render(request, "admin/library/choose.html", context)


@require_safe
def picture_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what a text says of a picture in one language, beginning with the library's words."""
    _refuse_strangers(request)
    try:
        language = languages.normalise(request.GET.get("language", ""))
    except languages.UnknownLanguage as error:
        raise Http404 from error
    picture = get_object_or_404(Picture, pk=pk)
    context = {
        "picture": picture,
        "tag": languages.html_lang(language),
        "texts": {
            name: getattr(picture, column(name, language)) or "" for name in Picture.USE_TEXTS
        },
        "is_new": "new" in request.GET,
    }
    return render(request, "admin/library/picture_use.html", context)


@require_safe
def picture_thumbnail(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the picture as it is now, for pages that know its number only."""
    _refuse_strangers(request)
    response = HttpResponseRedirect(get_object_or_404(Picture, pk=pk).thumbnail)
    patch_cache_control(response, private=True, max_age=60)
    return response


def _refuse_strangers(request: HttpRequest) -> None:
    if not request.user.has_perm("library.view_picture"):
        raise PermissionDenied
