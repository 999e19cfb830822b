"""Paths that are no longer served: how two of them are compared, and what was served where.

Read this to bring a path into the form in which redirects are stored (`canonical`), to turn what
somebody has pasted into a path (`path_of`), or to know whether the portal serves a path itself.
The addresses of the former site are described in docs/decisions/0012-legacy-pages.md.
"""

import re
import unicodedata
from datetime import date
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override

import languages

LONGEST = 300

# The former site, and the publisher's hosts that showed the same pages under a path of their own.
FORMER_HOST = "english.liangjiang.gov.cn"
PUBLISHER = "chinadaily.com.cn"
PUBLISHER_FOLDER = "/regional/chongqing/liangjiang"

# /2021-08/19/content_37546317.htm and /2021-08/19/c_802668.htm; page n of an article ends in _n.
_PAGE = re.compile(
    rf"(?P<folder>{PUBLISHER_FOLDER})?"
    r"(?P<page>/(?P<year>\d{4})-(?P<month>\d{2})/(?P<day>\d{2})/(?:content|c)_\d+)"
    r"(?:_\d+)?(?P<end>\.html?)",
    re.ASCII,
)


class NoOldPath(ValueError):
    """What was given is no address that this portal could ever be asked for."""


def canonical(path: str) -> str:
    """Return the one form of a decoded path in which redirects are stored and looked for.

    A slash at the end, capitals and the page number of a former article make no difference.
    """
    path = unicodedata.normalize("NFC", path).lower()
    path = path.rstrip("/") or "/"
    if found := _PAGE.fullmatch(path):
        return f"{found['folder'] or ''}{found['page']}{found['end']}"
    return path


def same_page(path: str) -> list[str]:
    """Return the canonical paths under which a page may be known, its own one first.

    The publisher showed an article of the former site under the same number in its own folder.
    """
    own = canonical(path)
    found = _PAGE.fullmatch(own)
    if not found:
        return [own]
    plain = f"{found['page']}{found['end']}"
    return [own, plain if found["folder"] else PUBLISHER_FOLDER + plain]


def path_of(typed: str) -> str:
    """Return the decoded path of what somebody typed or pasted: a path or a whole address.

    Raises NoOldPath when it is neither, or when its host never was this site's.
    """
    typed = typed.strip()
    if "://" not in typed and not typed.startswith("/"):
        # english.liangjiang.gov.cn/…, as browsers show it.
        typed = f"http://{typed}"
    try:
        parts = urlsplit(typed)
        host = (parts.hostname or "").rstrip(".")
    except ValueError as error:
        raise NoOldPath(typed) from error
    if host and not (parts.scheme in ("http", "https") and _was_ours(host)):
        raise NoOldPath(typed)
    path = unquote(parts.path)
    if not path.startswith("/") or path.startswith("//") or not can_be_asked_for(path):
        raise NoOldPath(typed)
    return path


def can_be_asked_for(path: str) -> bool:
    """Tell whether a path could stand in our tables: short enough, no control characters."""
    return len(path) <= LONGEST and path.isprintable()


def is_former_article(address: str) -> bool:
    """Tell whether a whole address has the form of an article on the former site's hosts."""
    try:
        path, host = path_of(address), urlsplit(address).hostname or ""
    except ValueError:
        return False
    found = _PAGE.fullmatch(path.lower())
    return bool(found) and bool(found["folder"]) == (host.rstrip(".") != FORMER_HOST)


def date_in(path: str) -> date | None:
    """Return the day that the path of a former article names; None if there is no such day."""
    found = _PAGE.fullmatch(path.lower())
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        return None


def is_served(path: str) -> bool:
    """Tell whether the portal itself answers under this path or keeps it for itself."""
    places = (settings.ADMIN_PATH, settings.STATIC_URL, settings.MEDIA_URL)
    own = [languages.prefix(code) for code in languages.codes()]
    own += [place.strip("/").lower() for place in places]
    return path.lower().strip("/").split("/")[0] in own or bool(match(path))


def match(path: str) -> tuple[str, ResolverMatch] | None:
    """Return the path, with a slash at its end if it needs one, and what answers under it."""
    first = path.lstrip("/").split("/")[0]
    code = next((code for code in languages.codes() if languages.prefix(code) == first), None)
    with override(code or settings.LANGUAGE_CODE):
        for form in (path, f"{path.rstrip('/')}/"):
            try:
                return form, resolve(form)
            except Resolver404:
                continue
    return None


def _was_ours(host: str) -> bool:
    ours = {FORMER_HOST, urlsplit(settings.SITE_URL).hostname}
    return host in ours or host == PUBLISHER or host.endswith(f".{PUBLISHER}")
