"""The sample portal as visitors get it: production settings, compressed files, real pictures.

`sample_site` is a server of its own with all the sample content in it, made once for a whole run
and shared by its processes. `sample_site.pages` is what a crawl from both home pages found:
{address: Page}, an address being a path such as `/en/news/`.
"""

import fcntl
import os
import pickle
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import languages
from tests.crawling import Asker, Crawl, Page, crawl
from tests.servers import free_address, running_server
from tests.site.processes import FIT, python

MAKE = """
import functools
import re
import brotli
import django
# As small as can be takes ten times as long.
brotli.compress = functools.partial(brotli.compress, quality=4)
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_sample", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from django.test import Client
from library import making
from library.models import Picture
from library.renditions import FIRST
# What is in sight when a page opens comes in every format; encoding the rest takes a minute.
visitor = Client(headers={{"host": "127.0.0.1"}})
content = "".join(visitor.get(place, follow=True).content.decode() for place in {places!r})
in_sight = {{
    address for tag in re.findall("<img[^>]*>", content) if "lazy" not in tag
    for address in re.findall('src="([^"]*)"', tag)
}}
for picture in Picture.objects.all():
    if picture.address(*FIRST) in in_sight:
        making.make_all(picture)
"""
WITH_ALL_FORMATS = ["/en/", "/zh/", "/en/news/events/"]


@dataclass
class SampleSite:
    """A running portal: `url` is where, `crawl` what was found in it."""

    url: str
    folder: Path
    crawl: Crawl

    @property
    def pages(self) -> dict:
        return self.crawl.pages

    def ask(self, address: str) -> Page:
        """Return the page at an address that nobody links to."""
        with closing(Asker(self.url)) as asker:
            return asker.get(address)

    def address(self, key: str, code: str) -> str:
        """Return the address of a sample article in a language, written there or not."""
        with closing(sqlite3.connect(self.folder / "portal.sqlite3")) as file:
            found = file.execute(
                "SELECT id FROM articles_article WHERE sample_key = ? AND live_id IS NULL", [key]
            )
            number = found.fetchone()[0]
        where = re.compile(rf"/{languages.prefix(code)}/\w+/{number}-[^/?]*/")
        return next(filter(where.fullmatch, self.pages))


def settings(folder: Path, url: str) -> dict[str, str]:
    database = f"sqlite:///{folder}/portal.sqlite3"
    # Said in so many words, or the developer's own .env would decide.
    given = {"DEBUG": "false", "VAR_DIR": str(folder), "DATABASE_URL": database, "SITE_URL": url}
    # Servers at different addresses have different pages.
    given["PAGE_STORE"] = str(folder / f"pages-{url.rpartition(':')[2]}")
    return FIT | given


def make(folder: Path) -> None:
    environment = settings(folder, free_address())
    folder.mkdir()
    given = {name: environment[name] for name in ("SITE_URL", "DATABASE_URL")}
    script = MAKE.format(places=WITH_ALL_FORMATS)
    done = python(script, folder, DJANGO_SETTINGS_MODULE="liangjiang.settings", **given)
    assert done.returncode == 0, done.stderr
    with running(folder) as url:
        (folder / "crawl").write_bytes(pickle.dumps(crawl(url)))


@contextmanager
def running(folder: Path, **changed: str) -> Iterator[str]:
    url = free_address()
    with running_server(os.environ | settings(folder, url) | changed):
        yield url


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory) -> Iterator[SampleSite]:
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder = root / "sample-site"
    with (root / "sample-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "crawl").exists():
            make(folder)
    found = pickle.loads((folder / "crawl").read_bytes())  # noqa: S301  (written just above)
    with running(folder) as url:
        yield SampleSite(url, folder, found)
