"""A stored answer: its headers, its body in each encoding, and until when it holds."""

import gzip
import json
import zlib
from dataclasses import dataclass
from hashlib import blake2b
from math import inf

import brotli

MAGIC = b"page1"
# The best compression would take longer than rendering; this is within a tenth of it.
BROTLI, GZIP = 5, 6
# What belongs to one request, or is said anew for each encoding.
OWN_HEADERS = {
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "etag",
    "server",
    "vary",
    "x-request-id",
}
_NUMBER = 4  # bytes


class Damaged(ValueError):
    """What lies in the store is no whole page."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer 200. bodies: by name of the encoding, "" is the plain one. until: Unix time."""

    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]
    etag: str
    until: float = inf

    @classmethod
    def of(cls, headers: list[tuple[str, str]], body: bytes, until: float = inf) -> "Page":
        kept = [(name, value) for name, value in headers if name.lower() not in OWN_HEADERS]
        bodies = {
            "": body,
            "gzip": gzip.compress(body, GZIP, mtime=0),
            "br": brotli.compress(body, quality=BROTLI),
        }
        return cls(kept, bodies, blake2b(body, digest_size=16).hexdigest(), until)

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def packed(self) -> bytes:
        """Return it as the bytes of a file, with a check sum: a machine may stop in the middle."""
        facts = {
            "headers": self.headers,
            "lengths": {name: len(body) for name, body in self.bodies.items()},
            "etag": self.etag,
            "until": None if self.until == inf else self.until,
        }
        head = json.dumps(facts).encode()
        content = b"".join([len(head).to_bytes(_NUMBER), head, *self.bodies.values()])
        return b"".join([MAGIC, zlib.crc32(content).to_bytes(_NUMBER), content])

    @classmethod
    def unpacked(cls, data: bytes) -> "Page":
        """Return the page that `packed` wrote. Raises Damaged."""
        at = len(MAGIC)
        content = data[at + _NUMBER :]
        checked = int.from_bytes(data[at : at + _NUMBER])
        if not data.startswith(MAGIC) or zlib.crc32(content) != checked or len(content) < _NUMBER:
            raise Damaged
        start = _NUMBER + int.from_bytes(content[:_NUMBER])
        facts = json.loads(content[_NUMBER:start])
        bodies = {}
        for name, length in facts["lengths"].items():
            bodies[name] = content[start : start + length]
            start += length
        headers = [(name, value) for name, value in facts["headers"]]
        until = inf if facts["until"] is None else facts["until"]
        return cls(headers, bodies, facts["etag"], until)
