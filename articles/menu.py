"""The menus: sections with their categories, read once a request."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from articles.models import Category


@dataclass
class MenuSection:
    """A section and what stands in its menu, categories with a second place there included."""

    section: Category
    categories: list[Category] = field(default_factory=list)


def menu(request: HttpRequest) -> list[MenuSection]:
    """Return the sections in order. The second call of a request asks nothing."""
    if not hasattr(request, "_menu"):
        request._menu = _read()
    return request._menu


def section(request: HttpRequest, slug: str) -> MenuSection | None:
    """Return one section of the menu, or None."""
    return next((entry for entry in menu(request) if entry.section.slug == slug), None)


def _read() -> list[MenuSection]:
    rows = list(Category.objects.order_by("position", "pk"))
    entries = {
        row.pk: MenuSection(row) for row in rows if row.section_id is None and not row.is_hidden
    }
    for row in rows:
        if row.section_id in entries:
            # The section is at hand, so no row has to fetch it again.
            row.section = entries[row.section_id].section
        for key in dict.fromkeys((row.section_id, row.also_under_id)):
            if key in entries:
                entries[key].categories.append(row)
    return list(entries.values())
