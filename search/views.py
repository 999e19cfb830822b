"""The search page. What somebody looks for is theirs: no page of it is stored by anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.views import PublicView
from search.results import Results


class SearchPage(PublicView):
    """The field, and what was found for the words in the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        results = Results(request.GET, self.language)
        response = render(request, "search/search.html", {"results": results})
        # What somebody has typed belongs into no cache and into no search engine.
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response
