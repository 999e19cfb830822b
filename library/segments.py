"""Where in a picture's file there is something else than the picture itself.

Each reader goes through the structure of one format and gives the places (first byte, byte after
the last) of comments and other data about the picture, and of whatever stands behind its end. It
stops where the structure is broken; the decoder says so then. A file of more parts than any
program writes is refused: reading it, here or in the decoder, would keep everybody waiting.
"""

import os
import re
import struct
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from library.signatures import AVIF, GIF, JPEG, PNG, WEBP

Place = tuple[int, int]
CHUNK = 1 << 20
# What ends compressed data in a JPEG: a marker that is neither an escaped byte nor a restart.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
SOS, _EOI = 0xDA, 0xD9
# From here on: data of applications (E0 to EF) and comments (FE); FF stands for filling bytes.
_APP0, _FILL = 0xE0, 0xFF

DAMAGED = _("This picture is damaged and cannot be read.")
# 60 MB of a PNG whose chunks have but 1 KB, and of a GIF, whose blocks cannot have more than 255.
MOST_CHUNKS, MOST_BLOCKS = 100_000, 500_000
# 60 MB in the largest segments that there are; scans of a JPEG in many passes.
MOST_SEGMENTS, MOST_SCANS = 5_000, 100
MOST_FILLING = 1 << 16
# Blocks of one comment, and bytes that a decoder copies when it adds data to what it has.
MOST_OF_A_COMMENT, MOST_COPIED = 4_000, 10**10


def places(file: BinaryIO, kind: str) -> Iterator[Place]:
    """Return the places in a picture's file that a decoder of pixels does not read."""
    size = file.seek(0, os.SEEK_END)
    # Some readers of documents take a header anywhere in here.
    yield 0, min(size, 1024)
    length = 0
    for number, (start, last) in enumerate(_READERS[kind](file, size), 1):
        end = min(last, size)
        if start < end:
            length += end - start
            _allow(number * length, MOST_COPIED)
            yield start, end


def _allow(count: int, most: int) -> None:
    if count > most:
        raise ValidationError(DAMAGED)


def layers_of_first_scan(file: BinaryIO) -> int:
    """Return how many layers the first scan of a JPEG holds."""
    for marker, start, _end in _jpeg_markers(file, file.seek(0, os.SEEK_END)):
        if marker == SOS:
            file.seek(start)
            return (file.read(1) or b"\0")[0]
    return 0


def _jpeg_markers(file: BinaryIO, size: int) -> Iterator[tuple[int, int, int]]:
    """Return each marker of a JPEG up to its end, with the place of what it holds."""
    position, filling, scans = 2, 0, 0
    for number in count():
        found = _next_marker(file, position)
        if found > position:
            filling += found - position
            yield _FILL, position, found
        _allow(filling, MOST_FILLING)
        _allow(number, MOST_SEGMENTS)
        position = found
        if position + 4 > size:
            break
        file.seek(position)
        _first, marker, length = struct.unpack(">BBH", file.read(4))
        if marker == _EOI:
            break
        yield marker, position + 4, position + 2 + length
        position += 2 + length
        if marker == SOS:
            scans += 1
            _allow(scans, MOST_SCANS)
            position = _next_marker(file, position)
    yield _EOI, position + 2, size


def _next_marker(file: BinaryIO, position: int) -> int:
    file.seek(position)
    while chunk := file.read(CHUNK):
        if found := _MARKER.search(chunk):
            return position + found.start()
        # The marker may begin with the last byte.
        step = len(chunk) - 1 if len(chunk) > 1 else 1
        position = file.seek(position + step)
    return position


def _jpeg(file: BinaryIO, size: int) -> Iterator[Place]:
    for marker, start, end in _jpeg_markers(file, size):
        if marker >= _APP0 or marker == _EOI:
            yield start, end


def _png(file: BinaryIO, size: int) -> Iterator[Place]:
    position = 8
    for number in count():
        _allow(number, MOST_CHUNKS)
        if position + 12 > size:
            return
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
    position, blocks = 13 + _palette(file), 0
    while position < size:
        file.seek(position)
        introducer = file.read(1)
        if introducer == b"!":
            end, more = _end_of_blocks(file, position + 2, MOST_OF_A_COMMENT)
            yield position, end
        elif introducer == b",":
            file.seek(position + 9)
            start = position + 11 + _palette(file)
            end, more = _end_of_blocks(file, start, MOST_BLOCKS - blocks)
        else:
            yield position + 1, size
            return
        position, blocks = end, blocks + more
        _allow(blocks, MOST_BLOCKS)


def _palette(file: BinaryIO) -> int:
    flags = (file.read(1) or b"\0")[0]
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(file: BinaryIO, position: int, most: int) -> tuple[int, int]:
    number, length = 0, b"\0"
    while number == 0 or length not in (b"", b"\0"):
        position += length[0]
        number += 1
        _allow(number, most)
        file.seek(position)
        length = file.read(1)
        position += 1
    return position, number


def _webp(file: BinaryIO, size: int) -> Iterator[Place]:
    file.seek(4)
    end = min(8 + struct.unpack("<I", file.read(4))[0], size)
    position = 12
    for number in count():
        _allow(number, MOST_CHUNKS)
        if position + 8 > end:
            break
        file.seek(position)
        name, length = struct.unpack("<4sI", file.read(8))
        if name not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANMF"):
            yield position + 8, position + 8 + length
        position += 8 + length + length % 2
    yield end, size


def _avif(file: BinaryIO, size: int) -> Iterator[Place]:
    position = 0
    for number in count():
        _allow(number, MOST_CHUNKS)
        if position + 8 > size:
            break
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
