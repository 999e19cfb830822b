"""The WSGI layer ahead of Django: answers with stored pages, and stores what Django renders.

Only what is the same for every visitor passes the store: a GET or HEAD of an address without
anything that a view reads. Everything else goes to Django untouched.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from math import inf

from django.conf import settings
from django.db import DatabaseError

from pagestore import naming
from pagestore.answers import Held, Memory
from pagestore.flights import Flight, Flights
from pagestore.page import Page
from pagestore.recording import recording
from pagestore.store import Store
from pagestore.tags import NUMBERED

logger = logging.getLogger(__name__)

# How many addresses are remembered that answer with something that is not stored.
MOST_PASSING = 2000
# Bytes. Servers commonly take headers of 8 kB.
LONGEST_KEYS = 6000
_SERVER_ERROR = 500
# What an address answers until something is published; anything else may be well a moment later.
_LASTING = {200, 301, 302, 404, 410}


class Layer:
    """portal: the application behind it. end_of: when a page with such tags changes by itself."""

    def __init__(
        self,
        portal: Callable,
        store: Store,
        end_of: Callable[[Collection[str], datetime], datetime | None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._portal, self._store, self._end_of, self._clock = portal, store, end_of, clock
        self._memory = Memory()
        self._flights = Flights(store.folder / "flights")
        self._passing: dict[str, int] = {}

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        # The way of nearly everybody, short: of what is in memory the address is known to be good.
        path = environ["PATH_INFO"]
        held = self._memory.get(path)
        if (
            held is not None
            and held.turn == self._store.turn
            and not environ.get("QUERY_STRING")
            and held.until > self._clock()
            and naming.is_plain(path, environ)
        ):
            return _send(held, environ, start_response)
        return self._answer(environ, start_response)

    def _answer(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key = naming.key(environ)
        if key is None:
            return self._portal(environ, start_response)
        held = self._memory.get(key)
        if held is None or held.turn != self._store.turn:
            held = self._look(key)
        if held is not None and held.until > self._clock():
            return _send(held, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD" or self._passing.get(key) == self._store.turn:
            return self._portal(environ, start_response)
        return self._fly(key, environ, start_response)

    def close(self) -> None:
        self._flights.close()

    def _look(self, key: str) -> Held | None:
        # The turn first: what is taken away after it was read moves it on.
        turn = self._store.turn
        held = self._memory.get(key)
        if held is not None and held.identity and held.identity == self._store.identity(key):
            held.turn = turn
            return held
        found = self._store.get(key)
        if found is None:
            self._memory.drop(key)
            return None
        held = Held(*found, turn)
        self._memory.hold(key, held)
        return held

    def _fly(self, key: str, environ: dict, start_response: Callable) -> Iterable[bytes]:
        with self._flights.one(key) as (flight, is_first):
            held = self._look(key) if is_first else self._result_of(flight)
            if held is not None and held.until > self._clock():
                flight.result = held
                return _send(held, environ, start_response)
            if not is_first:
                return self._portal(environ, start_response)
            return self._render(key, environ, start_response, flight, held)

    def _result_of(self, flight: Flight) -> Held | None:
        # Something may have been published since.
        held = flight.wait()
        return held if held is not None and held.turn == self._store.turn else None

    def _render(
        self,
        key: str,
        environ: dict,
        start_response: Callable,
        flight: Flight,
        former: Held | None,
    ) -> Iterable[bytes]:
        turn = self._store.turn
        status, headers, body, tags, until = self._rendered(naming.for_everybody(environ, key))
        if former is not None and int(status[:3]) >= _SERVER_ERROR:
            # Better what was good until a moment ago than nothing, while the database is away.
            return _send(former, environ, start_response)
        is_page = "?" not in key or NUMBERED in tags
        if not (tags and is_page and _may_be_stored(status, headers)):
            if int(status[:3]) in _LASTING:
                self._let_pass(key, turn)
            start_response(status, headers)
            return [body]
        page = Page.of([*headers, *_for_caches(tags)], body, until)
        flight.result = self._keep(key, page, tags, turn)
        return _send(flight.result or Held(page, None, turn), environ, start_response)

    def _rendered(self, environ: dict) -> tuple[str, list, bytes, set[str], float]:
        told: list = []

        def start_response(status: str, headers: list, exc_info=None) -> None:
            told[:] = status, headers

        begun = datetime.fromtimestamp(self._clock(), UTC)
        with recording() as tags:
            chunks = self._portal(environ, start_response)
            try:
                body = b"".join(chunks)
                end = self._end_of(tags, begun) if tags and told[0].startswith("200") else None
            except DatabaseError as error:
                logger.warning("page not stored", extra={"error": str(error)})
                tags.clear()
                end = None
            finally:
                if hasattr(chunks, "close"):
                    chunks.close()
        return *told, body, tags, end.timestamp() if end else inf

    def _keep(self, key: str, page: Page, tags: set[str], turn: int) -> Held | None:
        try:
            identity = self._store.put(key, page, tags, turn)
        except OSError as error:
            self._warn(key, str(error))
            # Until the next purge this process may still answer with it.
            identity = None
        else:
            if identity is None and not self._store.is_current:
                self._warn(key, "another edition of the program keeps its pages here")
        if self._store.turn != turn:
            return None
        held = Held(page, identity, turn)
        self._memory.hold(key, held)
        return held

    def _warn(self, key: str, why: str) -> None:
        logger.warning("page not stored", extra={"key": key, "error": why})

    def _let_pass(self, key: str, turn: int) -> None:
        if len(self._passing) >= MOST_PASSING:
            self._passing.clear()
        self._passing[key] = turn


def _send(held: Held, environ: dict, start_response: Callable) -> list[bytes]:
    status, headers, body = held.answer(environ)
    start_response(status, headers)
    return body


def _for_caches(tags: set[str]) -> Iterator[tuple[str, str]]:
    """Tell a cache in front by which words it will be told to forget the page."""
    if not settings.PURGE_URLS:
        return
    keys = " ".join(sorted(tags))
    if len(keys) <= LONGEST_KEYS:
        yield "Surrogate-Key", keys
    else:
        # It could not be told, so it must not keep it.
        yield "Surrogate-Control", "no-store"


def _may_be_stored(status: str, headers: list[tuple[str, str]]) -> bool:
    said = {name.lower(): value.lower() for name, value in headers}
    control = said.get("cache-control", "")
    return (
        status.startswith("200")
        and "set-cookie" not in said
        and "content-encoding" not in said
        and "public" in control
        and not ("no-store" in control or "private" in control)
    )
