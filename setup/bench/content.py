"""A portal to measure: a folder and a database with the sample content, and addresses in it."""

import os
import re
import secrets
from pathlib import Path

import django

# Every page names it, so it is the same for all servers.
SITE_URL = "http://127.0.0.1:8000"


class Occupied(Exception):
    """The database that was named is somebody's."""


def environment(folder: Path) -> dict[str, str]:
    """Return the settings of production, for a portal that keeps its files in `folder`."""
    return {
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": SITE_URL,
        "VAR_DIR": str(folder),
        "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/portal.sqlite3",
        "EMAIL_URL": "console:",
        "LOG_LEVEL": "INFO",
        "TRUSTED_PROXIES": "127.0.0.1/32",
        "PURGE_URLS": "",
        "PAGE_STORE": "",
        "DJANGO_SETTINGS_MODULE": "liangjiang.settings",
    }


def make(folder: Path) -> None:
    """Fill an empty database with the sample content; this process has the settings then."""
    (folder / "static").mkdir(parents=True)
    os.environ |= environment(folder)
    os.environ["LOG_LEVEL"] = "ERROR"
    django.setup()
    # Models can only be imported once the settings are read.
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from articles.models import Article  # noqa: PLC0415
    from liangjiang.models import Installation  # noqa: PLC0415
    from pagestore.models import PurgeOrder  # noqa: PLC0415

    there = Article._meta.db_table in connection.introspection.table_names()
    if there and Article.objects.exists():
        raise Occupied("The database holds articles already; name an empty one in DATABASE_URL.")
    call_command("migrate", verbosity=0)
    Installation.mark_as_demo()
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_sample", stdout=nowhere)
    call_command("collectstatic", interactive=False, verbosity=0)
    # A notice of the sample ends in a month, so every page would have an end, and nginx gets none
    # that has.
    PurgeOrder.objects.all().delete()


def addresses(server) -> list[str]:
    """Return the paths of all pages that the portal's own site map for machines names."""
    parts = _named(server.ask("/sitemap.xml"))
    return [page for part in parts for page in _named(server.ask(part))]


def _named(answer) -> list[str]:
    return re.findall(rf"<loc>{re.escape(SITE_URL)}([^<]+)</loc>", answer.content.decode())


def article(pages: list[str]) -> str:
    """Return the address of an English story."""
    return next(page for page in pages if re.match(r"/en/news/\d+-", page))
