"""What a reader does with a page: share it, make its text larger, print it, go through pictures."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from playwright.sync_api import expect

from articles.addresses import in_language
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = '<p>Rivers meet <a href="/en/contact/">here</a>.</p><p>And <a href="#x">on</a>.</p>'
SHIFT = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 300))"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
# Name, search and language stand beside each other where one height passes through all three.
HEAD_IN_ONE_ROW = """
(() => {
    const boxes = [".brand", ".find-link", ".lang"]
        .map(each => document.querySelector(each).getBoundingClientRect());
    return Math.max(...boxes.map(each => each.top)) < Math.min(...boxes.map(each => each.bottom));
})()
"""
BODY_SIZE = "parseFloat(getComputedStyle(document.querySelector('.prose p + p')).fontSize)"


@pytest.fixture
def story(live_server):
    factories.live("news.story")
    return factories.live(picture=factories.picture(), body_en=BODY)


def test_script_that_every_page_waits_for_is_tiny():
    assert Path(find("js/text-size.js")).stat().st_size <= 500


def test_size_of_text_is_kept_from_page_to_page_and_nothing_moves(open_browser, watch, story):
    page = open_browser(390, 844)
    page.goto(in_language(story, "en"))
    before = page.evaluate(BODY_SIZE)
    page.click("text=A++")
    assert page.evaluate(BODY_SIZE) >= 24 > before
    for address in ("/zh/", "/en/news/events/", in_language(story, "zh-hans")):
        page.goto(address)
        assert page.evaluate("document.documentElement.dataset.size") == "2"
        pressed = page.locator(".sizes [aria-pressed=true]")
        assert pressed.all_inner_texts() == ["A++"]
        assert page.evaluate(SHIFT) == 0
    for width in (320, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate(SIDEWAYS), width
        assert width > 1024 or page.evaluate(HEAD_IN_ONE_ROW), width
    # By keyboard, back to the beginning.
    page.get_by_role("button", name="A，标准字号").press("Enter")
    page.reload()
    assert page.evaluate(BODY_SIZE) <= before + 2
    watch.assert_quiet()


def test_size_holds_for_a_page_where_the_browser_keeps_nothing(open_browser, watch, story):
    page = open_browser()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    page.goto(in_language(story, "en"))
    page.click("text=A+ >> nth=0")
    assert page.evaluate("document.documentElement.dataset.size") == "1"
    watch.assert_quiet()


def test_share_panel_opens_within_the_smallest_phone_and_escape_closes_it(
    open_browser, watch, story
):
    page = open_browser(320, 640)
    page.goto(in_language(story, "en"))
    summary = page.locator(".pop summary")
    with page.expect_response("**/qr.svg"):
        summary.press("Enter")
    box = page.locator(".pop > div").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert not page.evaluate(SIDEWAYS)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator(".pop > div").is_visible()
    assert summary.evaluate("node => node === document.activeElement")
    watch.assert_quiet()


def test_phone_sends_the_page_with_its_own_apps_and_sees_the_whole_panel(open_browser, story):
    page = open_browser(320, 568)
    page.add_init_script("navigator.share = async (sent) => { window.sent = sent.url; }")
    page.goto(in_language(story, "en"))
    page.click("text=Share")
    box = page.locator(".pop > div").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 568
    page.click("text=Send with an app")
    assert page.evaluate("sent").endswith(in_language(story, "en"))


def test_code_is_fetched_only_by_who_wants_it(open_browser, story):
    page, asked = open_browser(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(in_language(story, "en"), wait_until="networkidle")
    assert [url for url in asked if "qr.svg" in url] == []


def test_copied_link_is_told_to_those_who_listen(open_browser, story):
    page = open_browser(permissions=["clipboard-read", "clipboard-write"])
    page.goto(in_language(story, "en") + "#main")
    page.click("text=Copy link")
    expect(page.locator("main [role=status]")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(in_language(story, "en"))


def test_without_script_the_page_offers_only_what_works(open_browser, story):
    page = open_browser(java_script_enabled=False)
    page.goto(in_language(story, "en"))
    assert not page.locator(".sizes").is_visible()
    assert not page.locator("text=Copy link").is_visible()
    page.click("text=Share")
    assert not page.locator("text=Send with an app").is_visible()
    assert page.locator("text=Send by e-mail").is_visible()


def test_paper_shows_the_text_and_where_links_lead_and_nothing_to_press(open_browser, story):
    page = open_browser()
    page.goto(in_language(story, "en"))
    page.emulate_media(media="print")
    gone = ".nav, .find, .lang, .ask, .sizes, .pop, .acts, .crumbs, .related, .foot-in, .note"
    assert [each for each in page.locator(gone).all() if each.is_visible()] == []
    for kept in (".brand", "h1", ".byline", ".photo img", ".prose", ".paper-only"):
        assert page.locator(kept).first.is_visible(), kept
    link = page.locator(".prose a").first
    shown = link.evaluate("node => getComputedStyle(node, '::after').content")
    assert shown == '" (http://testserver/en/contact/)"'
    assert page.locator(".photo img").bounding_box()["height"] <= 341  # 90 mm
    assert abs(page.evaluate(BODY_SIZE) - 14) < 0.1  # 10.5 points


def test_arrow_keys_lead_through_a_photo_story_by_addresses_of_its_pictures(
    open_browser, watch, live_server
):
    photos = factories.live("news.photostory")
    page = open_browser(1440, 700)
    page.goto(in_language(photos, "en"))
    # Behind the last one comes none: from there one step back leads to the second.
    for key, place in zip(
        ["ArrowRight"] * 4 + ["ArrowLeft"], ["p1", "p2", "p3", "p3", "p2"], strict=True
    ):
        page.keyboard.press(key)
        page.wait_for_url(f"**#{place}")
    page.click("#p2 >> text=Next")
    assert page.url.endswith("#p3")
    watch.assert_quiet()


def test_colours_of_the_system_still_tell_where_one_is(open_browser, story):
    for kind in ("investing.guide", "living.info", "about.page"):
        factories.live(kind)
    page = open_browser(forced_colors="active")
    page.goto(in_language(story, "en"))
    lines = page.locator(".nav summary").evaluate_all(
        "all => all.map(each => getComputedStyle(each).borderBottomColor)"
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert [line != ground for line in lines] == [False, False, False, True]
