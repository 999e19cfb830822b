"""The list of a category or a whole section: the articles that its filters leave, and how many
each filter would leave.
"""

from dataclasses import replace
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

import languages
from articles import dependence, list_counts, months, tallies, words
from articles.addresses import in_language
from articles.filled import languages_of
from articles.filters import Filters
from articles.kinds import kinds
from articles.models import Article, Category
from languages import column
from pagestore.recording import use
from pagestore.tags import NUMBERED

PAGE_SIZE = 20
# What lies behind the last page is found by month: no database walks there.
MOST_PAGES = 20
# A list as short as this is read faster than it is filtered.
FEW = 5


class Listing:
    """What the page of a category or section shows in a language."""

    def __init__(
        self,
        category: Category,
        language: str,
        filters: Filters,
        page: str = "",
        at: datetime | None = None,
    ) -> None:
        self.category, self.language, self.filters = category, language, filters
        self._asked_page, self._at = page, at

    def address(self, page: int = 1, filters: Filters | None = None) -> str:
        chosen = self.filters if filters is None else filters
        return self.category.get_absolute_url() + chosen.query(page)

    @property
    def is_of_section(self) -> bool:
        return self.category.section_id is None

    @property
    def feed(self) -> str:
        """The address of the Atom feed, which categories have."""
        return "" if self.is_of_section else f"{self.category.get_absolute_url()}feed.atom"

    @cached_property
    def page(self) -> Page:
        rows = self._narrowed(self._public, self.filters).newest(self.language).for_lists()
        use(NUMBERED)
        paginator = Paginator(rows.reverse() if self.filters.sort else rows, PAGE_SIZE)
        paginator.count = min(self.count(), self.most)
        return paginator.get_page(self._asked_page)

    @property
    def most(self) -> int:
        return MOST_PAGES * PAGE_SIZE

    @property
    def is_cut(self) -> bool:
        """Whether the pages end before the list does."""
        return self.count() > self.most

    @cached_property
    def older(self) -> list[dict]:
        """The years of all articles here, where they fill pages: each leads to its last month."""
        if self._is_counted_anew or not self.page.has_other_pages():
            return []
        last: dict[int, int] = {}
        for cell in self._kept:
            last[cell.year] = max(cell.month, last.get(cell.year, 0))
        return [
            {"year": year, "address": months.address(self.category, year, last[year])}
            for year in sorted(last, reverse=True)
        ]

    def count(self, filters: Filters | None = None) -> int:
        """Return how many articles `filters` leave. They may not name other words."""
        chosen = self.filters if filters is None else filters
        number = "found" if chosen.q else "all"
        return sum(getattr(group, number) for group in self._groups if group.matches(chosen))

    @property
    def total(self) -> int:
        return self.count(Filters())

    @property
    def is_in_every_language(self) -> bool:
        return languages_of(self.category) == languages.codes()

    @property
    def elsewhere(self) -> list[dict]:
        """The other languages that have something here."""
        return [
            {
                "tag": languages.html_lang(code),
                "name": languages.name(code),
                "address": in_language(self.category, code),
            }
            for code in languages_of(self.category)
            if code != self.language
        ]

    @property
    def has_filters(self) -> bool:
        return self.total > FEW or bool(self.filters.on)

    @cached_property
    def years(self) -> list[dict]:
        """The years of the list, the newest first, and the one that is asked for."""
        years = {str(each.year) for each in self._groups if each.year} | {self.filters.year} - {""}
        return [self._option("year", year, year) for year in sorted(years, reverse=True)]

    @cached_property
    def kinds(self) -> list[dict]:
        """The kinds of the list, where there are several to choose from."""
        found = {each.kind for each in self._groups} | {self.filters.kind} - {""}
        names = {key: capfirst(model._meta.verbose_name_plural) for key, model in kinds().items()}
        options = [self._option("kind", key, names[key]) for key in names if key in found]
        return options if len(options) > 1 or self.filters.kind else []

    @property
    def of_any_year(self) -> int:
        return self.count(self.filters.without("year"))

    @property
    def of_any_kind(self) -> int:
        return self.count(self.filters.without("kind"))

    @property
    def with_pictures(self) -> int:
        return self.count(replace(self.filters, pictures="1"))

    @cached_property
    def chips(self) -> list[dict]:
        """The filters that are on, each with the address without it and what that leaves."""
        return [self._chip(name) for name in self.filters.on]

    @property
    def ways_out(self) -> list[dict]:
        """Of an empty list: the filters that would leave something if they were dropped."""
        return [chip for chip in self.chips if chip["count"]]

    @property
    def on_words(self) -> str:
        number = len(self.filters.on)
        return ngettext("%(number)d filter on", "%(number)d filters on", number) % {
            "number": number
        }

    @property
    def cleared(self) -> str:
        return self.address(filters=self.filters.without(*self.filters.on))

    @property
    def _public(self):
        place = "section" if self.is_of_section else "category"
        use(dependence.in_place(self.category, self.language))
        return Article.objects.public(self.language, self._at).filter(**{place: self.category})

    @property
    def _texts(self) -> list[str]:
        return [column(name, self.language) for name in ("title", "summary")]

    def _narrowed(self, rows, filters: Filters):
        if filters.q:
            rows = rows.filter(words.anywhere(filters.words, self._texts))
        if filters.year:
            rows = rows.filter(**{f"{column('published_at', self.language)}__year": filters.year})
        if filters.kind:
            rows = rows.filter(kind=filters.kind)
        return rows.exclude(picture=None) if filters.pictures else rows

    @property
    def _is_counted_anew(self) -> bool:
        return bool(self.filters.q) or self._at is not None

    @cached_property
    def _kept(self) -> list[tallies.Cell]:
        return tallies.in_place(self.category, self.language)

    @cached_property
    def _groups(self) -> list[list_counts.Group]:
        if not self._is_counted_anew:
            return list_counts.kept(self._kept)
        found = words.anywhere(self.filters.words, self._texts) if self.filters.q else Q()
        published = column("published_at", self.language)
        return list_counts.counted(self._public, published, found)

    def _option(self, name: str, value: str, label: str) -> dict:
        return {
            "value": value,
            "label": label,
            "count": self.count(replace(self.filters, **{name: value})),
            "is_chosen": getattr(self.filters, name) == value,
        }

    def _chip(self, name: str) -> dict:
        without = self.filters.without(name)
        return {
            "label": self._label(name),
            "address": self.address(filters=without),
            "count": self.count(without),
        }

    def _label(self, name: str) -> str:
        value = getattr(self.filters, name)
        if name == "q":
            return value
        if name == "pictures":
            return gettext("With a picture")
        return next(option["label"] for option in getattr(self, f"{name}s") if option["is_chosen"])
