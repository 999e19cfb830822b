"""Under which name the page of a request is stored: its address without what no page reads."""

import io
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import parse_qsl

from django.conf import settings
from django.http.request import split_domain_port, validate_host

import languages

LONGEST_PATH, LONGEST_QUERY = 400, 1000
_ASKING = {"GET", "HEAD"}
# Names of ours, with the ports that they were given with.
MOST_HOSTS = 100
_OUR_HOSTS: set[str] = set()
# What of a request's headers a page for everybody may be rendered with: where it was asked for, and
# where from, which is noted for addresses that are not there.
_KEPT = {
    "HTTP_HOST",
    "HTTP_REFERER",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REQUEST_ID",
}
_OF_BODY = {"CONTENT_LENGTH", "CONTENT_TYPE"}
# Below these everything is the same for everybody, unless its answer says otherwise.
_SHARED = (*(f"/{languages.prefix(code)}/" for code in languages.codes()), "/sitemap")


def key(environ: dict) -> str | None:
    """Return the name, or None if the request has to pass by the store."""
    path = environ["PATH_INFO"]
    if not (path.startswith(_SHARED) and len(path) <= LONGEST_PATH and is_plain(path, environ)):
        return None
    query = environ.get("QUERY_STRING")
    if not query:
        return path
    page = _page_of(query) if len(query) <= LONGEST_QUERY else None
    return None if page is None else f"{path}{page}"


def is_plain(path: str, environ: dict) -> bool:
    """Tell whether anybody who asks so may get what is stored."""
    return (
        environ["REQUEST_METHOD"] in _ASKING
        # Written %3F in the address: it would be taken for the mark before a query.
        and "?" not in path
        and (environ.get("HTTP_HOST") in _OUR_HOSTS or _is_our_host(environ))
        and (not settings.SECURE_SSL_REDIRECT or _is_secure(environ))
    )


def for_everybody(environ: dict, name: str) -> dict:
    """Return the request as anybody could have made it, by the name of its page."""
    kept = {
        each: value
        for each, value in environ.items()
        if each in _KEPT or not (each.startswith("HTTP_") or each in _OF_BODY)
    }
    return kept | {"QUERY_STRING": name.partition("?")[2], "wsgi.input": io.BytesIO()}


@lru_cache(maxsize=1000)
def _page_of(query: str) -> str | None:
    """Return what of a query belongs to the name of a page; None if a view may read of it.

    What nobody reads, such as the marks of newsletters, belongs to no page.
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    read = [(name, value) for name, value in pairs if name in settings.PAGE_PARAMETERS]
    if not read:
        return ""
    (name, value), *others = read
    is_page = name == "page" and not others and value.isascii() and value.isdecimal()
    if is_page and 2 <= int(value) <= settings.PAGES_NUMBERED and value == str(int(value)):  # noqa: PLR2004
        return f"?page={value}"
    return None


def _is_our_host(environ: dict) -> bool:
    """Leave to Django to refuse another host."""
    name = environ.get("HTTP_HOST", "")
    domain, _port = split_domain_port(name)
    is_ours = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
    if is_ours and len(_OUR_HOSTS) < MOST_HOSTS:
        _OUR_HOSTS.add(name)
    return is_ours


def _is_secure(environ: dict) -> bool:
    """Leave to Django to lead visitors from http to https."""
    return environ.get("wsgi.url_scheme") == "https" or (
        environ.get("HTTP_X_FORWARDED_PROTO") == "https"
        and _is_trusted(environ.get("REMOTE_ADDR", ""))
    )


@lru_cache(maxsize=1000)
def _is_trusted(address: str) -> bool:
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    return any(peer in network for network in settings.TRUSTED_PROXIES)
