"""A server that is killed between the commit of an act and what must follow it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.conf import global_settings
from django.db import connection

from tests import factories, pages
from tests.caches import running_cache

PROJECT = Path(__file__).resolve().parents[2]
# Seconds: as long as a very busy machine may need, and how often we look.
PATIENCE = 30
GLANCE = 0.02

pytestmark = pytest.mark.sqlite_only


class Browser:
    """Signs in at a server, fills forms in, and can send one without waiting for the answer."""

    def __init__(self, address: str) -> None:
        self.address, self.cookies = address, CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str, data: dict | None = None):
        sent = urlencode(data).encode() if data else None
        with self._opener.open(self.address + path, sent, timeout=PATIENCE) as answer:
            answer.content = answer.read()
            return answer

    def sign_in(self, name: str) -> None:
        self.get("/admin/login/")
        token = next(each.value for each in self.cookies if each.name == "desk-csrf")
        asked = {"csrfmiddlewaretoken": token, "username": name, "password": name * 2}
        self.get("/admin/login/", asked)

    def send(self, path: str, data: dict) -> HTTPConnection:
        """Post a form; the caller closes the connection."""
        open_connection = HTTPConnection(self.address.removeprefix("http://"), timeout=PATIENCE)
        cookie = "; ".join(f"{each.name}={each.value}" for each in self.cookies)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        open_connection.request("POST", path, urlencode(data), headers)
        return open_connection


@pytest.fixture
def environment(tmp_path, settings, transactional_db):
    """Return what an installation of its own is told, on a port that is free."""
    # The server knows no hashes that are only good for tests.
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    return os.environ | {
        "SITE_URL": address,
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "VAR_DIR": str(tmp_path),
        # Style sheets need not be collected then.
        "DEBUG": "true",
        # Whatever a .env file of the developer says.
        "ADMIN_PATH": "admin",
    }


def copy_database(folder: Path) -> None:
    """Put everything that the test has written into a file."""
    with closing(sqlite3.connect(folder / "portal.sqlite3")) as file:
        connection.connection.backup(file)


@contextmanager
def running_server(environment: dict):
    """Give the process; a server that still runs is killed, with all of its children."""
    port = environment["SITE_URL"].rpartition(":")[2]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--port", port]
    command += ["--blocking-threads", "2", "liangjiang.wsgi:application"]
    server = subprocess.Popen(
        command,
        cwd=PROJECT,
        env=environment,
        start_new_session=True,
    )
    try:
        wait_until_it_answers(server, int(port))
        yield server
    finally:
        kill(server)


def wait_until_it_answers(server: subprocess.Popen, port: int) -> None:
    # The server says that it has started a little before it listens, so it has to be asked.
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(GLANCE)
    pytest.fail(f"The server did not come up (exit code {server.poll()}).")


def kill(server: subprocess.Popen) -> None:
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE)


def orders(folder: Path) -> list[tuple]:
    """Return of each purge order in the file whether it was tried and whether it is done."""
    with closing(sqlite3.connect(folder / "portal.sqlite3")) as file:
        return file.execute(
            "SELECT tries, done_at IS NOT NULL FROM pagestore_purgeorder"
        ).fetchall()


def test_what_a_killed_server_left_undone_is_done_by_the_next_worker(environment, tmp_path):
    story = factories.make(title_en="Signed at midnight")
    factories.person("publisher")
    copy_database(tmp_path)
    with running_cache() as cache:
        environment["PURGE_URLS"] = cache.url
        cache.is_silent = True
        with running_server(environment) as server:
            browser = Browser(environment["SITE_URL"])
            browser.sign_in("publisher")
            form = pages.shown(browser.get(pages.address(story)))
            with closing(browser.send(pages.address(story), form | {"_publish": "en"})):
                assert cache.asked.wait(PATIENCE)
                kill(server)
        assert orders(tmp_path) == [(0, 0)]

        cache.is_silent = False
        cache.purged.clear()
        # Both start again at the same time, as they do after a power cut.
        command = [sys.executable, "manage.py", "worker", "--once"]
        worker = subprocess.Popen(command, cwd=PROJECT, env=environment)
        with running_server(environment):
            assert worker.wait(PATIENCE) == 0
            assert orders(tmp_path) == [(0, 1)]
            public = f"/en/news/{story.pk}-signed-at-midnight/"
            assert public in cache.paths
            assert b"Signed at midnight" in Browser(environment["SITE_URL"]).get(public).content
