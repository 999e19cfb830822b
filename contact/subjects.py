"""Which page of ours a question is about: links carry it, the form shows and keeps it."""

import re
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

LONGEST = 300
# A path on this host: not "//host/", and nothing that a browser would turn into another one.
_PATH = re.compile(r"/(?![/\\])[^\s\\%]*")


def own_page(text: str | None) -> str:
    """Return the page of ours that `text` names, as people read it, or nothing.

    What follows a question mark stays: somebody may ask about what a search has found.
    """
    page = unquote((text or "").partition("#")[0])
    path = page.partition("?")[0]
    hidden = (f"/{settings.ADMIN_PATH}", settings.STATIC_URL, settings.MEDIA_URL)
    is_page = len(page) <= LONGEST and page.isprintable() and _PATH.fullmatch(path)
    if not is_page or ".." in path.split("/") or f"{path}/".startswith(hidden):
        return ""
    return page


def address(request: HttpRequest, kind: str) -> str:
    """Return the address of the contact form, filled in for the page that is asked for.

    A page of the form itself is no subject: behind one of them is somebody's question.
    """
    form = reverse("contact")
    path = own_page(request.path)
    about = {"about": path} if path and not path.startswith(form) else {}
    return f"{form}?{urlencode({'kind': kind} | about, safe='/')}"
