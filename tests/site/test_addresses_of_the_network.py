"""The portal on IPv6: one server for both networks, and the same pages on each."""

import os
import re
import socket
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

import pytest

from tests.sample_site import SampleSite, settings
from tests.servers import free_address, running_server

pytestmark = pytest.mark.once

DEPTH = 3
# Differs from one answer to the next: the one-time id of a form.
ONCE = re.compile(r'name="form" value="[^"]*"')


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def answer(connection: HTTPConnection, address: str) -> tuple[int, str]:
    connection.request("GET", address)
    response = connection.getresponse()
    return response.status, response.read().decode()


def links(url: str, address: str, content: str) -> set[str]:
    """Return where a page leads to on its own host, without what was filled in or chosen."""
    targets = (
        urljoin(url + address, link) for link in re.findall(r'<a [^>]*href="([^"]*)"', content)
    )
    own = (urlsplit(target) for target in targets if target.startswith(f"{url}/"))
    return {target.path for target in own}


def port_of(url: str) -> str:
    return str(urlsplit(url).port)


@pytest.mark.skipif(not has_ipv6(), reason="This machine has no IPv6.")
def test_every_page_to_the_third_level_is_the_same_on_both_networks(sample_site: SampleSite):
    url = free_address()
    environment = os.environ | settings(sample_site.folder, url)
    known, level, different = {"/en/"}, {"/en/"}, []
    with (
        running_server(environment, host="::"),
        closing(HTTPConnection("::1", int(port_of(url)), timeout=60)) as connection,
    ):
        for _ in range(DEPTH + 1):
            ahead = set()
            for address in sorted(level):
                status, content = answer(connection, address)
                # The walk through the same portal on IPv4 has brought this.
                there = sample_site.pages[address]
                expected = there.text.replace(port_of(sample_site.crawl.url), port_of(url))
                if status != there.status or ONCE.sub("", content) != ONCE.sub("", expected):
                    different.append(address)
                ahead |= links(url, address, content)
            level = {address for address in ahead - known if address.startswith(("/en/", "/zh/"))}
            known |= level
    assert different == []
    assert len(known) > 100
