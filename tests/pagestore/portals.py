"""A small portal behind a store, without Django: what it answers is a text that tests change."""

import threading
from pathlib import Path

from pagestore.layer import Layer
from pagestore.recording import use
from pagestore.store import Store

EDITION = 1


class Portal:
    """Answers with `text`; `status`, `control` and `tags` can be changed, and `during` is called
    while a page is rendered."""

    def __init__(self) -> None:
        self.text, self.status, self.control = "one", "200 OK", "public, no-cache"
        self.tags, self.renders, self.during, self.seen = ["a1.en"], 0, None, {}
        self._lock = threading.Lock()

    def __call__(self, environ: dict, start_response):
        with self._lock:
            self.renders += 1
        self.seen = environ
        text = f"{self.text} {environ['PATH_INFO']} {environ['QUERY_STRING']}"
        use(*self.tags)
        if self.during:
            self.during()
        start_response(
            self.status,
            [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", self.control)],
        )
        return [text.encode()]


class Site:
    """A portal, its store and the layer between them."""

    def __init__(self, folder: Path, edition: int = EDITION, **options) -> None:
        self.portal, self.end, self.time = Portal(), None, 1_000_000.0
        self.store = Store(folder, **options)
        self.store.claim(edition)
        self._layer = Layer(self.portal, self.store, lambda tags, now: self.end, lambda: self.time)

    def close(self) -> None:
        self._layer.close()
        self.store.close()

    def get(self, path: str = "/en/news/", query: str = "", **more) -> "Got":
        told = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
        }
        body = self._layer(environ | more, lambda *args: told.extend(args))
        return Got(told[0], dict(told[1]), b"".join(body))

    def purge(self, *tags: str) -> None:
        self.store.carry_out([(id(tags), self.time, tags)])


class Got:
    def __init__(self, status: str, headers: dict, body: bytes) -> None:
        self.status, self.headers, self.body = int(status[:3]), headers, body

    @property
    def text(self) -> str:
        return self.body.decode()
