"""Orders to forget pages: written in the transaction of an act, carried out after its commit.

Caches in front of the portal get the method PURGE with the tags as surrogate keys, sent to every
base address in PURGE_URLS; if that fails or the process dies, the worker does it. Purging twice
does no harm.
"""

import http.client
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from pagestore import local
from pagestore.models import PurgeOrder
from pagestore.tags import SITE

logger = logging.getLogger(__name__)

TIMEOUT = 3  # seconds for one address
# Seconds: the wait doubles with each try up to this.
LONGEST_WAIT = 600
# Bytes of one header; servers commonly take lines of 8 kB.
LONGEST_KEY = 7000
# How long an order is kept after its moment. A host that was away longer empties its store.
KEPT = timedelta(days=7)


def order_purge(announcement) -> None:
    """Order the purge of what an act touches, at each moment it changes. A publishing step."""
    order_purge_at(announcement.tags, announcement.moments)


def order_purge_at(tags: Iterable[str], moments: Iterable[datetime | None] = ()) -> None:
    """Order the purge of all pages that use any of `tags`, now and at each moment to come.

    Now as well, because pages that are stored already do not know of those moments.
    """
    tags = set(tags)
    if not tags:
        return
    now, named = timezone.now(), [SITE] if SITE in tags else sorted(tags)
    ahead = sorted({moment for moment in moments if moment and moment > now})
    # Without a cache in front nobody has to be asked.
    done = None if settings.PURGE_URLS else now
    orders = [PurgeOrder(tags=named, created_at=now, due_at=now, next_try_at=now, done_at=done)]
    orders += [
        PurgeOrder(tags=named, created_at=now, due_at=moment, next_try_at=moment)
        for moment in ahead
    ]
    PurgeOrder.objects.bulk_create(orders)
    # This host's own store first: a cache in front may keep us waiting.
    for follow in (local.carry_out, _tell_caches):
        transaction.on_commit(follow, robust=True)


def _tell_caches() -> None:
    if settings.PURGE_URLS:
        carry_out()


def carry_out() -> int:
    """Send the orders that are due to PURGE_URLS; return how many were taken. A worker's job."""
    now = timezone.now()
    due = PurgeOrder.objects.filter(done_at=None, next_try_at__lte=now)
    if settings.PURGE_URLS:
        return sum(_carry_out(order) for order in due.order_by("pk"))
    # Asked first, because on SQLite writing nothing would still make others wait.
    return due.update(done_at=now) if due.exists() else 0


def _carry_out(order: PurgeOrder) -> bool:
    try:
        for base in settings.PURGE_URLS:
            _purge(base, order.tags)
    except (OSError, http.client.HTTPException) as error:
        order.tries += 1
        order.last_error = f"{type(error).__name__}: {error}"
        wait = min(2**order.tries, LONGEST_WAIT)
        order.next_try_at = timezone.now() + timedelta(seconds=wait)
        order.save()
        logger.warning("purge failed", extra={"order": order.pk, "error": order.last_error})
        return False
    order.done_at = timezone.now()
    order.save()
    return True


def _purge(base: str, tags: list[str]) -> None:
    target, host = urlsplit(base), urlsplit(settings.SITE_URL).netloc
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.hostname, target.port, timeout=TIMEOUT)
    try:
        for keys in _keys(tags):
            connection.request("PURGE", "/", headers={"Host": host, "Surrogate-Key": keys})
            answer = connection.getresponse()
            answer.read()
            # 404: the cache does not hold such a page, which is what we want.
            if answer.status >= 400 and answer.status != 404:  # noqa: PLR2004
                raise http.client.HTTPException(f"{base} answered {answer.status}")
    finally:
        connection.close()


def _keys(tags: list[str]) -> Iterator[str]:
    """Return the tags as values of a header, as many as are needed."""
    keys = ""
    for tag in tags:
        if keys and len(keys) + len(tag) >= LONGEST_KEY:
            yield keys
            keys = ""
        keys = f"{keys} {tag}" if keys else tag
    yield keys


def forget_old() -> None:
    """Delete the orders whose moment has long passed. A tidying job."""
    old = PurgeOrder.objects.filter(due_at__lt=timezone.now() - KEPT)
    old.exclude(done_at=None).delete()
