"""The search page. What somebody looks for is theirs: nothing of it is stored or logged."""

from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

import languages
from articles import turns, words
from articles.views import PublicView
from search import excerpts, finding

PAGE_SIZE = 20


class Results:
    """What was found for some words, and the part of it that the address asks for."""

    def __init__(self, query: QueryDict, language: str) -> None:
        self.language = language
        self.q = words.typed(query.get("q", ""))
        self.words = words.words_of(self.q)
        self._place, self._asked_page = query.get("in", ""), query.get("page", "")

    def address(self, page: int = 1, place: str | None = None) -> str:
        query = QueryDict(mutable=True)
        given = {"q": self.q, "in": self.place if place is None else place}
        given["page"] = page if page > 1 else ""
        query.update({name: value for name, value in given.items() if value})
        return f"{reverse('search')}?{query.urlencode()}"

    @cached_property
    def found(self) -> finding.Found:
        return finding.find(self.words, self.language)

    @cached_property
    def near(self) -> finding.Found:
        """What holds a part of the words, where nothing holds them all."""
        return (
            finding.Found([]) if self.found.hits else finding.find_near(self.words, self.language)
        )

    @cached_property
    def elsewhere(self) -> list[dict]:
        """The other languages in which something is found, and how much."""
        offers = []
        for code in languages.others(self.language):
            found = finding.find(self.words, code)
            with override(code):
                offer = {"number": len(found.hits), "address": self.address(place="")}
            offer |= {"tag": languages.html_lang(code), "name": languages.name(code)}
            offers.append(offer | {"shown": f"{offer['number']}{'+' * found.may_be_more}"})
        return [offer for offer in offers if offer["number"]]

    @cached_property
    def sections(self) -> list[dict]:
        """The sections in which something was found, in the order of the menu."""
        sections = {hit.section.pk: hit.section for hit in self.found.hits}
        return [
            {
                "section": section,
                "count": sum(hit.section == section for hit in self.found.hits),
                "address": self.address(place=section.slug),
                "is_chosen": section.slug == self.place,
            }
            for section in sorted(sections.values(), key=lambda row: (row.position, row.pk))
        ]

    @cached_property
    def place(self) -> str:
        """The section that is asked for, if anything was found there."""
        known = {hit.section.slug for hit in self.found.hits}
        return self._place if self._place in known else ""

    @cached_property
    def page(self) -> Page:
        hits = [hit for hit in self.found.hits if self.place in ("", hit.section.slug)]
        return Paginator(hits, PAGE_SIZE).get_page(self._asked_page)

    @property
    def everything(self) -> str:
        return self.address(place="")

    @property
    def rows(self) -> list[dict]:
        """What is shown: a page of what was found, or what holds a part of the words."""
        return [
            {
                "article": hit.article,
                "title": excerpts.marked(hit.title, hit.words),
                "text": excerpts.excerpt(hit.text, hit.words),
            }
            for hit in self.page.object_list or self.near.hits
        ]


class SearchPage(PublicView):
    """The field, and what was found for the words in the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        results = Results(request.GET, self.language)

        def answer() -> HttpResponse:
            return render(request, "search/search.html", {"results": results})

        response = turns.one_at_a_time(answer) if results.words else answer()
        # What somebody has typed belongs into no cache and into no search engine.
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response
