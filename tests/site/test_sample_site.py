"""The whole sample portal, walked through from its home pages: nothing in it leads nowhere."""

import re
from collections import defaultdict
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from tests.crawling import Crawl, own

pytestmark = pytest.mark.once


@pytest.fixture
def walk(sample_site) -> Crawl:
    return sample_site.crawl


def html(walk: Crawl) -> dict:
    return {
        address: page
        for address, page in walk.pages.items()
        if page.kind == "text/html" and page.status == 200
    }


def canonical(walk: Crawl) -> dict:
    """Return the pages that search engines keep, each under its own address."""
    return {
        address: page
        for address, page in html(walk).items()
        if page.canonical == walk.url + address
    }


def test_no_address_that_a_page_names_is_dead(walk):
    # A text that is not written in a language says so under its own address (docs/decisions/0003),
    # to which only the switch between the languages leads.
    dead = {
        address: walk.asked_by[address]
        for address, page in walk.pages.items()
        if page.status >= 400 and not is_other_half(walk, address)
    }
    assert dead == {}
    assert sum(page.status == 200 for page in walk.pages.values()) > 300


def is_other_half(walk: Crawl, address: str) -> bool:
    language, _, rest = address.strip("/").partition("/")
    asked_by = walk.asked_by[address].strip("/").partition("/")
    return asked_by[2] == rest and asked_by[0] != language and walk.pages[address].lang != ""


def test_no_link_takes_a_detour(walk):
    # Addresses that moved lead on for those who kept them; our own pages know the new ones.
    # `/` is the one that asks for the reader's language, and short addresses are there to be sent.
    found = {
        address: walk.asked_by[address]
        for address, page in walk.pages.items()
        if page.status in (301, 302, 303, 307, 308)
        and address != "/"
        and not re.fullmatch(r"/(en|zh)/[0-9]+/?", address)
    }
    assert found == {}


def test_every_link_into_a_page_finds_its_place(walk):
    lost = set()
    for address, page in html(walk).items():
        for link in page.links:
            target, fragment = urldefrag(urljoin(walk.url + address, link))
            there = walk.pages.get(own(walk.url, target))
            if fragment and there and unquote(fragment) not in there.ids:
                lost.add((address, link))
    assert lost == set()


def test_no_page_names_a_place_twice(walk):
    twice = {
        address: {name for name in page.ids if page.ids.count(name) > 1}
        for address, page in html(walk).items()
        if len(set(page.ids)) < len(page.ids)
    }
    assert twice == {}


def test_nothing_is_fetched_from_another_host(walk):
    foreign = {
        (address, link)
        for address, page in walk.pages.items()
        for link in page.fetched
        if own(walk.url, link, address) is None
    }
    assert foreign == set()
    # What a style sheet names is fetched as well.
    sheets = [page.text for page in walk.pages.values() if page.kind == "text/css"]
    named = [name for sheet in sheets for name in re.findall(r"(?:url\(|@import)[^)]*", sheet)]
    assert named
    assert [name for name in named if "//" in name or "@import" in name] == []


@pytest.mark.parametrize("name", ["title", "description"])
def test_titles_and_descriptions_differ_within_a_language(walk, name):
    found = defaultdict(list)
    for address, page in canonical(walk).items():
        text = getattr(page, name)
        assert text, address
        found[page.lang, text].append(address)
    assert {text: where for text, where in found.items() if len(where) > 1} == {}


def test_every_page_names_its_own_address_and_its_other_half(walk):
    wrong = []
    for address, page in canonical(walk).items():
        tags = set(page.alternates)
        for tag, other in page.alternates.items():
            there = walk.pages[own(walk.url, other)]
            is_right = tag == "x-default" or (
                there.lang == tag and there.alternates == page.alternates
            )
            if not is_right or tags != {"en", "zh-Hans", "x-default"}:
                wrong.append((address, tag, other))
    assert wrong == []
    # All others are either a variant of one of these, or not for search engines.
    for address, page in html(walk).items():
        is_variant = own(walk.url, page.canonical) in canonical(walk)
        assert is_variant or "noindex" in page.robots, address


def test_every_page_can_be_reached_and_stands_in_the_site_map(walk):
    listed = set(walk.listed)
    assert len(listed) == len(walk.listed) > 200
    assert listed - walk.reached == set()
    for address in listed:
        page = walk.pages[address]
        assert page.status == 200 and page.canonical == walk.url + address
        assert "noindex" not in page.robots


def test_languages_stay_apart(walk):
    wrong = {
        address: page.lang
        for address, page in html(walk).items()
        if page.lang != {"en": "en", "zh": "zh-Hans"}.get(address.split("/")[1])
    }
    assert wrong == {}


def test_statement_on_accessibility_names_standard_date_gaps_and_contact(walk):
    wanted = {
        "/en/accessibility/": ("WCAG) 2.2", "level AA", "Known gaps", "/en/contact/", "2026"),
        "/zh/accessibility/": ("WCAG）2.2", "AA级", "已知不足", "/zh/contact/", "2026"),
    }
    for address, words in wanted.items():
        main = walk.pages[address].text.partition("<main")[2].partition("</main>")[0]
        assert [word for word in words if word not in main] == [], address
