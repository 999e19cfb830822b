"""The site map for people: every page that can be read, once.

Sections, categories and pages that stand alone are on its first page; articles are found by the
month in which they appeared, so that no page grows with the archive.
"""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

import languages
from articles import alone, months
from articles.structured import Step
from articles.views import PublicView
from pagestore.recording import use
from pagestore.tags import NUMBERED

# As many titles as a page takes before a month is divided.
MOST = 200


class SiteMapPage(PublicView):
    def get(self, request: HttpRequest) -> HttpResponse:
        pages = [page for page in alone.pages() if self.language in alone.languages_of(page)]
        context = {"pages": pages, "years": months.years(self.language)}
        return render(request, "site_map/site_map.html", context)


class _PartOfTime(PublicView):
    """A year or a month. Where only another language has something, the page says so."""

    def alternates(self, **when) -> list[dict]:
        shown = [code for code in languages.codes() if self.has_something(code, **when)]
        if not shown:
            raise Http404
        if self.language not in shown:
            return []
        return [_alternate(code, self.request.path) for code in shown]


def _alternate(code: str, path: str) -> dict:
    rest = path.lstrip("/").partition("/")[2]
    return {"tag": languages.html_lang(code), "address": f"/{languages.prefix(code)}/{rest}"}


class SiteMapYear(_PartOfTime):
    def get(self, request: HttpRequest, year: str) -> HttpResponse:
        year = int(year)
        context = {
            "year": year,
            "alternates": self.alternates(year=year),
            "way": [_first()],
            "months": [
                {"name": months.name(year, month), "number": f"{month:02}", "count": count}
                for month, count in months.counts(self.language, year).items()
            ],
        }
        return render(request, "site_map/year.html", context)

    def has_something(self, code: str, year: int) -> bool:
        return bool(months.counts(code, year))


class SiteMapMonth(_PartOfTime):
    def get(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        year, month = int(year), int(month)
        alternates = self.alternates(year=year, month=month)
        rows = months.of_month(self.language, year, month).for_lists()
        try:
            use(NUMBERED)
            page = Paginator(rows, MOST).page(request.GET.get("page", 1))
        except InvalidPage as error:
            raise Http404 from error
        context = {
            "name": months.name(year, month),
            # A later page is no duplicate of the first, and may not exist in the other language.
            "alternates": alternates if page.number == 1 else alternates[:1],
            "path": request.path if page.number == 1 else f"{request.path}?page={page.number}",
            "way": [_first(), Step(str(year), reverse("site-map-year", args=[year]))],
            "part": page,
        }
        return render(request, "site_map/month.html", context)

    def has_something(self, code: str, year: int, month: int) -> bool:
        return months.is_anything(code, year, month)


def _first() -> Step:
    return Step(gettext("Site map"), reverse("site-map"))
