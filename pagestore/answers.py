"""What a stored page answers, ready to be sent, in the memory of one process."""

from collections.abc import Callable
from functools import lru_cache
from threading import Lock

from pagestore.page import Page
from pagestore.store import Identity

# Of the bodies and headers together, for each process.
MOST_BYTES = 24 * 1024 * 1024
_OK, _NOT_MODIFIED = "200 OK", "304 Not Modified"
_OF_CONTENT = {"content-type", "content-language", "content-length"}

Headers = list[tuple[str, str]]
# Status, headers, body
Answer = tuple[str, Headers, list[bytes]]


class Held:
    """A page with all its answers. It holds without asking the disk while the turn is `turn`."""

    __slots__ = ("_answers", "identity", "size", "turn", "until")

    def __init__(self, page: Page, identity: Identity | None, turn: int) -> None:
        self.identity, self.turn, self.until, self.size = identity, turn, page.until, page.size
        self._answers = {name: _Answers(page, name) for name in page.bodies}

    def answer(self, environ: dict) -> Answer:
        found = self._answers[encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        if (known := environ.get("HTTP_IF_NONE_MATCH")) and found.is_named(known):
            return found.not_modified
        return found.whole if environ["REQUEST_METHOD"] == "GET" else found.head


class _Answers:
    """Of one encoding. Their tags differ: RFC 9110, 8.8.3.3."""

    __slots__ = ("_tag", "head", "not_modified", "whole")

    def __init__(self, page: Page, name: str) -> None:
        body = page.bodies[name]
        self._tag = f'"{page.etag}-{name}"' if name else f'"{page.etag}"'
        common = [*page.headers, ("ETag", self._tag), ("Vary", "Accept-Encoding")]
        about = [("Content-Encoding", name)] if name else []
        headers = [*common, *about, ("Content-Length", str(len(body)))]
        short = [(each, value) for each, value in common if each.lower() not in _OF_CONTENT]
        self.whole: Answer = (_OK, headers, [body])
        self.head: Answer = (_OK, headers, [])
        self.not_modified: Answer = (_NOT_MODIFIED, short, [])

    def is_named(self, known: str) -> bool:
        """Tell whether an If-None-Match names it: weakly, by RFC 9110, 13.1.2."""
        tags = (tag.strip().removeprefix("W/") for tag in known.split(","))
        return any(tag in (self._tag, "*") for tag in tags)


@lru_cache(maxsize=256)
def encoding(accepted: str) -> str:
    """Return the shortest encoding that an Accept-Encoding takes (RFC 9110, 12.5.3)."""
    weights = {}
    for part in accepted.lower().split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        weights[name] = not any(each.replace(" ", "").rstrip("0.") == "q=" for each in parameters)
    return next((name for name in ("br", "gzip") if weights.get(name, weights.get("*"))), "")


class Memory:
    """The pages that this process has sent, the oldest given up when there is no more room."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size, self._lock = most, 0, Lock()
        self._held: dict[str, Held] = {}
        self.get: Callable[[str], Held | None] = self._held.get

    def hold(self, key: str, held: Held) -> None:
        with self._lock:
            self._give_up(key)
            self._held[key] = held
            self._size += held.size
            while self._size > self._most and len(self._held) > 1:
                self._give_up(next(iter(self._held)))

    def drop(self, key: str) -> None:
        with self._lock:
            self._give_up(key)

    def _give_up(self, key: str) -> None:
        if former := self._held.pop(key, None):
            self._size -= former.size
