"""Two numbers that all processes of a host share by a mapped file, read without asking the disk.

The **turn** moves on with every purge. The **edition** is that of the program whose pages lie in
the store.
"""

import os
from mmap import mmap
from pathlib import Path

_TURN, _EDITION = 0, 1  # places, each of eight bytes
_SIZE = 16
_BARRED = 2**64 - 1


class Turn:
    """Written only with the lock of the store. Raises OSError where the file cannot be mapped."""

    def __init__(self, file: Path) -> None:
        with file.open("a+b") as opened:
            if opened.seek(0, os.SEEK_END) < _SIZE:
                opened.truncate(_SIZE)
            self._shared = memoryview(mmap(opened.fileno(), _SIZE)).cast("Q")

    def close(self) -> None:
        self._shared.release()

    @property
    def now(self) -> int:
        return self._shared[_TURN]

    def move(self) -> None:
        self._shared[_TURN] += 1

    @property
    def edition(self) -> int:
        return self._shared[_EDITION]

    @edition.setter
    def edition(self, number: int) -> None:
        self._shared[_EDITION] = number

    @property
    def is_barred(self) -> bool:
        """Whether there is something in the store that could not be taken away."""
        return self.edition == _BARRED

    def bar(self) -> None:
        self.edition = _BARRED
