"""Paths that visitors ask for in vain, kept for the editors: the newest 500, nothing personal."""

import logging
import re
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import Error, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from articles import counting, old_paths
from articles.models import MissedAddress

logger = logging.getLogger(__name__)

MOST = 500
KEPT_FOR = timedelta(days=90)

# Nobody follows a link to these: programs look for weaknesses, browsers for icons.
_PROBE = re.compile(
    r"/\.|\.(?:php\d?|aspx?|jspx?|cgi|env|ini|sql|bak|old|ya?ml|sh|exe|dll|do|action)(?:[./]|$)"
    r"|/(?:wp-|cgi-bin|wordpress|phpmyadmin|pma/|xmlrpc|vendor/|actuator|owa/|boaform|hnap1"
    r"|server-status|solr/|jenkins|manager/html|remote/|telescope|_ignition|@)"
    r"|^/(?:favicon\.ico|apple-touch-icon[^/]*|browserconfig\.xml|ads\.txt|humans\.txt)$",
    re.IGNORECASE,
)


def note(request: HttpRequest) -> None:
    """Count a page that was asked for and is not here. Never raises, whatever the database does."""
    path = request.path
    if not _is_worth_noting(path):
        return
    try:
        with counting.without_waiting(), transaction.atomic():
            _write(path, _referrer(request.headers.get("Referer", "")))
    except Error:
        logger.exception("missing page not counted")


def _is_worth_noting(path: str) -> bool:
    files = (settings.STATIC_URL, settings.MEDIA_URL)
    return (
        old_paths.can_be_asked_for(path)
        and not path.startswith(files)
        and not _is_private(path)
        and not _PROBE.search(path)
    )


def _is_private(path: str) -> bool:
    """Tell whether a path is one of the desk, or has the receipt of a question in it."""
    path = f"{unquote(path)}/".lower()
    return path.startswith(f"/{settings.ADMIN_PATH}".lower()) or "/contact/sent/" in path


def _referrer(header: str) -> str:
    try:
        parts = urlsplit(header)
        # Without the name and password that may stand before it.
        host = parts.hostname and parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
    page = f"{parts.scheme}://{host}{parts.path}"
    is_page = parts.scheme in ("http", "https") and host and not _is_private(parts.path)
    return page if is_page and old_paths.can_be_asked_for(page) else ""


def _write(path: str, referrer: str) -> None:
    now = timezone.now()
    seen = {"hits": F("hits") + 1, "last_seen_at": now}
    if referrer:
        seen["referrer"] = referrer
    if MissedAddress.objects.filter(path=path).update(**seen):
        return
    row = MissedAddress(path=path, first_seen_at=now, last_seen_at=now, referrer=referrer)
    # Somebody else may have asked for it in the same moment.
    MissedAddress.objects.bulk_create([row], ignore_conflicts=True)
    newest = MissedAddress.objects.order_by("-last_seen_at", "-pk").values("pk")
    MissedAddress.objects.filter(pk__in=newest[MOST:]).delete()


def forget(path: str) -> None:
    """Take the rows away that a redirect from `path` has settled."""
    wanted = old_paths.canonical(path)
    rows = MissedAddress.objects.values_list("pk", "path")
    settled = [pk for pk, seen in rows if wanted in old_paths.same_page(seen)]
    MissedAddress.objects.filter(pk__in=settled).delete()


def forget_old() -> int:
    """Take rows away that nobody has asked for in 90 days; return how many. One DELETE."""
    deleted, _by_model = MissedAddress.objects.filter(
        last_seen_at__lt=timezone.now() - KEPT_FOR
    ).delete()
    return deleted
