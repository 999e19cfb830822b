"""A crawl of the sample site gives the same with and without the store."""

from contextlib import closing

import pytest

from tests.crawling import Asker
from tests.sample_site import running

pytestmark = pytest.mark.nodb
OK = 200


def _port(url: str) -> str:
    return url.rpartition(":")[2]


def test_every_page_is_the_same_byte_for_byte(sample_site):
    with (
        running(sample_site.folder, PAGE_STORE="") as plain,
        closing(Asker(plain)) as rendered,
        closing(Asker(sample_site.url)) as stored,
    ):
        compared = 0
        for address, page in sample_site.pages.items():
            if page.status != OK or not page.kind.startswith("text/html") or "?" in address:
                continue
            # Its form is made for one visitor, and is never stored.
            if address.endswith("/contact/"):
                continue
            stored.get(address)
            own, kept = rendered.get(address).text, stored.get(address).text
            # Pages name the address of their server.
            assert kept == own.replace(*map(_port, (plain, sample_site.url))), address
            compared += 1
        assert compared > 100
