"""The search page and what belongs to it.

What somebody looks for is theirs: no page of it is stored by anybody. The portal counts the words
themselves, by day (search.asked), and nothing that says who asked.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from articles.views import PublicView
from search import asked, suggesting
from search.results import Results


# As PublicView says; a `dispatch` of its own has to say it again.
@method_decorator(csrf_exempt, name="dispatch")
class UnstoredView(PublicView):
    """What somebody has typed belongs into no cache and into no search engine."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response


class SearchPage(UnstoredView):
    """The field, and what was found for the words in the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        results = Results(request.GET, self.language)
        if address := results.clean_address:
            return HttpResponseRedirect(address)
        if _is_new(request) and results.has_words:
            asked.note(results.q, self.language, len(results.found.hits))
        return render(request, "search/search.html", {"results": results})


class SuggestPage(UnstoredView):
    """What may be meant by words that are still being typed, for the script of the field."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = suggesting.suggest(request, request.GET.get("q", ""), self.language)
        said = ngettext("%(number)s suggestion", "%(number)s suggestions", len(found))
        return JsonResponse({"found": found, "said": said % {"number": len(found)}})


class OpenedPage(UnstoredView):
    """Takes what `<a ping>` of a result sends: that a result of these words was opened.

    It changes a number and nothing that belongs to anybody, so it needs no token; a browser
    says itself whether one of our own pages has sent it.
    """

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        # A browser that does not say where it comes from is not counted.
        is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
        if is_ours and request.content_type == "text/ping":
            asked.note_opened(request.GET.get("q", ""), self.language)
        return HttpResponse(status=204)


def _is_new(request: HttpRequest) -> bool:
    """Tell whether somebody has asked; filters and further pages are about the same question."""
    headers = request.headers
    is_guess = "prefetch" in headers.get("Sec-Purpose", "")
    # Another site may send its visitors here, or load our page as its picture.
    is_forged = headers.get("Sec-Fetch-Site") == "cross-site"
    is_forged |= headers.get("Sec-Fetch-Dest", "document") not in ("document", "empty")
    is_asked = request.method == "GET" and set(request.GET) == {"q"}
    return is_asked and not is_guess and not is_forged
