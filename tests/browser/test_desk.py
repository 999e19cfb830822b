"""The desk in a real browser: nothing is blocked, nothing complains, nothing is lost."""

import pytest

import languages
from articles import facts, working_copies
from languages import ZH
from library.models import Picture
from news.models import StoryPicture
from tests import factories
from tests.browser.accessibility import DESK, barriers, in_turn
from tests.browser.conftest import open_all
from tests.browser.signing_in import sign_in
from tests.pages import address

WIDTHS = (1366, 390)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(open_browser):
    """A publisher's window, signed in, in English."""
    factories.person("publisher", interface_language="en")
    page = open_browser()
    sign_in(page, "publisher")
    return page


def test_no_page_of_the_desk_is_hampered_by_its_own_policy(desk, watch):
    live = factories.live("news.story", picture=factories.picture())
    photos = factories.live("news.photostory")
    working_copies.edit(photos)
    places = [
        "/admin/",
        "/admin/work/drafts/",
        "/admin/search/?q=river",
        "/admin/handbook/",
        "/admin/news/",
        "/admin/news/story/",
        "/admin/news/story/add/",
        "/admin/news/photostory/add/",
        address(live),
        address(live, "history"),
        address(live, "withdraw"),
        address(live, "preview/en"),
        address(photos),
        address(photos, "discard"),
        address(photos, "review"),
        "/admin/schedule/",
        "/admin/schedule/?month=2026-11",
        address(photos, "preview/zh"),
        "/admin/articles/category/",
        "/admin/password_change/",
        "/admin/password-reset/",
        "/admin/nothing/",
    ]
    open_all(desk, places, watch)
    watch.assert_quiet()


def test_formatting_that_the_editor_writes_survives_saving(desk, watch):
    draft = factories.make(body_en="<p>river</p>")
    desk.goto(address(draft))
    editor = desk.locator(".field-body_en .ProseMirror[contenteditable=true]")
    editor.click()
    desk.keyboard.press("Control+A")
    desk.keyboard.press("Control+B")
    desk.click("text=Save draft")
    assert "Draft saved." in desk.inner_text(".messagelist")
    assert factories.fresh(draft).body_en == "<p><strong>river</strong></p>"
    watch.assert_quiet()


def test_text_that_is_only_opened_and_saved_does_not_change(desk):
    body = (
        "<h2>A heading</h2><p>A <strong>bold</strong> and <em>slanted</em> line.<br>Next.</p>"
        "<ul><li><p>One</p></li></ul><blockquote><p>Said.</p></blockquote>"
        "<table><tbody><tr><th><p>A</p></th><td><p>B</p></td></tr></tbody></table>"
        '<p><a href="https://example.org/">there</a></p>'
    )
    live = factories.live(body_en=body)
    desk.goto(address(live))
    desk.click("button:text-is('Edit')")
    desk.locator(".field-body_en [contenteditable=true]").wait_for()
    desk.click("text=Save draft")
    assert "Nothing in it differs from the published text yet." in desk.inner_text(".panel")


def test_picture_added_to_a_photo_story_comes_last(desk, watch, tmp_path):
    photo = tmp_path / "late.jpg"
    photo.write_bytes(factories.jpeg("black"))
    draft = factories.make("news.photostory")
    desk.goto(address(draft))
    desk.click("text=Add an empty row")
    row = desk.locator("[data-row]").last
    row.locator("summary").click()
    row.locator("[type=file]").set_input_files(photo)
    row.locator(".row-name", has_text="late.jpg").wait_for()
    desk.fill("#id_pictures-3-caption_en", "The fourth")
    desk.fill("#id_pictures-3-alt_en", "A black square")
    desk.click("text=Publish English now")
    assert "Published: English." in desk.inner_text(".messagelist")
    rows = StoryPicture.objects.filter(story=draft).order_by("position")
    assert [row.caption_en for row in rows][-1] == "The fourth"
    watch.assert_quiet()


def test_what_was_typed_and_uploaded_comes_back_when_something_is_wrong(desk, watch, tmp_path):
    photo = tmp_path / "桥.jpg"
    photo.write_bytes(factories.jpeg())
    desk.goto("/admin/news/story/add/")
    desk.select_option("#id_category", label="News › Events")
    desk.fill("#id_title_en", "Typed for an hour")
    desk.set_input_files("#id_picture_upload", photo)
    desk.fill("#id_publish_at", "2030-05-02T10:00")
    desk.fill("#id_expires_at", "2030-05-01T10:00")
    desk.click("text=Save draft")
    assert "The end must come after the beginning." in desk.inner_text("form .errorlist >> nth=0")
    assert desk.input_value("#id_title_en") == "Typed for an hour"
    assert desk.input_value("#id_publish_at") == "2030-05-02T10:00"
    shown = desk.locator(".field-picture img")
    assert shown.evaluate("image => image.complete && image.naturalWidth > 0")
    desk.fill("#id_expires_at", "")
    desk.click("text=Save draft")
    assert "Draft saved." in desk.inner_text(".messagelist")
    assert Picture.objects.count() == 1
    watch.assert_quiet()


def test_interface_language_is_switched_in_the_header(desk, watch):
    desk.goto("/admin/news/story/")
    desk.click("header >> text=中文")
    assert desk.get_attribute("html", "lang") == "zh-hans"
    desk.click("header >> text=English")
    assert desk.get_attribute("html", "lang") == "en"
    watch.assert_quiet()


@pytest.mark.parametrize("interface", ["en", "zh-hans"])
def test_forms_are_accessible_in_both_languages_and_schemes(open_browser, interface):
    factories.person("publisher", interface_language=interface)
    live = factories.live("news.story", picture=factories.picture())
    photos = factories.live("news.photostory")
    facts.confirm(live, None)
    # The Chinese is out of date now: its pane shows what has changed.
    factories.edited(live, body_en="<h2>In May</h2><p>The river rises in May.</p>")
    working_copies.edit(photos)
    page = open_browser(reduced_motion="reduce")
    sign_in(page, "publisher")
    found = {}
    for article in (live, photos):
        page.goto(address(article))
        page.locator(".field-body_en [contenteditable=true]").wait_for()
        if reports := barriers(page, DESK):
            found[article.kind] = reports
        assert page.locator(".changes-since").count() == (article is live)
    pages = ("history/", "compare/?old=en:1&new=en:2&view=beside", "restore/en/1/")
    waiting = f"/admin/work/out-of-date-{languages.prefix(ZH)}/"
    places = [address(live).removesuffix("change/") + name for name in pages]
    places += [address(live, act) for act in ("withdraw", "review", "preview")]
    places += ["/admin/schedule/", waiting, "/admin/unsaved/", "/admin/news/story/"]
    places += ["/admin/news/story/add/"]
    for place in in_turn(places, interface):
        page.goto(place)
        if reports := barriers(page, DESK):
            found[place] = reports
    # What stands around the records is in another order on a phone.
    for place in in_turn(
        ["/admin/", "/admin/search/?q=river", "/admin/handbook/keyboard/"], interface
    ):
        page.goto(place)
        if reports := barriers(page, DESK, WIDTHS):
            found[place] = reports
    page.goto("/admin/")
    # The slash leads to the search, and is typed where somebody is typing.
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.input_value("#find") == "a/b"
    assert found == {}
