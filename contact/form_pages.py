"""Forms without cookies: what stands in for a CSRF token (docs/decisions/0015).

A form page carries a signed one-time id with the time it was made. A post counts when the browser
says that it comes from a page of ours.
"""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

SALT = "contact.form"
CARRIER = "form"
TRAP = "website"
LEAST = 3  # seconds; nobody reads and fills a form faster
MOST = 24 * 3600


class Refused(Exception):
    """A form that is not taken in. What was typed into it is shown again."""


class FromElsewhere(Refused):
    """A post that no page of ours has sent, as far as the browser says."""


class NotOurs(Refused):
    """A token that this installation has not made."""


class TooSoon(Refused):
    """A form that came back faster than a person can fill it."""


class TooOld(Refused):
    """A form that was open for more than a day."""


class Trapped(Refused):
    """A form with something in the field that people do not see."""


def new_token() -> str:
    return signing.dumps(uuid.uuid4().hex, salt=SALT)


def one_time_id(token: str) -> str:
    """Return the id in a token; raises NotOurs, TooOld or TooSoon."""
    try:
        found = signing.loads(token, salt=SALT, max_age=MOST)
    except signing.SignatureExpired as error:
        raise TooOld from error
    except signing.BadSignature as error:
        raise NotOurs from error
    try:
        signing.loads(token, salt=SALT, max_age=LEAST)
    except signing.SignatureExpired:
        return found
    raise TooSoon


def check(request: HttpRequest) -> str:
    """Return the one-time id of a post; raises the kind of Refused that holds."""
    if not is_from_here(request):
        raise FromElsewhere
    if request.POST.get(TRAP):
        raise Trapped
    return one_time_id(request.POST.get(CARRIER, ""))


def kept_token(request: HttpRequest) -> str:
    """Return the token to show a form with again: the one it came with while that is good."""
    token = request.POST.get(CARRIER, "")
    try:
        one_time_id(token)
    except TooSoon:
        return token
    except Refused:
        return new_token()
    return token


def is_from_here(request: HttpRequest) -> bool:
    """Tell whether a browser sent this from a page of ours.

    Current browsers say so themselves (Fetch Metadata); older ones, and all of them without TLS,
    name the page's origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}"
    return _origin(origin) in (_origin(settings.SITE_URL), _origin(here))


def _origin(address: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        return parts.scheme, parts.hostname or "", port
    except ValueError:
        return "", "", None
