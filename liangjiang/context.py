"""What every page of the portal needs: menus, names of the languages, notices."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

import languages
from articles.menu import menu, single_pages
from liangjiang import owner, site_wide
from liangjiang.middleware import is_admin

LONGEST_QUERY = 2500


def site(request: HttpRequest) -> dict:
    """Return lazy values: a page that does not use them, such as the admin's, asks nothing."""
    language = _page_language()
    return {
        "menu": SimpleLazyObject(lambda: menu(request)),
        "single_pages": SimpleLazyObject(lambda: single_pages(request)),
        # What visitors are told of the day is no part of the desk, not even of its previews.
        "site_wide": site_wide.NOTHING
        if is_admin(request)
        else SimpleLazyObject(lambda: site_wide.read(language)),
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
        "site_domain": urlsplit(settings.SITE_URL).netloc,
        "owner": SimpleLazyObject(lambda: owner.read(language)),
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
    query = request.GET.copy()
    # The other language may have fewer pages of a list, so from any of them it leads to the first.
    # And what no page reads, such as a newsletter's mark, is not carried on: stored pages lack it.
    for name in {*query} - {*settings.PAGE_PARAMETERS} | {"page"} & {*query}:
        del query[name]
    end = f"?{query.urlencode()}" if path and query else ""
    # Longer than anything of ours: whoever sends it shall not get it back.
    end = end if len(end) <= LONGEST_QUERY else ""
    return f"/{languages.prefix(code)}/{path}{end}"
