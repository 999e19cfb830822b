"""Every kind of public page, in both languages and both colour schemes."""

import pytest

from articles.addresses import in_language
from tests import factories
from tests.browser.accessibility import DESK, PUBLIC, barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The words of links that are shown and lower than a finger needs.
TOO_SMALL = """
links => links.filter(link => {
    const height = link.getBoundingClientRect().height;
    return link.checkVisibility() && height < 44;
}).map(link => link.textContent)
"""


@pytest.fixture
def addresses(live_server) -> dict[str, dict[str, str]]:
    """One address of every kind of page, per language."""
    story = factories.live("news.story", picture=factories.picture(), is_featured=True)
    factories.live("news.story")
    photos = factories.live("news.photostory")
    guide = factories.live("investing.guide")
    info = factories.live("living.info")
    factories.live("about.page", category=factories.category("site.terms"))
    factories.figure({2019: "142000", 2020: "339100000000"}, is_on_home=True)
    factories.slot("secondary", guide)
    factories.notice(link_address_en="/en/contact/", link_text_en="Ask us")
    factories.notice(kind="warning")
    single = {"en": "zh-hans", "zh-hans": "en"}
    missing = {code: factories.live("about.page", langs=[other]) for code, other in single.items()}
    return {
        code: {
            "home": f"/{prefix}/",
            "section": f"/{prefix}/news/",
            "category": f"/{prefix}/news/events/",
            "empty category": f"/{prefix}/news/video/",
            "story": in_language(story, code),
            "photo story": in_language(photos, code),
            "guide": in_language(guide, code),
            "info": in_language(info, code),
            "terms": f"/{prefix}/terms/",
            "contact": f"/{prefix}/contact/",
            "figures": f"/{prefix}/figures/",
            "site map": f"/{prefix}/site-map/",
            "missing language": in_language(missing[code], code),
            "not found": f"/{prefix}/nothing/here/",
        }
        for code, prefix in (("en", "en"), ("zh-hans", "zh"))
    }


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_every_page_is_accessible_and_asks_nobody_else(open_browser, watch, addresses, code):
    page = open_browser(reduced_motion="reduce")
    found = {}
    for name, address in addresses[code].items():
        page.goto(address)
        if reports := barriers(page, PUBLIC, (1440, 390)):
            found[name] = reports
    assert found == {}
    watch.assert_quiet()


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_no_page_scrolls_sideways_on_the_smallest_phone(open_browser, addresses, code):
    page = open_browser(320, 640)
    for name, address in addresses[code].items():
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, name


def test_fingers_find_every_link_that_stands_alone(open_browser, addresses):
    page = open_browser(360, 720, has_touch=True, is_mobile=True)
    links = page.locator(".foot a, .index a, .crumbs a, .go, .bar a, .acts a")
    for name, address in addresses["en"].items():
        page.goto(address)
        # The list of a section's categories beside its heading is not there on phones.
        assert links.evaluate_all(TOO_SMALL) == [], name


def test_tab_of_the_page_is_in_sight_on_phones(open_browser, addresses):
    page = open_browser(360, 720)
    page.goto("/en/news/video/")
    box = page.locator(".tabs [aria-current]").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360


def test_without_script_menus_languages_and_lists_work(open_browser, watch, addresses):
    for _number in range(21):
        factories.live("news.story")
    page = open_browser(390, java_script_enabled=False)
    page.goto("/en/")
    page.click("header summary >> text=News")
    page.click("header .panel >> text=Events")
    assert page.inner_text("h1") == "Events"
    page.click("main nav >> text=Next")
    assert "page=2" in page.url
    page.click("header >> text=中文")
    assert page.inner_text("h1") == "活动"


def test_desk_is_accessible(open_browser):
    factories.person("publisher", interface_language="zh-hans")
    story = factories.live("news.story", picture=factories.picture())
    page = open_browser(reduced_motion="reduce")
    page.goto("/admin/")
    page.fill("#id_username", "publisher")
    page.fill("#id_password", "publisher" * 2)
    page.click("[type=submit]")
    addresses = [
        "/admin/news/story/",
        f"/admin/news/story/{story.pk}/change/",
        f"/admin/news/story/{story.pk}/withdraw/",
        "/admin/news/story/add/",
    ]
    found = {}
    for address in addresses:
        page.goto(address)
        if reports := barriers(page, DESK):
            found[address] = reports
    assert found == {}
