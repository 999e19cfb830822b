"""A server that is killed between the commit of an act and what must follow it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
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
from tests.servers import PATIENCE, PROJECT, free_address, kill, running_server

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
    return os.environ | {
        "SITE_URL": free_address(),
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
            # The card that the worker has drawn asks for the page anew.
            assert orders(tmp_path) == [(0, 1), (0, 1)]
            public = f"/en/news/{story.pk}-signed-at-midnight/"
            assert f"a{story.pk}.en" in cache.tags
            assert b"Signed at midnight" in Browser(environment["SITE_URL"]).get(public).content
