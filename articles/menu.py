"""The menus: sections with their categories, read once a request.

What has nothing to read in the page's language stands in no menu of it. Its address stays.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

import languages
from articles.filled import with_content
from articles.models import Category


@dataclass
class MenuSection:
    """A section and what stands in its menu, categories with a second place there included."""

    section: Category
    categories: list[Category] = field(default_factory=list)


def menu(request: HttpRequest) -> list[MenuSection]:
    """Return the sections in order. The second call of a request asks nothing."""
    return [entry for entry in sections(request) if entry.categories]


def sections(request: HttpRequest) -> list[MenuSection]:
    """Return all sections that are not hidden, those included that no menu names."""
    return [entry for entry in _entries(request) if not entry.section.is_hidden]


def single_pages(request: HttpRequest) -> list[Category]:
    """Return the categories of one page each, such as the terms, that have it in this language."""
    hidden = (entry for entry in _entries(request) if entry.section.is_hidden)
    return [row for entry in hidden for row in entry.categories]


def section(request: HttpRequest, slug: str) -> MenuSection | None:
    """Return one section that is not hidden, though it may have nothing in its menu, or None."""
    return next((entry for entry in sections(request) if entry.section.slug == slug), None)


def show_at(request: HttpRequest, at: datetime) -> None:
    """Let the menus of this request, a preview, name what there is to read at a moment."""
    request.__dict__.pop("_menus", None)
    request.menus_at = at


def _entries(request: HttpRequest) -> list[MenuSection]:
    language = languages.normalise(get_language())
    known = request.__dict__.setdefault("_menus", {})
    if language not in known:
        known[language] = _read(language, getattr(request, "menus_at", None))
    return known[language]


def _read(language: str, at: datetime | None) -> list[MenuSection]:
    rows = with_content(Category.objects.all(), language, at=at)
    rows = list(rows.order_by("position", "pk"))
    entries = {row.pk: MenuSection(row) for row in rows if row.section_id is None}
    for row in rows:
        if row.section_id in entries:
            # The section is at hand, so no row has to fetch it again.
            row.section = entries[row.section_id].section
        for key in dict.fromkeys((row.section_id, row.also_under_id)):
            if key in entries and row.is_filled:
                entries[key].categories.append(row)
    return list(entries.values())
