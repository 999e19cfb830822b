"""What is to be done about pictures: words that are missing, licences that end."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

import languages
from languages import column
from languages.order import own_language_first
from library import gaps, lacks, uses
from library.desk.filters import lack_words
from library.desk.frame import Frame
from library.desk.picture_page import shown
from library.models import Picture

# Of each list so many stand here by name; the number counts all.
MOST_SHOWN = 50


class WorkPage(Frame):
    """Mixed into PictureAdmin."""

    def work_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.get("language")
        codes = [code for code in own_language_first() if asked in (None, "", code)]
        context = {
            "title": _("What is missing or ends soon"),
            "choices": _choices(asked),
            "used": [_used(name, code) for code in codes for name in lacks.WANTED],
            "unwritten": _unwritten(codes),
            "licences": [
                _licences("ended", _("Pictures whose licence has ended"), lacks.licence_ended()),
                _licences("soon", _("Licences that end within 30 days"), lacks.licence_ends_soon()),
            ],
        }
        return self.page(request, "work.html", context)


def _choices(asked: str | None) -> list[dict]:
    words = [("", _("both languages"))]
    words += [(code, languages.short_name(code)) for code in own_language_first()]
    return [
        {"code": code, "words": name, "is_current": (asked or "") == code} for code, name in words
    ]


def _used(name: str, code: str) -> dict:
    found = gaps.of(name, code, MOST_SHOWN)
    return {
        "key": column(name, code),
        "words": lack_words(name, code),
        "count": found.count,
        "gaps": found.newest,
        "left": found.count - len(found.newest),
    }


def _unwritten(codes: list[str]) -> list[dict]:
    """Count the pictures of the library that lack a text, and link to the list of them."""
    wanted = {column(name, code): (name, code) for code in codes for name in lacks.WANTED}
    counts = Picture.objects.in_library().aggregate(
        **{key: Count("pk", filter=lacks.without(*each)) for key, each in wanted.items()}
    )
    address = reverse("admin:library_picture_changelist")
    return [
        {
            "words": lack_words(*each),
            "count": counts[key],
            "address": f"{address}?missing={key}",
        }
        for key, each in wanted.items()
    ]


def _licences(key: str, words: str, condition: Q) -> dict:
    """Return the pictures whose licence stands so, with everything that shows them."""
    rows = Picture.objects.in_library().filter(condition)
    count = rows.count()
    pictures = list(rows.order_by("licence_expires_on", "pk")[:MOST_SHOWN])
    found: dict[int, list] = {}
    for use in uses.of(pictures):
        found.setdefault(use.picture_id, []).append(use)
    entries = [
        {
            "picture": picture,
            "records": shown(uses.by_record(found.get(picture.pk, []))),
        }
        for picture in pictures
    ]
    return {
        "key": key,
        "words": words,
        "count": count,
        "entries": entries,
        "left": count - len(entries),
    }
