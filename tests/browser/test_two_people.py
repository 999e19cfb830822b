"""Two people with one article, and what happens to a text whose writer is interrupted."""

from contextlib import suppress
from importlib import import_module

import pytest
from django.conf import settings
from playwright.sync_api import Error

from articles.models import Typing
from tests import factories
from tests.browser.accessibility import DESK, barriers
from tests.browser.test_journey import sign_in
from tests.pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDITOR = ".field-body_{} .ProseMirror[contenteditable=true]"
KEPT = ".typing-time:text-matches('^Kept at')"


@pytest.fixture
def people(open_browser):
    """Two editors, each with a window of their own."""

    def window(name: str):
        factories.person("editor", name, interface_language="en")
        page = open_browser(1366, 768)
        sign_in(page, name)
        return page

    return window("ann"), window("bo")


def write(page, code: str, text: str) -> None:
    editor = page.locator(EDITOR.format(code))
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def save(page) -> None:
    """Press Save with the keyboard, from wherever one is writing."""
    page.locator("#id_source_en").focus()
    page.keyboard.press("Control+s")
    page.locator(".messagelist, .error-summary").wait_for()


def test_two_people_write_in_one_article_and_neither_loses_a_word(people, watch):
    ann, bo = people
    article = factories.make(body_en="<p>One.</p>", body_zh_hans="<p>一。</p>")
    for page in people:
        page.goto(address(article))
    bo.locator(".presence:has-text('ann has had this open since')").wait_for()
    write(ann, "en", " Ann's words.")
    write(bo, "zh_hans", "博的话。")
    save(ann)
    save(bo)
    row = factories.fresh(article)
    assert (row.body_en, row.body_zh_hans) == ("<p>One. Ann's words.</p>", "<p>一。博的话。</p>")

    # Both in the same text: what each of them wrote is shown and can be taken.
    ann.goto(address(article))
    bo.goto(address(article))
    for page, name in ((ann, "Ann's"), (bo, "Bo's")):
        page.fill("#id_title_en", f"{name} title")
        write(page, "en", f" {name} end.")
        save(page)
    assert "Nothing is saved yet" in bo.evaluate("document.activeElement.textContent")
    assert bo.title().startswith("Error: ")
    shown = bo.locator("[data-conflict=id_body_en]").inner_text()
    assert "Ann's" in shown and "Bo's" in shown
    watch.assert_quiet()
    assert not barriers(bo, DESK)
    bo.click(".error-summary >> text=English › Text")
    assert bo.evaluate("document.activeElement.className").startswith("tiptap ProseMirror")
    bo.locator("[data-conflict=id_body_en] >> text=Take theirs").check()
    bo.locator(EDITOR.format("en"), has_text="Ann's end.").wait_for()
    bo.locator("[data-conflict=id_title_en] >> text=Keep mine").check()
    save(bo)
    row = factories.fresh(article)
    assert (row.title_en, row.body_en) == ("Bo's title", "<p>One. Ann's words. Ann's end.</p>")


def test_text_survives_a_browser_that_dies_and_comes_back_in_both_languages(open_browser, watch):
    factories.person("editor", interface_language="en")
    article = factories.make(body_en="<p>One.</p>", body_zh_hans="<p>一。</p>")
    page = open_browser()
    sign_in(page, "editor")
    page.goto(address(article))
    write(page, "en", " Two.")
    write(page, "zh_hans", "二。")
    page.fill("#id_title_zh_hans", "打了一半的标题")
    page.locator(KEPT).wait_for()
    # Nothing is asked and nothing is said to the page: its process is gone.
    crash(page)

    page = open_browser()
    sign_in(page, "editor")
    page.goto(address(article))
    offer = page.locator(".typed", has_text="that was not saved")
    words = offer.inner_text()
    assert "Title (Chinese)" in words and "Text (English)" in words
    watch.assert_quiet()
    assert not barriers(page, DESK)
    offer.locator("text=Bring it back").click()
    page.locator(EDITOR.format("en"), has_text="One. Two.").wait_for()
    page.locator(EDITOR.format("zh_hans"), has_text="一。二。").wait_for()
    assert page.input_value("#id_title_zh_hans") == "打了一半的标题"
    save(page)
    row = factories.fresh(article)
    assert (row.title_zh_hans, row.body_zh_hans) == ("打了一半的标题", "<p>一。二。</p>")
    assert not Typing.objects.exists()


def crash(page) -> None:
    """Kill the process of the page, as when a computer runs out of memory."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    page.close()


def test_whoever_is_signed_out_while_writing_signs_in_again_and_goes_on(open_browser):
    factories.person("editor", interface_language="en")
    article = factories.make()
    page = open_browser()
    sign_in(page, "editor")
    page.goto(address(article))
    page.fill("#id_title_en", "Before")
    page.locator(KEPT).wait_for()
    end_session(page)
    page.fill("#id_title_en", "While signed out")
    page.locator(".typing-trouble:has-text('You have been signed out.')").wait_for()
    # Pressing Save does not lose it either.
    page.click("text=Save draft")
    with page.expect_popup() as opened:
        page.locator(".typing-link").click()
    other = opened.value
    other.fill("#id_username", "editor")
    other.fill("#id_password", "editor" * 2)
    other.click("[type=submit]")
    other.locator("text=You can close this tab now").wait_for()
    other.close()
    page.bring_to_front()
    page.locator(".typing-trouble:has-text('is kept')").wait_for()
    assert Typing.objects.get().data["title_en"] == ["While signed out"]
    save(page)
    assert factories.fresh(article).title_en == "While signed out"
    assert not Typing.objects.exists()


def end_session(page) -> None:
    cookies = [each for each in page.context.cookies() if each["name"].endswith("desk")]
    [session] = {each["value"] for each in cookies}
    import_module(settings.SESSION_ENGINE).SessionStore(session).delete()


def test_keys_are_listed_reach_their_places_and_can_be_switched_off(open_browser, watch):
    factories.person("editor", interface_language="en")
    article = factories.make()
    page = open_browser()
    sign_in(page, "editor")
    page.goto(address(article))
    page.locator(EDITOR.format("en")).wait_for()
    page.evaluate(
        "document.addEventListener('desk:pair', (event) => { window.step = event.detail; })"
    )
    page.keyboard.press("Alt+Shift+Digit2")
    assert page.evaluate("document.activeElement.id") == "id_title_zh_hans"
    page.keyboard.type("?")
    assert page.input_value("#id_title_zh_hans").startswith("?")
    page.keyboard.press("Alt+Shift+KeyJ")
    assert page.evaluate("window.step") == 1
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    dialog = page.locator("#shortcuts[open]")
    dialog.locator("text=Use these keys").click()
    watch.assert_quiet()
    assert not barriers(page, DESK)
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+Shift+Digit1")
    assert page.evaluate("document.activeElement.id") != "id_title_en"
