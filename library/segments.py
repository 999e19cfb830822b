"""Where in a picture's file there is something else than the picture itself.

Each reader goes through the structure of one format and gives the places (first byte, byte after
the last) of comments and other data about the picture, and of whatever stands behind its end. It
stops where the structure is broken; the decoder says so then.
"""

import os
import re
import struct
from collections.abc import Iterator
from typing import BinaryIO

from library.signatures import AVIF, GIF, JPEG, PNG, WEBP

Place = tuple[int, int]
CHUNK = 1 << 20
# What ends compressed data in a JPEG: a marker that is neither an escaped byte nor a restart.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
SOS, _EOI = 0xDA, 0xD9
# From here on: data of applications (E0 to EF) and comments (FE).
_APP0, _FILL = 0xE0, 0xFF


def places(file: BinaryIO, kind: str) -> Iterator[Place]:
    """Return the places in a picture's file that a decoder of pixels does not read."""
    size = file.seek(0, os.SEEK_END)
    # Some readers of documents take a header anywhere in here.
    yield 0, min(size, 1024)
    for start, end in _READERS[kind](file, size):
        if start < min(end, size):
            yield start, min(end, size)


def jpeg_markers(file: BinaryIO, size: int) -> Iterator[tuple[int, int, int]]:
    """Return each marker of a JPEG up to its end, with the place of what it holds."""
    position = 2
    while position + 4 <= size:
        file.seek(position)
        first, marker, length = struct.unpack(">BBH", file.read(4))
        if first != _FILL:
            return
        if marker == _FILL:
            position += 1
            continue
        if marker == _EOI:
            yield marker, position + 2, size
            return
        yield marker, position + 4, position + 2 + length
        position += 2 + length
        if marker == SOS:
            position = _end_of_scan(file, position)
    yield _EOI, position + 2, size


def _end_of_scan(file: BinaryIO, position: int) -> int:
    file.seek(position)
    while chunk := file.read(CHUNK):
        if found := _MARKER.search(chunk):
            return position + found.start()
        # The marker may begin with the last byte.
        step = len(chunk) - 1 if len(chunk) > 1 else 1
        position = file.seek(position + step)
    return position


def _jpeg(file: BinaryIO, size: int) -> Iterator[Place]:
    for marker, start, end in jpeg_markers(file, size):
        if marker >= _APP0 or marker == _EOI:
            yield start, end


def _png(file: BinaryIO, size: int) -> Iterator[Place]:
    position = 8
    while position + 12 <= size:
        file.seek(position)
        length, name = struct.unpack(">I4s", file.read(8))
        end = position + 12 + length
        if name not in (b"IDAT", b"fdAT", b"PLTE"):
            yield position + 8, end - 4
        if name == b"IEND":
            yield end, size
            return
        position = end


def _gif(file: BinaryIO, size: int) -> Iterator[Place]:
    file.seek(10)
    position = 13 + _palette(file)
    while position < size:
        file.seek(position)
        introducer = file.read(1)
        if introducer == b"!":
            end = _end_of_blocks(file, position + 2)
            yield position, end
        elif introducer == b",":
            file.seek(position + 9)
            end = _end_of_blocks(file, position + 11 + _palette(file))
        else:
            yield position + 1, size
            return
        position = end


def _palette(file: BinaryIO) -> int:
    flags = (file.read(1) or b"\0")[0]
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(file: BinaryIO, position: int) -> int:
    while True:
        file.seek(position)
        length = file.read(1)
        position += 1
        if length in (b"", b"\0"):
            return position
        position += length[0]


def _webp(file: BinaryIO, size: int) -> Iterator[Place]:
    file.seek(4)
    end = min(8 + struct.unpack("<I", file.read(4))[0], size)
    position = 12
    while position + 8 <= end:
        file.seek(position)
        name, length = struct.unpack("<4sI", file.read(8))
        if name not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANMF"):
            yield position + 8, position + 8 + length
        position += 8 + length + length % 2
    yield end, size


def _avif(file: BinaryIO, size: int) -> Iterator[Place]:
    position = 0
    while position + 8 <= size:
        file.seek(position)
        length, name = struct.unpack(">I4s", file.read(8))
        if length == 1:
            length = int.from_bytes(file.read(8), "big")
        end = position + length if length else size
        if end <= position or not name.isalnum():
            break
        if name != b"mdat":
            yield position + 8, end
        position = end
    yield position, size


_READERS = {JPEG: _jpeg, PNG: _png, GIF: _gif, WEBP: _webp, AVIF: _avif}
