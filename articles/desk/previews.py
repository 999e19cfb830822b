"""What a record looks like or will look like: any state, any moment, in the public templates."""

from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy, override, pgettext
from django.utils.translation import gettext as _

import languages
from articles import menu, outlook, rights, turns
from articles.cards import making
from articles.desk import preview_frame, preview_pages, preview_words
from articles.desk.preview_frame import Frame, StateForm, moment_in, written
from articles.desk.preview_pages import CARDS, LIST, PAGE
from articles.desk.records import GET, RecordViews
from articles.models import Article
from articles.outlook import DRAFT, Outlook
from languages import column
from languages.order import own_language_first

SELF = "'self'"
ANY_RIGHT = (rights.WRITE, rights.APPROVE, rights.PUBLISH)
SHARE = "share"
WHAT = {
    PAGE: gettext_lazy("The page"),
    LIST: gettext_lazy("The list of its category"),
    CARDS: gettext_lazy("In lists and on the home page"),
    SHARE: gettext_lazy("Share card"),
}


def may_look(user, live: Article) -> bool:
    return any(rights.may(user, verb, live.category) for verb in ANY_RIGHT)


class PreviewViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        inside = {"under": "preview"}
        return [
            *super().record_urls(),
            self.record_url("preview", self.preview_view, GET),
            self.record_url("preview_card", self.card_view, GET, "<str:prefix>/card/", **inside),
            self.record_url("preview_page", self.page_view, GET, "<str:prefix>/", **inside),
        ]

    def preview_address(self, live: Article, code: str, **wish: str) -> str:
        """Return the address of a preview; `wish` may name a `state` (articles.outlook)."""
        query = urlencode({"lang": languages.prefix(code)} | wish)
        return f"{self.address_of(live, 'preview')}?{query}"

    @csp_replace({"frame-src": [SELF]})
    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the bar, and each language in a frame of its own."""
        live = self.record(request, pk, *ANY_RIGHT)
        frame = _frame(request, live)
        shown = outlook.read(live, frame.form.data["state"], frame.moment)
        if shown is None:
            raise Http404
        context = {
            "frame": frame,
            "width": frame.chosen("width"),
            "views": [self._view(frame, shown, code) for code in frame.codes],
            "refusals": preview_words.of_refusals(shown),
            "is_popup": True,
        }
        if shown.revision:
            # That is where versions are chosen.
            context["back"] = self.address_of(live, "history")
            context["back_words"] = _("Back to the history")
        return self.page(request, live, "preview.html", _("Preview"), **context)

    def _view(self, frame: Frame, shown: Outlook, code: str) -> dict:
        what = frame.chosen("what")
        wish = {"state": shown.state, "what": what, "framed": "1"}
        wish |= {"at": written(frame.moment)} if frame.moment else {}
        place, prefix = "preview_page", languages.prefix(code)
        view = {
            "name": languages.name(code),
            "tag": languages.html_lang(code),
            "words": preview_words.of_view(shown, code, of_page=what == PAGE),
        }
        if what == SHARE:
            place, view["card"] = "preview_card", _card_words(shown, code)
        elif what == PAGE and not preview_words.is_there(shown, code):
            return view
        address = self.address_of(shown.live, place, prefix)
        return view | {"address": f"{address}?{urlencode(wish)}"}

    @csp_replace({"frame-ancestors": [SELF]})
    def page_view(self, request: HttpRequest, pk: int, prefix: str) -> HttpResponse:
        """Write a public page as it stands then; it may be framed by the page above alone."""
        shown, code = self._asked(request, pk, prefix)
        banner = {"framed": True}
        if "framed" not in request.GET:
            banner = self._banner(shown, code)
        menu.show_at(request, shown.at)
        with override(code):
            response = preview_pages.write(request, shown, code, preview=banner)
        response["X-Robots-Tag"] = "noindex"
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def card_view(self, request: HttpRequest, pk: int, prefix: str) -> HttpResponse:
        """Draw the share card; nothing of it is stored."""
        shown, code = self._asked(request, pk, prefix)

        with shown.standing() as standing:
            # Drawn when nobody has to wait for the database any more.
            row = standing

        def answer() -> HttpResponse:
            content = making.drawn(row, code)
            if content is None:
                raise Http404
            return HttpResponse(content, "image/jpeg", headers={"X-Robots-Tag": "noindex"})

        # It takes a processor a quarter of a second.
        return turns.one_at_a_time(answer)

    def _asked(self, request: HttpRequest, pk: int, prefix: str) -> tuple[Outlook, str]:
        live = self.record(request, pk, *ANY_RIGHT)
        code = next((code for code in languages.codes() if languages.prefix(code) == prefix), None)
        shown = outlook.read(live, request.GET.get("state") or DRAFT, moment_in(request.GET))
        if code is None or shown is None:
            raise Http404
        return shown, code

    def _banner(self, shown: Outlook, code: str) -> dict:
        own = languages.normalise(get_language())
        words = {
            "language": languages.short_name(code),
            "words": preview_words.of_view(shown, code),
        }
        text = _("Preview: %(language)s. %(words)s") % words
        if shown.state == DRAFT:
            words = {"language": words["language"], "time": preview_words.saved(shown.live)}
            text = _("Preview, not public: %(language)s, saved %(time)s") % words
        links = [
            {
                "name": languages.name(other),
                "tag": languages.html_lang(other),
                "address": self.address_of(shown.live, "preview_page", languages.prefix(other)),
                "is_current": other == code,
            }
            for other in own_language_first()
        ]
        edit = self.address_of(shown.live)
        return {
            "tag": languages.html_lang(own),
            "label": " ".join([text % words, *preview_words.of_refusals(shown)]),
            "links": links,
            "edit": edit,
        }


def _frame(request: HttpRequest, live: Article) -> Frame:
    what = {name: words for name, words in WHAT.items() if name != LIST}
    if not live.category.stands_alone:
        what = WHAT
    data = request.GET.copy()
    data.setdefault("state", DRAFT)
    groups = {
        "lang": preview_frame.language_choices(),
        "width": preview_frame.width_choices(),
        "what": (pgettext("of a preview", "Show"), what),
    }
    form = StateForm(preview_words.states(live, data["state"]), data)
    return Frame(request, groups, form)


def _card_words(shown: Outlook, code: str) -> dict:
    with shown.standing() as row:
        title = getattr(row, column("title", code))
        return {"title": title, "can_be_drawn": making.can_be_drawn(title, code)}
