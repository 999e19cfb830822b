"""A cache in front of the portal: a real HTTP server that takes PURGE requests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Cache(ThreadingHTTPServer):
    """`purged` holds (host, keys) of each request; `silent` ones get no answer until it is over."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.purged: list[tuple[str, list[str]]] = []
        self.status = 200
        self.is_silent = False
        self.asked, self.over = threading.Event(), threading.Event()

    @property
    def tags(self) -> list[str]:
        return [tag for _host, tags in self.purged for tag in tags]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PURGE(self) -> None:  # noqa: N802  (named for the method)
        assert self.path == "/"
        self.server.purged.append((self.headers["Host"], self.headers["Surrogate-Key"].split()))
        self.server.asked.set()
        if self.server.is_silent:
            self.server.over.wait()
            self.close_connection = True
            return
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args) -> None:
        """Say nothing."""


@contextmanager
def running_cache() -> Iterator[Cache]:
    cache = Cache()
    thread = threading.Thread(target=cache.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield cache
    finally:
        cache.over.set()
        cache.shutdown()
        thread.join()
        cache.server_close()
