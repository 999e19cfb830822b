"""Pages on the disk of one host, for all its processes.

Truth is the file: a page may be served as long as its file is there. Every purge takes files away
and then moves the **turn**, a number that all processes share by a mapped file; so a process may
serve from its memory without asking the disk until the turn moves. Whoever renders remembers the
turn from before: if it has moved when the page is ready, the page may show what was, and is not
stored.
"""

import fcntl
import logging
import os
import shutil
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from math import inf
from pathlib import Path

from pagestore.direct import Direct
from pagestore.failures import as_os_error, logged
from pagestore.index import Index
from pagestore.page import Damaged, Page
from pagestore.tags import SITE
from pagestore.turn import Turn

logger = logging.getLogger(__name__)

# The share of the room that is made free when the store is full.
_MAKE_FREE = 0.1
# Tells one file from another that has taken its name.
Identity = tuple[int, int]
Order = tuple[int, float, Collection[str]]  # number, Unix time of its row, tags


class Store:
    """most_bytes: how large all pages together may grow. for_nginx: also keep pages without an end
    as plain files below `direct/`. Raises OSError where the folder cannot be used.
    """

    def __init__(self, folder: Path, most_bytes: float = inf, *, for_nginx: bool = False) -> None:
        self.folder, self._most, self._for_nginx = folder, most_bytes, for_nginx
        folder.mkdir(parents=True, exist_ok=True)
        self._edition: int | None = None
        # Orders that this process has carried out lately, by number and time.
        self._done: set[tuple[int, float]] = set()
        self._threads = threading.Lock()
        self._direct = Direct(folder / "direct", is_on=for_nginx)
        self._index = Index(folder / "index.sqlite3")
        self._turn = Turn(folder / "turn")
        with self._locked():
            self._begin()

    def claim(self, edition: int) -> None:
        """Let this process store what it renders; what another edition has rendered goes."""
        self._edition = edition
        with self._locked():
            if self._turn.edition != edition:
                self._empty()
                self._turn.edition = edition

    @property
    def is_barred(self) -> bool:
        """Whether nothing is served from here, since something could not be taken away."""
        return self._turn.is_barred

    @property
    def is_current(self) -> bool:
        """Whether pages of this process may be stored: another edition may have come."""
        return self._turn.edition == self._edition

    def close(self) -> None:
        self._index.close()
        self._turn.close()

    @property
    def turn(self) -> int:
        return self._turn.now

    def identity(self, key: str) -> Identity | None:
        """Tell which file holds a page now, or None."""
        if self._turn.is_barred:
            return None
        try:
            found = os.stat(self._file(key))  # noqa: PTH116  (half the time of Path.stat)
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def get(self, key: str) -> tuple[Page, Identity] | None:
        identity = self.identity(key)
        if identity is None:
            return None
        try:
            page = Page.unpacked(self._file(key).read_bytes())
        except Damaged:
            logger.warning("stored page is damaged", extra={"key": key})
            with suppress(OSError):
                self._file(key).unlink()
        except OSError:
            # It was taken away in this moment.
            pass
        else:
            self._place_again(key, page, identity)
            return page, identity
        return None

    def put(self, key: str, page: Page, tags: Collection[str], turn: int) -> Identity | None:
        """Store a page unless something has been purged since `turn`. Raises OSError."""
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        data = page.packed()
        coming = self.folder / f"coming-{os.getpid()}-{threading.get_ident()}"
        try:
            coming.write_bytes(data)
            with self._locked():
                if self.turn != turn or not self.is_current:
                    return None
                # The row first: a file without one could never be purged.
                with as_os_error():
                    size = len(data) + page.size * self._direct.takes(key, page)
                    self._index.keep(key, size, tags)
                coming.replace(file)
                self._direct.place(key, page)
                self._make_room()
            return self.identity(key)
        finally:
            coming.unlink(missing_ok=True)

    def carry_out(self, orders: Iterable[Order]) -> None:
        """Forget the pages that any of the orders names."""
        orders = list(orders)
        if not orders:
            return
        with self._locked():
            self._forget({tag for _number, _time, tags in orders for tag in tags})
            done = {(number, time) for number, time, _tags in orders}
            # Here as well: with a full disk they would be carried out again every second.
            self._done |= done
            with logged("purge not noted"):
                self._index.saw(done)

    def forget_everything(self) -> None:
        with self._locked():
            self._empty()

    def unseen(self, orders: Iterable[tuple[int, float]]) -> list[int]:
        """Return the numbers of the orders, given with their times, that are still to be done."""
        with self._locked(), as_os_error():
            known = self._index.seen() | self._done
        return [number for number, time in orders if (number, time) not in known]

    def caught_up_to(self, time: float | None = None, overlap: float = 0) -> float | None:
        """Return the Unix time up to which orders were looked for; or note it."""
        with self._locked(), as_os_error():
            if time is not None:
                self._done = {each for each in self._done if each[1] >= time - overlap}
                self._index.set_fact("caught up", time)
                self._index.forget_seen(time - overlap)
            return self._index.fact("caught up")

    def facts(self) -> dict[str, int]:
        with self._locked(), as_os_error():
            return {"pages": len(self._index.held()), "bytes": self._index.bytes}

    # With the lock

    def _begin(self) -> None:
        self._clear_away()
        try:
            boot = Path("/proc/sys/kernel/random/boot_id").read_text()
        except OSError:
            boot = ""
        if not self._for_nginx:
            # Nobody would take them away any more.
            self._direct.empty()
        try:
            if self._index.fact("boot") != boot:
                self._reconcile()
                self._index.set_fact("boot", boot)
        except sqlite3.Error as error:
            logger.warning("index of stored pages is damaged", extra={"error": str(error)})
            self._rebuild()

    def _reconcile(self) -> None:
        """Throw away files that the index does not know: a machine may have stopped in between."""
        # Plain files have no check sum that would tell a whole one.
        self._direct.empty()
        known = {self._file(key) for key in self._index.held()}
        for file in (self.folder / "pages").glob("*/*"):
            if file not in known:
                file.unlink()

    def _rebuild(self) -> None:
        self._index.close()
        for file in self.folder.glob("index.sqlite3*"):
            file.unlink()
        self._index = Index(self.folder / "index.sqlite3")
        self._empty()

    def _forget(self, tags: set[str]) -> None:
        if SITE in tags:
            self._empty()
            return
        try:
            keys = self._index.holding(tags)
        except sqlite3.Error as error:
            logger.warning("index of stored pages cannot be read", extra={"error": str(error)})
            self._empty()
            return
        try:
            self._take_away(keys)
        except OSError as error:
            logger.error("stored pages cannot be taken away", extra={"error": str(error)})
            self._empty()
            return
        self._turn.move()
        # Reading and taking away need no room on the disk; where noting it fails, a row is left
        # whose file is gone, and does no harm.
        with logged("purged pages not noted"):
            self._index.drop(keys)

    def _take_away(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._file(key).unlink(missing_ok=True)
            self._direct.take_away(key)

    def _empty(self) -> None:
        # Taking a hundred thousand files away takes seconds, for which nobody has to wait.
        for folder in (self.folder / "pages", self._direct.folder):
            gone = self.folder / f"gone-{folder.name}-{os.getpid()}-{self.turn}"
            try:
                folder.rename(gone)
            except FileNotFoundError:
                continue
            except OSError as error:
                # Better no stored page than a wrong one; the next start tries again.
                logger.error("stored pages are barred", extra={"error": str(error)})
                self._turn.bar()
                break
            threading.Thread(target=shutil.rmtree, args=[gone, True], daemon=True).start()
        self._turn.move()
        with logged("emptied store not noted"):
            self._index.empty()

    def _clear_away(self) -> None:
        """Take away what processes that were killed have left."""
        for gone in self.folder.glob("gone-*"):
            shutil.rmtree(gone, ignore_errors=True)
        for coming in self.folder.glob("coming-*"):
            if not Path("/proc", coming.name.split("-")[1]).exists():
                coming.unlink(missing_ok=True)

    def _make_room(self) -> None:
        with as_os_error():
            if self._index.bytes <= self._most:
                return
            keys = self._index.oldest(self._most * _MAKE_FREE)
            self._take_away(keys)
            self._index.drop(keys)

    # Files

    def _file(self, key: str) -> Path:
        name = blake2b(key.encode(), digest_size=16).hexdigest()
        return self.folder / "pages" / name[:2] / name

    def _place_again(self, key: str, page: Page, identity: Identity) -> None:
        """Put a page back where nginx looks: the setting was off, or the machine had stopped."""
        if not self._direct.lacks(key, page):
            return
        # Where there is no room for it, it is still good here.
        with suppress(OSError), self._locked():
            # Unless it has just been taken away.
            if self.identity(key) == identity:
                self._direct.place(key, page)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # Opened anew each time: a file that was open before a fork would lock for both.
        with self._threads, (self.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
