"""Every kind of public page, in both languages and both colour schemes, and in every state."""

from datetime import timedelta

import pytest
from django.utils import timezone

import languages
from tests import factories
from tests.browser.accessibility import FRAME, PUBLIC, WIDTH, Frames, barriers
from tests.page_kinds import addresses

pytestmark = pytest.mark.browser

CODES = ["en", "zh-hans"]
WIDTHS = (1440, 390)
# What a reader can unfold within a page, such as filters and ways to share it.
UNFOLD = """
document.querySelectorAll("main details").forEach(details => { details.open = true; })
"""
# The words of links that are shown and lower than a finger needs.
TOO_SMALL = """
links => links.filter(link => {
    const height = link.getBoundingClientRect().height;
    return link.checkVisibility() && height < 44;
}).map(link => link.textContent)
"""


@pytest.mark.parametrize("code", CODES)
def test_every_page_is_accessible_and_asks_nobody_else(open_sample, watch, sample_site, code):
    page = open_sample(WIDTH[code], reduced_motion="reduce")
    found, frames = {}, Frames()
    for name, address in addresses(sample_site, code).items():
        page.goto(address)
        page.evaluate(UNFOLD)
        if not frames.is_known(page):
            reports = barriers(page, PUBLIC, WIDTHS)
            page.set_viewport_size({"width": WIDTH[code], "height": 900})
        else:
            reports = barriers(page, PUBLIC, without=FRAME)
        if reports:
            found[name] = reports
    assert found == {}
    watch.assert_quiet()


@pytest.mark.parametrize("code", CODES)
def test_open_menu_is_accessible(open_sample, sample_site, code):
    page = open_sample(reduced_motion="reduce")
    page.goto(addresses(sample_site, code)["story"])
    page.click("header summary >> nth=3")
    assert barriers(page, PUBLIC, (WIDTH[code],)) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", CODES)
def test_day_of_mourning_with_notices_is_accessible(open_browser, watch, code):
    for number in range(21):
        factories.live(picture=factories.picture(), is_featured=not number)
    factories.notice(link_address_en="/en/contact/", link_text_en="Ask us")
    factories.notice(kind="warning")
    now = timezone.now()
    factories.mourning(now - timedelta(hours=1), now + timedelta(hours=1))
    page = open_browser(WIDTH[code], reduced_motion="reduce")
    found = {}
    for place in ("/", "/news/events/?page=2"):
        page.goto(f"/{languages.prefix(code)}{place}")
        assert page.locator("html.mourning .notices").count() == 1
        if reports := barriers(page, PUBLIC):
            found[place] = reports
    assert found == {}
    watch.assert_quiet()


def test_fingers_find_every_link_that_stands_alone(open_sample, sample_site):
    page = open_sample(360, 720, has_touch=True, is_mobile=True)
    links = page.locator(".foot a, .index a, .crumbs a, .go, .bar a, .acts a, .figs dt a")
    for name, address in addresses(sample_site, "en").items():
        page.goto(address)
        # The list of a section's categories beside its heading is not there on phones.
        assert links.evaluate_all(TOO_SMALL) == [], name


def test_all_tabs_of_a_section_are_in_sight_on_phones(open_sample):
    page = open_sample(360, 720)
    page.goto("/en/news/video/")
    ends = "all => all.map(each => each.getBoundingClientRect().right)"
    assert 0 < max(page.locator(".tabs a").evaluate_all(ends)) <= 360


def test_lens_of_a_phone_leads_into_the_search_field_and_it_suggests_pages(
    open_sample, sample_site, watch
):
    page = open_sample(390, 844, reduced_motion="reduce")
    page.goto("/en/")
    page.click("header .find-link")
    page.locator("#search:focus").wait_for()
    field, options = page.locator("#search"), page.locator("main [role=option]")

    page.keyboard.type("park")
    options.first.wait_for()
    assert barriers(page, PUBLIC) == {}
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    # Escape closes the list and leaves the words; Enter then searches, as it does without script.
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false" and not options.first.is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=park")
    assert page.locator("main mark").count()

    field.press("End")
    page.keyboard.type("s")
    options.first.wait_for()
    page.keyboard.press("ArrowUp")
    chosen = options.last.evaluate("option => option.dataset.address")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{chosen}")
    watch.assert_quiet()
