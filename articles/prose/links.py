"""Addresses in rich text: which ones are honest, and which ones lead to an article of the portal.

A link to an article is stored by its id, `article:1042`, so that it stays right whatever becomes
of the article's title and address; see `articles.prose.rendering`.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from django.conf import settings

import languages

SCHEMES = ["https", "http", "mailto", "tel"]
# A number as people dial it: no parameters, codes or names of hosts (RFC 3966 knows them).
_TELEPHONE = re.compile(r"tel:(\+?[0-9](?:(?:[ -]|%20)?[0-9]){1,19})", re.IGNORECASE)
# As many digits as a database looks for.
NUMBER = "[1-9][0-9]{0,17}"
TO_ARTICLE = re.compile(f"article:({NUMBER})")
# What no address carries as it is; browsers would write it in different ways.
_UNSAFE = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60"})


def canonical(href: str) -> str | None:
    """Return an address as it is stored, or None if no honest text leads there."""
    href = href.strip()
    if TO_ARTICLE.fullmatch(href):
        return href
    if number := _TELEPHONE.fullmatch(href):
        return f"tel:{number[1].replace('%20', '-').replace(' ', '-')}"
    if not is_honest(href):
        return None
    return _to_our_article(href) or href.translate(_UNSAFE)


def is_honest(href: str) -> bool:
    # A browser drops control characters and takes a backslash for a slash, so neither may stand
    # in an address (WHATWG URL Standard, 4.4).
    if "\\" in href or any(unicodedata.category(char) == "Cc" for char in href):
        return False
    if href.startswith("//"):
        return False
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return False
    if scheme == "tel":
        return bool(_TELEPHONE.fullmatch(href))
    return scheme in SCHEMES or (not scheme and href[:1] in ("/", "#", "?"))


def _to_our_article(href: str) -> str | None:
    parts = urlsplit(href)
    if parts.netloc and parts.netloc.lower() != urlsplit(settings.SITE_URL).netloc.lower():
        return None
    prefixes = "|".join(languages.prefix(code) for code in languages.codes())
    match = re.fullmatch(rf"/(?:{prefixes})/(?:[a-z]+/)?({NUMBER})(?:-[^/]*)?/?", parts.path)
    return f"article:{match[1]}" if match else None
