"""Looking for the orders of other hosts, and of processes that died before they carried out theirs.

Of the processes of a host that serve pages one looks, a second after a second; when it ends,
another one takes over.
"""

import fcntl
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

PAUSE = 1  # seconds


def start(folder: Path, work: Callable[[], object]) -> None:
    """Do the work every second in a thread, in one of the processes that share `folder`."""
    threading.Thread(target=_watch, args=[folder, work], name="purge orders", daemon=True).start()


def _watch(folder: Path, work: Callable[[], object]) -> None:
    with (folder / "watching").open("a") as turn:
        # Waits until the process that watches now has ended.
        fcntl.flock(turn, fcntl.LOCK_EX)
        is_well = True
        while True:
            is_well = look(work, is_well)
            time.sleep(PAUSE)


def look(work: Callable[[], object], was_well: bool = True) -> bool:
    """Do the work once, and tell whether that went well; a failure is logged."""
    try:
        connection.close_if_unusable_or_obsolete()
        work()
    except (DatabaseError, OSError) as error:
        # Told once and not every second: what is stored is served meanwhile.
        if was_well:
            logger.warning("purge orders cannot be read", extra={"error": str(error)})
        connection.close()
        return False
    except Exception:
        logger.exception("watching for purge orders failed")
        connection.close()
        return False
    if not was_well:
        logger.info("purge orders are read again")
    return True
