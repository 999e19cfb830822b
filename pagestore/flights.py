"""One page is rendered once, however many ask for it at the same time."""

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

# Seconds that somebody waits for somebody else's page before they render it themselves.
PATIENCE = 3
_PAUSE = 0.005
_LONGEST = 2**31


class Flight:
    """A page that is being rendered; `result` is what came of it, or None."""

    def __init__(self) -> None:
        self._done, self.result = threading.Event(), None

    def end(self) -> None:
        self._done.set()

    def wait(self) -> Any:
        """Return the result; None if there is none, or if it takes too long."""
        return self.result if self._done.wait(PATIENCE) else None


class Flights:
    """Of the threads of a process, and, by a file, of the processes of a host."""

    def __init__(self, file: Path) -> None:
        self._running: dict[str, Flight] = {}
        self._lock = threading.Lock()
        # Never closed: closing any of its descriptors would free all locks of the process.
        self._file = file.open("a+b")

    def close(self) -> None:
        self._file.close()

    @contextmanager
    def one(self, key: str) -> Iterator[tuple[Flight, bool]]:
        """Give the flight of a page, and whether it is for the caller to carry out."""
        with self._lock:
            is_first = key not in self._running
            flight = self._running.setdefault(key, Flight())
        if not is_first:
            yield flight, False
            return
        try:
            with self._among_processes(key):
                yield flight, True
        finally:
            with self._lock:
                del self._running[key]
            flight.end()

    @contextmanager
    def _among_processes(self, key: str) -> Iterator[None]:
        place = int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) % _LONGEST
        has_it = self._wait_for(place)
        try:
            yield
        finally:
            if has_it:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def _wait_for(self, place: int) -> bool:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except BlockingIOError:
                if time.monotonic() > until:
                    return False
                time.sleep(_PAUSE)
            except OSError:
                # No locks left: two may render the same page.
                return False
            else:
                return True
