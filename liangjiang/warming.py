"""Rendering pages into the store before visitors ask for them."""

import io
import sys
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

import languages
from articles.addresses import in_language
from articles.models import Article, Category
from pagestore import ends, local
from pagestore.layer import Layer

OWN_PAGES = ("home", "site-map", "figures")


def addresses(newest: int | None) -> list[str]:
    """Return the paths of the pages that most visitors see, then of the newest articles.

    newest: how many articles of each language; None is all of them.
    """
    # All of them before the first page: the database is left alone at the end of each request.
    return list(_addresses(newest))


def _addresses(newest: int | None) -> Iterator[str]:
    for _code in languages.each():
        yield from map(reverse, OWN_PAGES)
    for category in Category.objects.select_related("section"):
        if category.section_id or not category.is_hidden:
            yield from (in_language(category, code) for code in languages.codes())
    for code in languages.codes():
        rows = Article.objects.public(code).newest(code).for_lists()
        for article in rows[:newest].iterator(chunk_size=500):
            yield in_language(article, code)


def answer(portal: Callable, path: str) -> tuple[int, str]:
    """Ask a WSGI application for a page as a visitor would; return status and body."""
    told: list = []
    chunks = portal(_request(path), lambda *given: told.extend(given))
    try:
        return int(told[0].split()[0]), b"".join(chunks).decode()
    finally:
        if hasattr(chunks, "close"):
            chunks.close()


class Warmer:
    """Asks the portal as a visitor would, in this process. Raises LookupError without a store."""

    def __init__(self) -> None:
        kept = local.store_to_fill()
        if kept is None:
            raise LookupError
        self._kept, self._layer = kept, Layer(WSGIHandler(), kept, ends.end_of)

    @property
    def stored(self) -> int:
        """How many pages are in the store."""
        return self._kept.facts()["pages"]

    def close(self) -> None:
        self._layer.close()

    def ask(self, path: str) -> int:
        """Return the status of the answer."""
        return answer(self._layer, path)[0]


def _request(path: str) -> dict:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": settings.ALLOWED_HOSTS[0],
        "SERVER_PORT": "443" if settings.IS_HTTPS else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": settings.SITE_URL.partition("://")[2],
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "https" if settings.IS_HTTPS else "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
