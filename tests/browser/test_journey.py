"""The whole way: somebody writes and publishes, somebody else reads."""

import pytest

from tests import factories
from tests.browser.signing_in import sign_in, sign_in_by_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXTS = {
    "en": {
        "title": "A bridge opens over the river",
        "summary": "Two banks, one bridge.",
        "source": "River Gazette",
        "picture_caption": "The bridge on its first day.",
        "picture_credit": "Illustration: Liangjiang portal",
        "picture_alt": "A bridge between two green banks",
    },
    "zh_hans": {
        "title": "江上新桥通行",
        "summary": "两岸一桥。",
        "source": "江报",
        "picture_caption": "新桥通行首日。",
        "picture_credit": "插图：两江新区门户网站",
        "picture_alt": "两岸青山之间的一座桥",
    },
}
BODIES = {"en": "The bridge opened on Monday.", "zh_hans": "新桥周一通行。"}


def write_story(page, picture) -> None:
    page.goto("/admin/news/story/add/")
    page.select_option("#id_category", label="News › Events")
    page.set_input_files("#id_picture_upload", picture)
    for language, texts in TEXTS.items():
        for name, text in texts.items():
            page.fill(f"#id_{name}_{language}", text)
        editor = page.locator(f".field-body_{language} .ProseMirror[contenteditable=true]")
        editor.click()
        page.keyboard.insert_text(BODIES[language])


@pytest.mark.parametrize("width", [390, 1440])
def test_publisher_writes_a_bilingual_story_and_a_visitor_reads_it(
    open_browser, watch, tmp_path, width
):
    factories.person("publisher", interface_language="en")
    photo = tmp_path / "桥.jpg"
    photo.write_bytes(factories.jpeg("teal", (1600, 1067)))

    desk = open_browser()
    sign_in_by_form(desk, "publisher")
    write_story(desk, photo)
    desk.click("text=Publish both languages now")
    assert "Published: English, Chinese." in desk.inner_text(".messagelist")

    visitor = open_browser(width)
    visitor.goto("/en/news/events/")
    visitor.click(f"text={TEXTS['en']['title']}")
    for language, other in (("en", "中文"), ("zh_hans", None)):
        text = visitor.inner_text("main")
        assert visitor.inner_text("h1") == TEXTS[language]["title"]
        assert BODIES[language] in text
        assert TEXTS[language]["picture_caption"] in text
        assert TEXTS[language]["picture_credit"] in text
        shown = visitor.locator("main figure img").first
        assert shown.get_attribute("alt") == TEXTS[language]["picture_alt"]
        assert shown.evaluate("image => image.complete && image.naturalWidth > 0")
        if other:
            visitor.click(f"header >> text={other}")
    assert visitor.context.cookies() == []
    watch.assert_quiet()


def test_both_languages_stand_side_by_side_from_1280_pixels(open_browser, watch):
    factories.person("publisher", interface_language="en")
    for width, side_by_side in ((1280, True), (1000, False)):
        desk = open_browser(width)
        sign_in(desk, "publisher")
        desk.goto("/admin/news/story/add/")
        english, chinese = (
            desk.locator(f".field-title_{code}").bounding_box() for code in ("en", "zh_hans")
        )
        assert (english["y"] == chinese["y"]) is side_by_side
        assert (english["x"] == chinese["x"]) is not side_by_side
    watch.assert_quiet()


def test_publish_buttons_say_when_it_will_happen(open_browser, watch):
    factories.person("publisher", interface_language="en")
    desk = open_browser()
    sign_in(desk, "publisher")
    desk.goto("/admin/news/story/add/")
    button = desk.locator(".desk-buttons button[value=en]")
    assert button.inner_text() == "Publish English now"
    desk.fill("#id_publish_at", "2099-11-27T09:00")
    assert button.inner_text() == "Schedule English for 27 Nov 2099 09:00 Beijing time"
    assert button.get_attribute("name") == "_schedule"
    desk.fill("#id_publish_at", "")
    assert button.inner_text() == "Publish English now"
    desk.fill("#id_publish_at", "2099-11-27T09:00")
    desk.click("header >> text=中文")
    # A language without a text stands behind "More" until somebody writes in it.
    desk.fill("#id_title_en", "A bridge")
    desk.fill("#id_publish_at", "2099-11-27T09:00")
    assert button.inner_text() == "定于北京时间2099年11月27日 09:00发布英文版"
    watch.assert_quiet()


def test_editor_without_script_writes_in_a_plain_field(open_browser):
    factories.person("publisher", interface_language="en")
    desk = open_browser(java_script_enabled=False)
    sign_in_by_form(desk, "publisher")
    desk.goto("/admin/about/page/add/")
    desk.select_option("#id_category", label="About › Introduction")
    desk.fill("#id_title_en", "Plain words")
    desk.fill("#id_body_en", "<p>Written without script.</p>")
    desk.fill("#id_source_en", "River Gazette")
    desk.click("button[name=_publish][value=en]")
    assert "Published: English." in desk.inner_text(".messagelist")
