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
import re
import shutil
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from math import inf
from mmap import mmap
from pathlib import Path

from pagestore.index import Index
from pagestore.page import Damaged, Page
from pagestore.tags import SITE

logger = logging.getLogger(__name__)

_TURN, _EDITION = 0, 1  # places in the mapped file, each of eight bytes
_SHARED = 16
# Of the check sum of a page: as many as make a time that every file system takes.
_TIME_DIGITS = 7
# The share of the room that is made free when the store is full.
_MAKE_FREE = 0.1
_PLAIN_FOLDER = re.compile(r"(/[\w-]+)+/", re.ASCII)
# Tells one file from another that has taken its name.
Identity = tuple[int, int]
Order = tuple[int, float, Collection[str]]  # number, Unix time of its row, tags


class Store:
    """edition: of the program that renders; what another one has rendered is thrown away.

    most_bytes: how large all pages together may grow. for_nginx: also keep pages without an end as
    plain files below `direct/`. Raises OSError where the folder cannot be used.
    """

    def __init__(
        self, folder: Path, edition: int, most_bytes: float = inf, *, for_nginx: bool = False
    ) -> None:
        self.folder, self._edition, self._most = folder, edition, most_bytes
        self._for_nginx = for_nginx
        folder.mkdir(parents=True, exist_ok=True)
        self._threads = threading.Lock()
        self._index = Index(folder / "index.sqlite3")
        with (folder / "turn").open("a+b") as file:
            if file.seek(0, os.SEEK_END) < _SHARED:
                file.truncate(_SHARED)
            self._shared = memoryview(mmap(file.fileno(), _SHARED)).cast("Q")
        with self._locked():
            self._begin()

    def close(self) -> None:
        self._index.close()
        self._shared.release()

    @property
    def turn(self) -> int:
        return self._shared[_TURN]

    def identity(self, key: str) -> Identity | None:
        """Tell which file holds a page now, or None."""
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
            self._place_again(key, page, identity)
            return page, identity
        except Damaged:
            logger.warning("stored page is damaged", extra={"key": key})
            with suppress(OSError):
                self._file(key).unlink()
        except OSError:
            # It was taken away in this moment.
            pass
        return None

    def put(self, key: str, page: Page, tags: Collection[str], turn: int) -> Identity | None:
        """Store a page unless something has been purged since `turn`. Raises OSError."""
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        data = page.packed()
        coming = file.with_name(f"{file.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            coming.write_bytes(data)
            with self._locked():
                if self.turn != turn or self._shared[_EDITION] != self._edition:
                    return None
                # The row first: a file without one could never be purged.
                with _as_os_error():
                    self._index.keep(key, len(data), tags)
                coming.replace(file)
                self._place(key, page)
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
            with _logged("purge not noted"):
                self._index.saw((number, time) for number, time, _tags in orders)

    def forget_everything(self) -> None:
        with self._locked():
            self._empty()

    def unseen(self, orders: Iterable[Order]) -> list[Order]:
        with self._locked(), _as_os_error():
            known = self._index.seen()
        return [order for order in orders if order[:2] not in known]

    def caught_up_to(self, time: float | None = None, overlap: float = 0) -> float | None:
        """Return the Unix time up to which orders were looked for; or note it."""
        with self._locked(), _as_os_error():
            if time is not None:
                self._index.set_fact("caught up", time)
                self._index.forget_seen(time - overlap)
            return self._index.fact("caught up")

    def facts(self) -> dict[str, int]:
        with self._locked(), _as_os_error():
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
            shutil.rmtree(self.folder / "direct", ignore_errors=True)
        try:
            if self._shared[_EDITION] != self._edition:
                self._empty()
                self._shared[_EDITION] = self._edition
            elif self._index.fact("boot") != boot:
                self._reconcile()
            self._index.set_fact("boot", boot)
        except sqlite3.Error as error:
            logger.warning("index of stored pages is damaged", extra={"error": str(error)})
            self._rebuild()

    def _reconcile(self) -> None:
        """Throw away files that the index does not know: a machine may have stopped in between."""
        # Plain files have no check sum that would tell a whole one.
        shutil.rmtree(self.folder / "direct", ignore_errors=True)
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
        self._take_away(keys)
        self._shared[_TURN] += 1
        # Reading and taking away need no room on the disk; where noting it fails, a row is left
        # whose file is gone, and does no harm.
        with _logged("purged pages not noted"):
            self._index.drop(keys)

    def _take_away(self, keys: Iterable[str]) -> None:
        for key in keys:
            for file in (self._file(key), *(self._direct_files(key) if self._for_nginx else ())):
                file.unlink(missing_ok=True)

    def _empty(self) -> None:
        # Taking a hundred thousand files away takes seconds, for which nobody has to wait.
        for name in ("pages", "direct"):
            gone = self.folder / f"gone-{name}-{os.getpid()}-{self.turn}"
            with suppress(FileNotFoundError):
                (self.folder / name).rename(gone)
                threading.Thread(target=shutil.rmtree, args=[gone, True], daemon=True).start()
        self._shared[_TURN] += 1
        with _logged("emptied store not noted"):
            self._index.empty()

    def _clear_away(self) -> None:
        for gone in self.folder.glob("gone-*"):
            shutil.rmtree(gone, ignore_errors=True)

    def _make_room(self) -> None:
        with _as_os_error():
            if self._index.bytes <= self._most:
                return
            keys = self._index.oldest(self._most * _MAKE_FREE)
            self._take_away(keys)
            self._index.drop(keys)

    # Files

    def _file(self, key: str) -> Path:
        name = blake2b(key.encode(), digest_size=16).hexdigest()
        return self.folder / "pages" / name[:2] / name

    def _direct_files(self, key: str) -> list[Path]:
        """Return where nginx looks for a page: only for addresses that are plain folders."""
        if not _PLAIN_FOLDER.fullmatch(key):
            return []
        place = self.folder / "direct" / key.strip("/") / "index.html"
        return [place, place.with_name("index.html.gz"), place.with_name("index.html.br")]

    def _place(self, key: str, page: Page) -> None:
        if not self._for_nginx:
            return
        files = self._direct_files(key)
        if page.until != inf:
            for file in files:
                file.unlink(missing_ok=True)
            return
        # nginx makes an ETag of the time and the length, and two versions may have both in common:
        # so the time says what the content is.
        seconds = int(page.etag[:_TIME_DIGITS], 16)
        # The plain one last: nginx looks for it before all others.
        for file, encoding in reversed(list(zip(files, ("", "gzip", "br"), strict=False))):
            file.parent.mkdir(parents=True, exist_ok=True)
            coming = file.with_name(f".{file.name}")
            coming.write_bytes(page.bodies[encoding])
            os.utime(coming, (seconds, seconds))
            coming.replace(file)

    def _place_again(self, key: str, page: Page, identity: Identity) -> None:
        """Put a page back where nginx looks: the setting was off, or the machine had stopped."""
        files = self._direct_files(key) if self._for_nginx and page.until == inf else []
        if not files or files[0].exists():
            return
        # Where there is no room for it, it is still good here.
        with suppress(OSError), self._locked():
            # Unless it has just been taken away.
            if self.identity(key) == identity:
                self._place(key, page)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # Opened anew each time: a file that was open before a fork would lock for both.
        with self._threads, (self.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Let a full or broken disk look the same whether a file or the index met it."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(f"index of stored pages: {error}") from error


@contextmanager
def _logged(what: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        logger.warning(what, extra={"error": str(error)})
