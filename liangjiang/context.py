"""What every page of the portal needs: the menus and the names of the languages."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from articles import languages
from articles.models import Category


def site(request: HttpRequest) -> dict:
    """Return lazy values: a page that does not use them, such as the admin's, asks nothing."""
    language = _page_language()
    return {
        "menu": SimpleLazyObject(_menu),
        "language": language,
        "html_lang": languages.html_lang(language),
        "switches": [
            {
                "tag": languages.html_lang(code),
                "name": languages.name(code),
                "address": _same_path(request, code),
            }
            for code in languages.others(language)
        ],
        "site_url": settings.SITE_URL,
    }


def _page_language() -> str:
    try:
        return languages.normalise(get_language() or settings.LANGUAGE_CODE)
    except languages.UnknownLanguage:
        return settings.LANGUAGE_CODE


def _same_path(request: HttpRequest, code: str) -> str:
    # The address tree is the same in all languages, so only the first part changes.
    first, slash, rest = request.path.lstrip("/").partition("/")
    known = {languages.prefix(known) for known in languages.codes()}
    path = rest if slash and first in known else ""
    query = f"?{request.GET.urlencode()}" if path and request.GET else ""
    return f"/{languages.prefix(code)}/{path}{query}"


def _menu() -> list[dict]:
    """Return the sections in order, each with its categories and those that stand there too."""
    categories = list(Category.objects.order_by("position", "pk"))
    sections = {row.pk: row for row in categories if row.section_id is None and not row.is_hidden}
    for row in categories:
        # The section is at hand, so no row has to fetch it again.
        if row.section_id in sections:
            row.section = sections[row.section_id]
    return [
        {
            "section": section,
            "categories": [
                row for row in categories if section.pk in (row.section_id, row.also_under_id)
            ],
        }
        for section in sections.values()
    ]
