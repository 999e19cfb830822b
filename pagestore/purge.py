"""Telling caches in front of the portal to forget pages: the method PURGE, as Varnish and nginx
know it, sent to every base address in PURGE_URLS.

The order is a row of the publishing transaction. It is carried out right after the commit and, if
that fails or the process dies, by the worker. Purging twice does no harm.
"""

import http.client
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from pagestore.models import PurgeOrder

logger = logging.getLogger(__name__)

TIMEOUT = 3  # seconds for one address
# Seconds: the wait doubles with each try up to this.
LONGEST_WAIT = 600
# How long an order is kept that has been carried out.
KEPT = timedelta(days=30)


def order_purge(announcement) -> None:
    """Order the purge of the addresses of an act, at each moment they change. A publishing step."""
    # Which pages these are takes questions to the database that nobody needs without a cache.
    if settings.PURGE_URLS:
        order_purge_at(announcement.addresses, announcement.moments)


def order_purge_at(paths: Iterable[str], moments: Iterable[datetime | None] = ()) -> None:
    """Order the purge of `paths` now and again at each of `moments` that is still to come.

    The path `/*` means every page (docs/operation.md).
    """
    if not settings.PURGE_URLS:
        return
    now, paths = timezone.now(), list(dict.fromkeys(paths))
    for moment in [now, *sorted({time for time in moments if time and time > now})]:
        PurgeOrder.objects.create(paths=paths, next_try_at=moment)
    transaction.on_commit(carry_out, robust=True)


def carry_out() -> int:
    """Carry out the orders that are due; return how many."""
    due = PurgeOrder.objects.filter(done_at=None, next_try_at__lte=timezone.now())
    return sum(_carry_out(order) for order in due.order_by("pk"))


def _carry_out(order: PurgeOrder) -> bool:
    try:
        for base in settings.PURGE_URLS:
            _purge(base, order.paths)
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


def _purge(base: str, paths: list[str]) -> None:
    target, host = urlsplit(base), urlsplit(settings.SITE_URL).netloc
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.hostname, target.port, timeout=TIMEOUT)
    try:
        for path in paths:
            connection.request("PURGE", path, headers={"Host": host})
            answer = connection.getresponse()
            answer.read()
            # 404: the cache does not hold the page, which is what we want.
            if answer.status >= 400 and answer.status != 404:  # noqa: PLR2004
                raise http.client.HTTPException(f"{base} answered {answer.status} to {path}")
    finally:
        connection.close()


def forget_old() -> None:
    """Delete the orders that were carried out long ago. A tidying job."""
    PurgeOrder.objects.filter(done_at__lt=timezone.now() - KEPT).delete()
