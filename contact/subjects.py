"""Which page of ours a question is about: links carry it, the form shows and keeps it."""

import re
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

LONGEST = 300
# A path on this host: not "//host/", and nothing that a browser would read as one.
_PATH = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*")


def own_path(text: str | None) -> str:
    """Return the path of a public page of ours that `text` names, or nothing."""
    path = unquote((text or "").partition("?")[0].partition("#")[0])
    hidden = (f"/{settings.ADMIN_PATH}", settings.STATIC_URL, settings.MEDIA_URL)
    is_path = len(path) <= LONGEST and _PATH.fullmatch(path) and path.isprintable()
    if not is_path or ".." in path.split("/") or f"{path}/".startswith(hidden):
        return ""
    return path


def address(request: HttpRequest, kind: str) -> str:
    """Return the address of the contact form, filled in for the page that is asked for.

    A page of the form itself is no subject: behind one of them is somebody's question.
    """
    form = reverse("contact")
    path = own_path(request.path)
    about = {"about": path} if path and not path.startswith(form) else {}
    return f"{form}?{urlencode({'kind': kind} | about, safe='/')}"
