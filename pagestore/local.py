"""The store of this host, and the orders it has not carried out yet."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.utils import timezone

from pagestore.edition import edition
from pagestore.models import PurgeOrder
from pagestore.store import Store

logger = logging.getLogger(__name__)

# An order counts from its commit on, which may come some time after it was written, and the clocks
# of two hosts differ.
OVERLAP = timedelta(minutes=10)
# Orders are kept longer than that (pagestore.purge).
LONGEST_AWAY = timedelta(days=6)
# How often it is noted that there was none: a quiet week is no week away.
NOTED_ANYWAY = timedelta(hours=1)
MEGABYTE = 1024 * 1024

_opened: dict[str, Store | None] = {}
_opening = Lock()


def store() -> Store | None:
    """Return the store, or None where there is none or its folder cannot be used."""
    folder = settings.PAGE_STORE
    if not folder:
        return None
    with _opening:
        if folder not in _opened:
            _opened[folder] = _open(Path(folder))
        return _opened[folder]


def store_to_fill() -> Store | None:
    """Return the store for a process that renders pages: from now on it holds its edition."""
    kept = store()
    if kept:
        kept.claim(edition())
    return kept


def _open(folder: Path) -> Store | None:
    most = settings.PAGE_STORE_MEGABYTES * MEGABYTE
    try:
        return Store(folder, most, for_nginx=settings.PAGE_STORE_FOR_NGINX)
    except OSError as error:
        logger.error("pages cannot be stored", extra={"folder": str(folder), "error": str(error)})
        return None


def carry_out() -> int:
    """Carry out on this host what it has not seen of the orders; return how many."""
    kept = store()
    return _catch_up(kept) if kept else 0


def _catch_up(kept: Store) -> int:
    now, reached = timezone.now(), kept.caught_up_to()
    if reached is None:
        # A new store is empty: what was ordered before it does not concern it.
        kept.caught_up_to(now.timestamp())
        reached = now.timestamp()
    since = datetime.fromtimestamp(reached, UTC)
    if now - since > LONGEST_AWAY:
        kept.forget_everything()
        since = now
    # What is still to come ends the pages it concerns (pagestore.ends).
    rows = PurgeOrder.objects.filter(created_at__gt=since - OVERLAP, due_at__lte=now)
    found = {pk: time.timestamp() for pk, time in rows.values_list("pk", "created_at")}
    # Of nearly all of them only the number is needed: they have been carried out already.
    unseen = kept.unseen(found.items())
    tags = dict(rows.filter(pk__in=unseen).values_list("pk", "tags")) if unseen else {}
    orders = [(pk, found[pk], tags[pk]) for pk in tags]
    kept.carry_out(orders)
    newest = max(found.values(), default=reached)
    if now.timestamp() - reached > NOTED_ANYWAY.total_seconds():
        newest = max(newest, (now - OVERLAP).timestamp())
    if newest > reached:
        kept.caught_up_to(newest, OVERLAP.total_seconds())
    return len(orders)
