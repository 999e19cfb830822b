"""The menus: sections with their categories, read once a request.

What has nothing to read in the page's language stands in no menu of it. Its address stays.

Every page asks the database what stands in them. What is made of the answer is kept in the process
by that answer, all of it: another answer makes other menus, so nobody ever sees old ones.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

import languages
from articles.filled import with_content
from articles.models import Category
from articles.prepared import NOW, USING, prepared

_COLUMNS = [column.attname for column in Category._meta.concrete_fields]


@dataclass
class MenuSection:
    """A section and what stands in its menu, categories with a second place there included."""

    section: Category
    categories: list[Category] = field(default_factory=list)


class Menu(list[MenuSection]):
    """The sections in order, and the parts of pages that are made of them (templatetags.kept)."""

    def __init__(self, entries: list[MenuSection]) -> None:
        super().__init__(entries)
        self.kept: dict[tuple, str] = {}


@dataclass(frozen=True)
class _Menus:
    # All sections that are not hidden, those included that no menu names.
    sections: list[MenuSection]
    menu: Menu
    single_pages: list[Category]


def menu(request: HttpRequest) -> Menu:
    """Return the sections in order. The second call of a request asks nothing."""
    return _of(request).menu


def sections(request: HttpRequest) -> list[MenuSection]:
    """Return all sections that are not hidden, those included that no menu names."""
    return _of(request).sections


def single_pages(request: HttpRequest) -> list[Category]:
    """Return the categories of one page each, such as the terms, that have it in this language."""
    return _of(request).single_pages


def section(request: HttpRequest, slug: str) -> MenuSection | None:
    """Return one section that is not hidden, though it may have nothing in its menu, or None."""
    return next((entry for entry in sections(request) if entry.section.slug == slug), None)


def to_be_read(language: str) -> list[Category]:
    """Return the sections and categories that menus name in a language. One question."""
    entries = _read(language, None).menu
    rows = {row.pk: row for entry in entries for row in (entry.section, *entry.categories)}
    return sorted(rows.values(), key=lambda row: (row.position, row.pk))


def show_at(request: HttpRequest, at: datetime) -> None:
    """Let the menus of this request, a preview, name what there is to read at a moment."""
    request.__dict__.pop("_menus", None)
    request.menus_at = at


def _of(request: HttpRequest) -> _Menus:
    language = languages.normalise(get_language())
    known = request.__dict__.setdefault("_menus", {})
    if language not in known:
        known[language] = _read(language, getattr(request, "menus_at", None))
    return known[language]


def _read(language: str, at: datetime | None) -> _Menus:
    return _made(tuple(_rows(language, now=at or timezone.now())))


@prepared
def _rows(language: str) -> QuerySet:
    rows = with_content(Category.objects.rewrite(False), language, at=NOW)
    return rows.order_by("position", "pk").values_list(*_COLUMNS, "is_filled")


# Both languages, what previews ask for, and what was true a moment ago.
@lru_cache(maxsize=8)
def _made(rows: tuple[tuple, ...]) -> _Menus:
    found = [(Category.from_db(USING, _COLUMNS, row[:-1]), row[-1]) for row in rows]
    entries = {row.pk: MenuSection(row) for row, _ in found if row.section_id is None}
    for row, is_filled in found:
        if row.section_id in entries:
            # The section is at hand, so no row has to fetch it again.
            row.section = entries[row.section_id].section
        for key in dict.fromkeys((row.section_id, row.also_under_id)):
            if key in entries and is_filled:
                entries[key].categories.append(row)
    shown = [entry for entry in entries.values() if not entry.section.is_hidden]
    hidden = [entry for entry in entries.values() if entry.section.is_hidden]
    return _Menus(
        shown,
        Menu([entry for entry in shown if entry.categories]),
        [row for entry in hidden for row in entry.categories],
    )
