"""Reading a file, or a part of it, bit by bit: the same from a disk and from a bucket."""

import re
from collections.abc import Iterator
from typing import Protocol

from django.core.files.storage import default_storage

CHUNK = 64 * 1024
# Eighteen digits: more than any file has, less than what takes long to read as a number.
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})$", re.ASCII)


class Beyond(Exception):
    """The part that was asked for lies behind the end of a file of `size` bytes."""

    def __init__(self, size: int) -> None:
        self.size = size


class Reader(Protocol):
    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


class Part:
    """A file of `size` bytes; unless `is_whole`, only `length` of them from `first` on."""

    def __init__(self, reader: Reader, size: int, place: tuple[int, int] | None = None) -> None:
        self.size, self.is_whole = size, place is None
        self.first, self.length = place or (0, size)
        self._reader, self._left = reader, self.length

    def read(self, size: int = CHUNK) -> bytes:
        data = self._reader.read(min(size, self._left))
        self._left -= len(data)
        return data

    def __iter__(self) -> Iterator[bytes]:
        while data := self.read():
            yield data

    def close(self) -> None:
        self._reader.close()


def asked(header: str) -> tuple[str, str] | None:
    """Return first and last byte of a Range header; None asks for the whole (RFC 9110, 14.2)."""
    found = _RANGE.match(header)
    return found.groups() if found and found.groups() != ("", "") else None


def part(name: str, wanted: tuple[str, str] | None = None) -> Part:
    """Open the wanted part of a file; raise FileNotFoundError, Beyond or Unavailable."""
    # A bucket sends a part; what Django's `open` gives has been fetched whole.
    own = getattr(default_storage, "part", None)
    return own(name, wanted) if own else _of_open_file(name, wanted)


def size(name: str) -> int:
    """Return how many bytes a file has; raise FileNotFoundError or Unavailable."""
    if hasattr(default_storage, "part"):
        return default_storage.size(name)
    # Opened, because a folder has a size as well.
    with default_storage.open(name) as file:
        return file.size


def _of_open_file(name: str, wanted: tuple[str, str] | None) -> Part:
    file = default_storage.open(name)
    try:
        place = _place(file.size, *wanted) if wanted else None
        file.seek(place[0] if place else 0)
    except BaseException:
        file.close()
        raise
    return Part(file, file.size, place)


def _place(size: int, first: str, last: str) -> tuple[int, int]:
    if first:
        start, end = int(first), min(int(last or size - 1), size - 1)
    else:
        start, end = max(size - int(last), 0), size - 1
    if start > end:
        raise Beyond(size)
    return start, end - start + 1
