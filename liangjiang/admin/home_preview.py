"""The home page as it will be: places, notices and grey days of a moment, updates due by then."""

from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

import languages
from articles import menu, outlook
from articles.desk import panels
from articles.desk.preview_frame import (
    Frame,
    MomentForm,
    language_choices,
    moment_in,
    width_choices,
    written,
)
from articles.desk.previews import SELF
from liangjiang import site_wide
from liangjiang.home import HomePage

FRAME, INSIDE = "liangjiang_homeslot_preview", "liangjiang_homeslot_preview_page"


class HomePreview:
    """Mixed into the admin of the places on the home page."""

    def preview_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("preview/", wrap(require_GET(self.preview_view)), name=FRAME),
            path("preview/<str:prefix>/", wrap(require_GET(self.page_view)), name=INSIDE),
        ]

    @csp_replace({"frame-src": [SELF]})
    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """Show the bar, and the home page of each language in a frame."""
        self._check(request)
        groups = {"lang": language_choices(), "width": width_choices()}
        frame = Frame(request, groups, MomentForm(request.GET))
        at = frame.moment or timezone.now()
        words = _("As visitors find it now.")
        if frame.moment:
            words = _("As visitors will find it on %(time)s.") % {"time": panels.when(at)}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "subtitle": _("Home page"),
            "frame": frame,
            "width": frame.chosen("width"),
            "left_out": outlook.left_out(at),
            "views": [_view(frame, code, words) for code in frame.codes],
            "back": reverse("admin:liangjiang_homeslot_changelist"),
            "back_words": _("Places on the home page"),
            "is_popup": True,
        }
        return render(request, "admin/desk/preview.html", context)

    @csp_replace({"frame-ancestors": [SELF]})
    def page_view(self, request: HttpRequest, prefix: str) -> HttpResponse:
        """Write the home page as it stands at a moment."""
        self._check(request)
        code = next((code for code in languages.codes() if languages.prefix(code) == prefix), None)
        if code is None:
            raise Http404
        at = moment_in(request.GET) or timezone.now()
        menu.show_at(request, at)
        with override(code), outlook.carried_out(at):
            besides = {"preview": {"framed": True}, "site_wide": site_wide.read(code, at)}
            page = HomePage(at=at, besides=besides)
            page.setup(request)
            response = page.get(request)
        response["X-Robots-Tag"] = "noindex"
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied


def _view(frame: Frame, code: str, words: str) -> dict:
    address = reverse(f"admin:{INSIDE}", args=[languages.prefix(code)])
    wish = {"at": written(frame.moment)} if frame.moment else {}
    return {
        "name": languages.name(code),
        "tag": languages.html_lang(code),
        "words": words,
        "address": f"{address}?{urlencode(wish)}",
    }
