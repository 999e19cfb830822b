"""Pages and style sheets are as the standards have it: the Nu Html Checker reads them all."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

import languages
from setup import nu_checker
from tests import factories
from tests.contact.forms import PAGES, filled, send, shown
from tests.page_kinds import addresses

pytestmark = pytest.mark.once

# Where the checker is behind the standards: css-view-transitions-2, and HTML's link type `expect`,
# which takes `blocking` as `stylesheet` does. Both are in browsers since 2024. And a relative
# `ping`, which is an HTTP address as soon as it is resolved, as HTML says for every address.
UNKNOWN_TO_IT = (
    "view-transition-name",
    "@view-transition",
    "A “link” element with a “blocking” attribute must have a “rel” attribute whose value is",
    "for attribute “ping” on element “a”: Must contain only “http” or “https” URLs.",
)


@pytest.fixture
def states(client, db, clock) -> dict[str, bytes]:
    """Return pages in states that no walk through the sample portal meets."""
    client.raise_request_exception = False
    found = {}
    for code in languages.codes():
        prefix = languages.prefix(code)
        form = shown(client.get(PAGES[code]), code)
        found[f"{prefix}-contact-errors"] = send(client, form, code).content
        found[f"{prefix}-contact-sent"] = send(
            client, filled(client, clock, code), code, follow=True
        ).content
    factories.notice(link_address_en="/en/contact/", link_text_en="Ask us")
    factories.notice(kind="warning")
    now = timezone.now()
    factories.mourning(now - timedelta(hours=1), now + timedelta(hours=1))
    for code in languages.codes():
        prefix = languages.prefix(code)
        found[f"{prefix}-mourning"] = client.get(f"/{prefix}/").content
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_category RENAME TO gone")
    for code in languages.codes():
        prefix = languages.prefix(code)
        found[f"{prefix}-500"] = client.get(f"/{prefix}/news/").content
    return found


def write(folder: Path, site, states: dict[str, bytes]) -> None:
    """Put everything into a folder, as files that are named for their addresses."""
    for address, page in site.pages.items():
        ending = {"text/html": "html", "text/css": "css"}.get(page.kind)
        if ending and page.status < 300:
            (folder / f"{address.strip('/').replace('/', '-')}.{ending}").write_text(page.text)
    for code in languages.codes():
        for name, address in addresses(site, code).items():
            page = site.ask(address)
            (folder / f"{code}-{name}.html").write_text(page.text)
    for name, content in states.items():
        (folder / f"{name}.html").write_bytes(content)


def test_checker_finds_nothing_to_mend_on_any_page(sample_site, states, tmp_path):
    if lacking := nu_checker.lacking():
        pytest.skip(f"The Nu checker cannot run: no {lacking}")
    write(tmp_path, sample_site, states)
    # It runs too briefly for the best of compilers and collectors to pay.
    java = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m"]
    command = [*java, "-jar", nu_checker.fetch(), "--also-check-css", "--format", "json", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [
        (message["url"].rpartition("/")[2], message["type"], message["message"])
        for message in json.loads(done.stderr)["messages"]
        if not any(name in message["message"] for name in UNKNOWN_TO_IT)
    ]
    assert found == []
