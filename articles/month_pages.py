"""What appeared in a category or section in a month: where readers and search engines find what the
numbered pages of a list do not reach. It changes only when something of that month does.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

import languages
from articles import dependence, months, tallies
from articles.models import Category
from articles.views import PublicView, place_of
from pagestore.recording import use
from pagestore.tags import NUMBERED

# As many articles as a page takes before a month is divided.
MOST = 200
_DECEMBER = 12

_Month = tuple[int, int]


class MonthPage(PublicView):
    """The articles of a month. Where only another language has any, the page says so."""

    def get(self, request: HttpRequest, year: str, month: str, **place: str) -> HttpResponse:
        found, here = place_of(self.is_of_section, **place), (int(year), int(month))
        known = tallies.months_of(found, self.language)
        around = _Around(found, self.language, list(known), here)
        use(*around.tags())
        alternates = _alternates(found, here, self.language if here in known else "")
        page = self._page(found, here, known.get(here, 0))
        is_first = page.number == 1
        context = {
            "category": found,
            "section": found.section or found,
            "name": months.name(*here),
            # A later page is no duplicate of the first, and may not exist in the other language.
            "alternates": alternates if is_first else [],
            "path": request.path if is_first else f"{request.path}?page={page.number}",
            "part": page,
            "is_of_section": found.section_id is None,
            "year": here[0],
            "months": [
                _link(found, each) | {"count": count, "is_shown": each == here}
                for each, count in known.items()
                if each[0] == here[0]
            ],
            "earlier": around.earlier and _link(found, around.earlier),
            "later": around.later and _link(found, around.later),
        }
        return render(request, "articles/month.html", context)

    def _page(self, place: Category, here: _Month, count: int) -> Page:
        use(NUMBERED)
        paginator = Paginator(months.of_month(self.language, *here, place).for_lists(), MOST)
        paginator.count = count
        try:
            return paginator.page(self.request.GET.get("page", 1))
        except InvalidPage as error:
            raise Http404 from error


class SectionMonth(MonthPage):
    is_of_section = True


class CategoryMonth(MonthPage):
    is_of_section = False


class _Around:
    """The months before and after a month that have something, and what that depends on."""

    def __init__(self, place: Category, language: str, known: list[_Month], here: _Month) -> None:
        before, after = bisect_left(known, here), bisect_right(known, here)
        self.earlier = known[before - 1] if before else None
        self.later = known[after] if after < len(known) else None
        self._place, self._language, self._here = place, language, here

    def tags(self) -> Iterator[str]:
        """Name all months whose articles the page tells of, the empty ones in between as well."""
        year = self._here[0]
        first = min(self.earlier or (year, 1), (year, 1))
        last = max(self.later or (year, _DECEMBER), (year, _DECEMBER))
        every = [(year, month) for year in range(first[0], last[0] + 1) for month in months.MONTHS]
        stem = dependence.stem(self._place)
        for year, month in every:
            if first <= (year, month) <= last:
                yield dependence.in_month(self._language, year, month, stem)
        for code in languages.others(self._language):
            yield dependence.in_month(code, *self._here, stem)
        if not (self.earlier and self.later):
            # Whatever becomes the next month may be any.
            yield dependence.in_place(self._place, self._language)


def _alternates(place: Category, here: _Month, shown: str) -> list[dict]:
    """Return the languages that have something in this month; raise Http404 where none has.

    shown: the language of the page, if it has; otherwise the page is no version of the others.
    """
    found = [
        code
        for code in languages.codes()
        if code == shown or tallies.is_anything(place, code, *here)
    ]
    if not found:
        raise Http404
    return [_alternate(place, here, code) for code in found] if shown else []


def _alternate(place: Category, here: _Month, code: str) -> dict:
    with override(code):
        return {"tag": languages.html_lang(code), "address": months.address(place, *here)}


def _link(place: Category, month: _Month) -> dict:
    return {"name": months.name(*month), "address": months.address(place, *month)}
