"""What the public templates need: texts in the page's language, addresses, the menu, pages."""

import re
from datetime import date, datetime, time
from functools import lru_cache
from itertools import groupby

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

import languages
from articles import prose, sharing
from articles.menu import MenuSection, sections
from articles.models import Category
from languages import phrases

register = template.Library()

MIDNIGHT = time()


def page_language() -> str:
    return languages.normalise(get_language())


@register.filter
def text(thing, field: str) -> str:
    """Return a field in the page's language, and never in another one."""
    return getattr(thing, languages.column(field, page_language())) or ""


@register.filter
def marked(words: str) -> SafeString:
    """Return words of an editor with each foreign phrase marked.

    For the content of an element. An attribute or `<title>` has no place for marks.
    """
    return phrases.marked(str(words or ""), page_language())


@register.filter
def description(article) -> str:
    """Return what search engines show under the title."""
    return sharing.description(article, page_language())


@register.filter
def published(article) -> datetime | None:
    return article.published_at(page_language())


@register.filter
def stamp(moment: datetime | None) -> str:
    """Return day and minute in Beijing time; the day alone where no more than that is known."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local:%Y-%m-%d}" if local.time() == MIDNIGHT else f"{local:%Y-%m-%d %H:%M}"


@register.filter
def machine_stamp(moment: datetime) -> str:
    """Return what `stamp` says as HTML writes it: with the zone where there is a time."""
    local = timezone.localtime(moment)
    return stamp(moment) if local.time() == MIDNIGHT else local.isoformat(timespec="minutes")


@register.filter
def day(moment: datetime | None) -> str:
    """Return the day in Beijing time as HTML writes it."""
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""


@register.filter
def short_day(moment: datetime | None) -> str:
    """Return the day in Beijing time as the page's language writes it."""
    return _short_day(timezone.localtime(moment).date(), page_language()) if moment else ""


@lru_cache(maxsize=1000)
def _short_day(day: date, _language: str) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


@register.simple_tag
def by_month(articles) -> list[dict]:
    """Group articles that are sorted by publication under the name of their month."""

    def month(article) -> str:
        return date_format(timezone.localtime(published(article)), "YEAR_MONTH_FORMAT")

    return [{"name": name, "articles": list(rows)} for name, rows in groupby(articles, month)]


# Addresses


@register.filter
def html_lang(code: str) -> str:
    """Return the language tag for a code of ours: zh-Hans."""
    return languages.html_lang(code)


@register.simple_tag(takes_context=True)
def in_each_language(context) -> list[dict]:
    """Return the addresses of a page that exists in every language, the default one first."""
    rest = context["request"].path.lstrip("/").partition("/")[2]
    return [
        {"tag": languages.html_lang(code), "address": f"/{languages.prefix(code)}/{rest}"}
        for code in languages.codes()
    ]


@register.filter
def page_address(listing, number: int) -> str:
    """Return the address of a page of a list, its filters included; the first has no number."""
    return listing.address(number)


# The menu. A key stays when an editor changes a name, an address or the order.


@register.simple_tag(takes_context=True)
def menu_section(context, key: str) -> MenuSection | None:
    """Return a section with what stands in its menu, which may be nothing."""
    entries = sections(context["request"])
    return next((entry for entry in entries if entry.section.key == key), None)


@register.simple_tag(takes_context=True)
def menu_category(context, key: str) -> Category | None:
    """Return the category of the menu with this key."""
    rows = (row for entry in context["menu"] for row in entry.categories)
    return next((row for row in rows if row.key == key), None)


@register.simple_tag(takes_context=True)
def menu_address(context, key: str) -> str:
    """Return the address of the category with this key, or nothing if the menu has none."""
    category = menu_category(context, key)
    return category.get_absolute_url() if category else ""


@register.filter
def over_list(category: Category) -> list[str]:
    """Return the templates of what stands over a category's list; the first that exists counts."""
    own = category.key.replace(".", "/")
    return [f"{own}/over_list.html", "articles/over_list.html"]


@register.simple_tag
def page_numbers(page) -> list:
    """Return the numbers to show: the first, the last, those around this one, gaps between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def dialled(number: str) -> str:
    """Return a telephone number as a link that dials it; any other words stay words."""
    digits = re.sub(r"[() （）-]", "", number)
    # The invented numbers of samples begin with 000, as no real one in China does.
    if not re.fullmatch(r"(?!000)\+?[0-9]{3,20}", digits):
        return number
    return format_html('<a href="tel:{}">{}</a>', digits, number)


# The text of an article


@register.filter
def prose_in_page(article, field: str = "body") -> SafeString:
    """Return rich text in the page's language as its readers get it."""
    # A preview shows the article at a moment of its own.
    at = getattr(article, "seen_at", None)
    return prose.render(text(article, field), page_language(), at)
