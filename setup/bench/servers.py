"""The servers that are measured: granian as production runs it, but with one worker."""

import http.client
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from setup import nginx

PROJECT = Path(__file__).resolve().parents[2]
UNIT = nginx.DEPLOY / "systemd/liangjiang-web.service"
PORTAL = "liangjiang.wsgi:application"
PACKED = {"Accept-Encoding": "br, gzip"}
# Seconds.
PATIENCE = 60
GLANCE = 0.005
LINES_SHOWN = 3
FILE_SITE = """
    include {folder}/nginx/http.conf;
    server {{ listen 127.0.0.1:{store}; include {folder}/nginx/server.conf; }}
    server {{
        listen 127.0.0.1:{file};
        root {folder}/file;
        access_log {folder}/file.log combined buffer=64k flush=5s;
        gzip_static on;
        default_type "text/html; charset=utf-8";
        types {{ }}
    }}
"""


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """Return an answer, read to its end as `content`."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=given)
            response = connection.getresponse()
            response.content = response.read()
            return response


def command(port: int, target: str) -> list[str]:
    """Return the command of the unit for the web, with another port and one worker."""
    line = re.search(r"^ExecStart=(.+)$", UNIT.read_text(), re.MULTILINE)[1]
    _python, *words, _target = shlex.split(line)
    for option, value in (("--port", str(port)), ("--workers", "1")):
        words[words.index(option) + 1] = value
    return [sys.executable, *words, target]


@contextmanager
def granian(
    target: str, environment: dict[str, str], log: Path, ready: str = "/"
) -> Iterator[Server]:
    """Run an application until the end; it has answered `ready` by then."""
    port = nginx.free_port()
    with log.open("ab") as output:
        process = subprocess.Popen(
            command(port, target),
            cwd=PROJECT,
            env=os.environ | environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    server = Server(port, process.pid)
    try:
        _wait(process, server, ready, log)
        yield server
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen, server: Server, ready: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    status = None
    while time.monotonic() < deadline and process.poll() is None:
        try:
            status = server.ask(ready).status
        except OSError:
            time.sleep(GLANCE)
            continue
        if status == http.client.OK:
            return
        time.sleep(GLANCE)
    said = "\n".join(log.read_text().splitlines()[-LINES_SHOWN:])
    raise RuntimeError(f"A server did not come up (its last answer: {status}):\n{said}")


@contextmanager
def nginx_on_store(folder: Path, var: Path, portal: Server) -> Iterator[tuple[Server, Server]]:
    """Run nginx; give it twice: with the store as in production, and with plain files.

    The files are what lies in `folder/file`.
    """
    store, file = nginx.free_port(), nginx.free_port()
    changes = {
        "/var/lib/liangjiang": str(var),
        "127.0.0.1:8000": f"127.0.0.1:{portal.port}",
    }
    site = FILE_SITE.format(folder=folder, store=store, file=file)
    with nginx.running(nginx.write(folder, site, changes), store) as process:
        yield Server(store, process.pid), Server(file, process.pid)
