"""nginx as the files of deploy/ set it up, in front of a portal that says what reached it."""

import http.client
import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from setup import nginx

HOST = "www.example.org"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    content: bytes

    @property
    def is_portals(self) -> bool:
        return self.headers["X-From"] == "portal"

    @property
    def seen(self) -> dict:
        """What reached the portal: the address as `path`, and headers."""
        return json.loads(self.content)


class Portal(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802  (named for the method)
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        seen = {"path": self.path, "method": self.command, **dict(self.headers)}
        content = json.dumps(seen).encode()
        self.send_response(200)
        self.send_header("X-From", "portal")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_HEAD = do_POST = do_OPTIONS = do_PURGE = do_GET  # noqa: N815

    def log_message(self, *args) -> None:
        """Say nothing."""


class _Connection(http.client.HTTPSConnection):
    """One to this machine that asks for the site by its name."""

    def connect(self) -> None:
        there = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(there, server_hostname=self.host)


class Front:
    """nginx; `var` is what the portal writes, with the stored pages in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.var = folder, folder / "var"
        self.port, self.plain_port = nginx.free_port(), nginx.free_port()
        self.certificate = folder / "fullchain.pem"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers) -> Answer:
        """Ask over TLS; the path is sent exactly as it is."""
        trust = ssl.create_default_context(cafile=self.certificate)
        return _ask(
            _Connection(HOST, self.port, timeout=20, context=trust), path, method, body, headers
        )

    def ask_plainly(self, path: str, **headers) -> Answer:
        return _ask(
            http.client.HTTPConnection("127.0.0.1", self.plain_port), path, "GET", None, headers
        )

    def store(self, page: str, content: bytes, **packed: bytes) -> Path:
        """Put a page where nginx looks, with its forms: gz=..., br=..."""
        file = self.var / f"pages/direct{page}index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        for form, other in packed.items():
            file.with_name(f"index.html.{form}").write_bytes(other)
        file.write_bytes(content)
        return file


def _ask(connection, path: str, method: str, body: bytes | None, headers: dict) -> Answer:
    given = {"Host": HOST} | {
        name.replace("_", "-").title(): value for name, value in headers.items()
    }
    with closing(connection):
        connection.request(method, path, body, given)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())


@contextmanager
def running_front(folder: Path, port: int) -> Iterator[Front]:
    """Run nginx before a portal that listens on `port`, or does not."""
    front = Front(folder)
    front.var.mkdir()
    make_certificate(folder)
    main = nginx.write(folder, (nginx.DEPLOY / "nginx.conf").read_text(), changes(front, port))
    with nginx.running(main, front.port):
        yield front


def changes(front: Front, port: int) -> dict[str, str]:
    return {
        "/var/lib/liangjiang": str(front.var),
        "/etc/ssl/liangjiang": str(front.folder),
        "127.0.0.1:8000": f"127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{front.plain_port}",
        "listen 443": f"listen 127.0.0.1:{front.port}",
        " buffer=64k flush=5s": "",
        # Not every machine has IPv6.
        "listen [": "# listen [",
    }


@contextmanager
def running_portal() -> Iterator[Portal]:
    portal = Portal()
    thread = threading.Thread(target=portal.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield portal
    finally:
        portal.shutdown()
        thread.join()
        portal.server_close()


def make_certificate(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    command += ["-addext", f"subjectAltName=DNS:{HOST}"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)
