"""Which page of ours a question is about: links carry it, the form shows and keeps it."""

from urllib.parse import quote, unquote, urlencode

from django.http import HttpRequest, QueryDict
from django.utils.encoding import uri_to_iri

import languages
from articles import old_paths, words
from languages.addresses import address_of

LONGEST = 300
# More than this is no address of ours, however it is written.
_LONGEST_GIVEN = 2000
# What visitors read, by the names of its addresses. Not the page behind which a question is.
_LISTS = {"search", "section", "category", "site-map-month"}
_PAGES = {"home", "site-map", "site-map-year", "figures", "contact", "article", "single"} | _LISTS
_CHOICES = ("q", "in", "year", "kind", "pictures", "sort", "page")


def own_page(text: str | None) -> str:
    """Return the page of ours that `text` names, or nothing.

    Whoever makes a link chooses the text, and the form shows it as ours: so it may be no sentence.
    What a search or a list was asked for stays, percent-encoded.
    """
    given = (text or "").partition("#")[0]
    path, _mark, query = given.partition("?")
    path = unquote(path)
    prefixes = [f"/{languages.prefix(code)}/" for code in languages.codes()]
    if len(given) > _LONGEST_GIVEN or not path.startswith(tuple(prefixes)):
        return ""
    page, match = old_paths.match(path) or ("", None)
    if not match or match.url_name not in _PAGES or len(page) > LONGEST:
        return ""
    whole = page + (_choices(query) if match.url_name in _LISTS else "")
    return whole if len(whole) <= LONGEST else page


def searched(text: str | None) -> str:
    """Return the words that somebody looked for, where `text` names a search.

    They belong into a field of the form, where they are the visitor's to change.
    """
    given = text or ""
    path = own_page(given).partition("?")[0]
    query = QueryDict(given.partition("#")[0].partition("?")[2]) if path else {}
    searches = [f"/{languages.prefix(code)}/search/" for code in languages.codes()]
    return words.typed(query.get("q", "")) if path in searches else ""


def readable(path: str) -> str:
    """Return the path of a page as people read it: Chinese, and no space."""
    found = uri_to_iri(path).replace("%20", "+")
    return found if found.isprintable() else path


def _choices(query: str) -> str:
    given = QueryDict(query)
    kept = [(name, given[name]) for name in _CHOICES if given.get(name)]
    return f"?{urlencode(kept, quote_via=quote)}" if kept else ""


def address(request: HttpRequest, kind: str) -> str:
    """Return the address of the contact form, filled in for the page that is asked for.

    A page of the form itself is no subject: behind one of them is somebody's question.
    """
    form = address_of("contact")
    path = own_page(request.path)
    about = {"about": path} if path and not path.startswith(form) else {}
    return f"{form}?{urlencode({'kind': kind} | about, safe='/')}"
