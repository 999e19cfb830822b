"""The whole ways of a bilingual story, with the clock in hand: written, translated, live, stale."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.browser.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEIJING = ZoneInfo("Asia/Shanghai")
EDITOR = ".field-body_{} .ProseMirror[contenteditable=true]"
CONFIRM = "Both languages say the same: confirm as current"
SMALL = "Small edit: the translation stays valid"


def write(page, code: str, **texts: str) -> None:
    for name, text in texts.items():
        if name == "body":
            page.locator(EDITOR.format(code)).click()
            page.keyboard.press("Control+a")
            page.keyboard.insert_text(text)
        else:
            page.fill(f"#id_{name}_{code}", text)


def press(page, words: str) -> str:
    """Press a button and return what the page says then."""
    with page.expect_navigation():
        page.click(f"button:has-text({words!r})")
    return page.inner_text(".messagelist")


def word(page, code: str) -> str:
    """Return what the pane of a language says about the other one."""
    return page.inner_text(f".pane-box[lang={code}] .match-word")


def found(visitor, prefix: str, title: str) -> bool:
    visitor.goto(f"/{prefix}/news/events/")
    return visitor.locator(f"main >> text={title}").count() > 0


def test_story_is_translated_confirmed_scheduled_corrected_and_taken_down(
    open_browser, watch, clock
):
    clock.move_to(datetime(2026, 11, 23, 9, tzinfo=BEIJING))
    desk, visitor = open_browser(1366, 768), open_browser(390)
    factories.person("publisher", interface_language="en")
    sign_in(desk, "publisher")

    # Written in English, then translated, then confirmed.
    desk.goto("/admin/news/story/add/")
    desk.select_option("#id_category", label="News › Events")
    write(desk, "en", title="A bridge opens", source="River Gazette", body="It opened on Monday.")
    press(desk, "Save draft")
    number = desk.url.split("/")[-3]
    assert word(desk, "zh-Hans") == "Missing"
    write(desk, "zh_hans", title="新桥通行", source="江报", body="新桥周一通行。")
    press(desk, "Save draft")
    assert word(desk, "zh-Hans") == "Current"
    desk.locator(f"text={CONFIRM}").check()
    press(desk, "Save draft")
    assert [word(desk, "en"), word(desk, "zh-Hans")] == ["Confirmed", "Confirmed"]

    # Both scheduled in one act: nobody finds them before their second, everybody after it.
    desk.fill("#id_publish_at", "2026-11-27T09:00")
    said = press(desk, "Schedule both languages for 27 Nov 2026 09:00 Beijing time")
    assert "Scheduled: English, Chinese" in said
    assert not found(visitor, "en", "A bridge opens")
    clock.move_to(datetime(2026, 11, 27, 9, 0, 1, tzinfo=BEIJING))
    assert found(visitor, "en", "A bridge opens")
    assert found(visitor, "zh", "新桥通行")

    # By then the session has ended.
    sign_in(desk, "publisher")
    desk.reload()

    # The live English is corrected: Chinese is out of date, and the form shows what to catch up.
    press_edit(desk)
    write(desk, "en", body="It opened on Tuesday.")
    assert "Published: English" in press(desk, "Update the English text now")
    assert word(desk, "zh-Hans") == "Out of date"
    assert word(desk, "en") == "Current" or word(desk, "en") == "Confirmed"
    changes = desk.locator(".pane-box[lang=zh-Hans] .changes-since")
    assert changes.locator("del").all_inner_texts() == ["removed:\nMonday"]
    assert changes.locator("ins").all_inner_texts() == ["added:\nTuesday"]
    press_edit(desk)
    write(desk, "zh_hans", body="新桥周二通行。")
    desk.locator(f"text={CONFIRM}").check()
    assert "Published: Chinese" in press(desk, "Update the Chinese text now")
    assert word(desk, "zh-Hans") == "Confirmed"

    # A small edit of the Chinese leaves the English valid.
    press_edit(desk)
    write(desk, "zh_hans", body="新桥于周二通行。")
    desk.locator(f".pane-box[lang=zh-Hans] >> text={SMALL}").check()
    press(desk, "Update the Chinese text now")
    assert word(desk, "en") == "Confirmed"

    # Both taken down in one act, with words for those who come back.
    desk.click("text=Take down…")
    desk.fill("#id_reason", "The bridge is closed again.")
    desk.get_by_label("A notice").check()
    desk.fill("#id_notice_en", "The bridge is closed for repairs.")
    desk.fill("#id_notice_zh_hans", "大桥因维修关闭。")
    assert "Taken down: English, Chinese." in press(desk, "Take down now")
    for prefix, title, notice in (
        ("en", "A bridge opens", "The bridge is closed for repairs."),
        ("zh", "新桥通行", "大桥因维修关闭。"),
    ):
        assert visitor.goto(f"/{prefix}/news/{number}/").status == 410
        assert notice in visitor.inner_text("main")
        assert not found(visitor, prefix, title)
    watch.assert_quiet()


def press_edit(desk) -> None:
    with desk.expect_navigation():
        desk.get_by_role("button", name="Edit", exact=True).click()
