"""What the text editor asks the server for: articles to link to, and pasted text made clean."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

import languages
from articles import prose, states
from articles.desk import panels, way_of_writing
from articles.desk.prose_box import PlainProseBox, ProseBox
from articles.kinds import model_of
from articles.models import Article
from articles.prose import pasting
from articles.prose.removals import Removals
from articles.views import can_be_id
from languages import order

MOST_FOUND, MOST_NAMED = 12, 50
LONGEST_PASTE = 2 * 1024 * 1024


class ProseViews:
    """Mixed into the admin of all articles, whose rights and search they follow."""

    def find_view(self, request: HttpRequest) -> JsonResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request)
        if numbers := request.GET.get("ids", ""):
            wanted = [each for each in numbers.split(",")[:MOST_NAMED] if can_be_id(each)]
            rows = rows.filter(pk__in=wanted)
        else:
            rows, _has_twice = self.get_search_results(request, rows, request.GET.get("q", ""))
        rows = states.with_copies(rows.for_lists())[: MOST_NAMED if numbers else MOST_FOUND]
        return JsonResponse({"articles": [_as_found(row) for row in rows]})

    def way_of_writing_view(self, request: HttpRequest) -> JsonResponse:
        """Keep how this person writes; give the texts of their page back as they are written so."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        plain = request.POST.get("plain") == "1"
        way_of_writing.choose(request.user, plain=plain)
        box = PlainProseBox() if plain else ProseBox()
        texts = request.POST.getlist("text")
        answer = {
            "texts": [box.format_value(text) for text in texts],
            "notes": ["" if plain else _left_out(text) for text in texts],
        }
        return JsonResponse(answer)

    def paste_view(self, request: HttpRequest) -> JsonResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_PASTE:
            words = _("This is too much to bring in at once: more than 2 MB.")
            return JsonResponse({"error": words}, status=400)
        try:
            text, removals = pasting.cleaned(request.body.decode(errors="replace"))
        except pasting.TooMuch:
            words = _("This is too much to bring in at once. Bring it in part by part.")
            return JsonResponse({"error": words}, status=400)
        return JsonResponse({"html": text, "note": removals.words()})


def _left_out(text: str) -> str:
    removals = Removals()
    prose.clean(text, removals)
    return removals.of_note().words()


def _as_found(row: Article) -> dict:
    titles = {code: getattr(row, languages.column("title", code)) for code in languages.codes()}
    about = [str(model_of(row)._meta.verbose_name)]
    about += [
        _("%(language)s: %(state)s")
        % {"language": languages.short_name(code), "state": states.of_list_row(row, code).word}
        for code in order.own_language_first()
    ]
    return {
        "id": row.pk,
        "titles": [
            {"lang": languages.html_lang(code), "text": titles[code]}
            for code in order.own_language_first()
            if titles[code]
        ]
        or [{"lang": "", "text": str(row)}],
        "about": panels.listed(about),
    }
