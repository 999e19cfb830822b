"""The database is stopped under a portal that visitors read, and comes back."""

import json
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager

import psycopg2
import pytest
from django.db import connection

from articles.addresses import in_language
from tests import factories
from tests.installation import PROJECT, Installation

PATIENCE = 5  # seconds
GLANCE = 0.1
# Publishes, and dies after the commit, before it could carry out its own order.
KILLED = """
import os, signal
import django
django.setup()
from articles import publishing
from articles.kinds import kinds
from articles.models import Article
from pagestore import local, purge
from tests import factories
local.carry_out = lambda: os.kill(os.getpid(), signal.SIGKILL)
article = factories.fresh(kinds()["news.story"].objects.get())
publishing.publish(factories.edited(article, title_en="Two"), ["en"])
"""


class Reader:
    """Serves pages in a process of its own (tests.pagestore.reader)."""

    def __init__(self, installation: Installation, store) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.pagestore.reader", "--alone"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
            env=environment(installation, store),
        )

    def ask(self, path: str) -> tuple[int, str]:
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return tuple(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def environment(installation: Installation, store) -> dict[str, str]:
    return installation.environment | {
        "DJANGO_SETTINGS_MODULE": "liangjiang.settings",
        "PAGE_STORE": str(store),
        "DEBUG": "false",
    }


@pytest.fixture
def article(transactional_db):
    return factories.live("news.story", title_en="One")


@pytest.fixture
def readers(installation, article, tmp_path):
    """Return a function that starts a reader; all share a store."""
    installation.begin()
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(Reader(installation, tmp_path / "pages")))


@contextmanager
def stopped(installation: Installation):
    if installation.is_sqlite:
        away = installation.database.with_name("away")
        installation.database.rename(away)
        installation.database.mkdir()
        yield
        installation.database.rmdir()
        away.rename(installation.database)
        return
    # The server belongs to all tests: it lets nobody in any more but us, who are in already.
    with connection.cursor() as own, closing(_elsewhere()) as other, other.cursor() as cursor:
        own.execute("SELECT pg_backend_pid()")
        name = connection.ops.quote_name(installation.name)
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> %s",
            [installation.name, own.fetchone()[0]],
        )
        yield
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def _elsewhere():
    opened = psycopg2.connect(**connection.get_connection_params() | {"dbname": "postgres"})
    opened.autocommit = True
    return opened


def test_stored_pages_are_served_while_the_database_is_away(installation, article, readers):
    page = in_language(article, "en")
    with closing(readers()) as earlier:
        seen = earlier.ask(page)

    with stopped(installation):
        # Started anew as well: an open file of SQLite could still be read.
        reader = readers()
        assert reader.ask(page) == seen
        for path, words in [("/en/news/", "cannot be shown"), ("/zh/news/", "暂时无法显示")]:
            status, text = reader.ask(path)
            assert (status, words in text) == (503, True)

    assert reader.ask("/en/news/")[0] == 200


def test_publication_whose_process_was_killed_shows_within_seconds(
    installation, article, readers, tmp_path
):
    page, reader = in_language(article, "en"), readers()
    assert "One" in reader.ask(page)[1]

    killed = subprocess.run(
        [sys.executable, "-c", KILLED],
        cwd=PROJECT,
        env=environment(installation, tmp_path / "pages"),
        check=False,
    )

    assert killed.returncode == -9
    until = time.monotonic() + PATIENCE
    while "Two" not in reader.ask(page)[1] and time.monotonic() < until:
        time.sleep(GLANCE)
    assert "Two" in reader.ask(page)[1]
