"""The text editor in a real browser: what is stored is what it would write, to the byte."""

import tomllib

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import prose
from liangjiang.sample.loader import files
from tests import factories
from tests.articles.test_pasting import SOURCES, WECHAT
from tests.articles.test_prose import FORMS
from tests.browser.signing_in import sign_in
from tests.pages import address, in_chinese

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REWRITE = """texts => {
  const {editor} = document.querySelector(".field-body_en .ProseMirror");
  const options = {emitUpdate: false, parseOptions: {preserveWhitespace: false}};
  return texts.map(text => {
    editor.commands.setContent(text, options);
    return editor.isEmpty ? "" : editor.getHTML();
  });
}"""
PASTE = """([kind, content, words]) => {
  const clipboardData = new DataTransfer();
  if (kind === "html") clipboardData.setData("text/html", content);
  clipboardData.setData("text/plain", words);
  const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
  document.querySelector(".field-body_en .ProseMirror").dispatchEvent(event);
}"""
FIELD = "#id_body_en"


@pytest.fixture
def editor(open_browser, watch):
    """A draft with one English paragraph, open in the editor, the cursor at its end."""
    factories.person("publisher", interface_language="en")
    page = open_browser(1366, 768)
    sign_in(page, "publisher")
    page.draft = factories.make(body_en="<p>river</p>")
    open_draft(page)
    return page


def open_draft(page) -> None:
    page.goto(address(page.draft))
    page.text = page.locator(".field-body_en .ProseMirror[contenteditable=true]")
    page.text.click()
    page.keyboard.press("Control+End")
    settle(page)


def settle(page) -> None:
    """Let the editor take in where the cursor is now; nobody types faster than it does."""
    expect(page.text).to_have_css("white-space-collapse", "break-spaces")
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame("
        "() => setTimeout(done))))"
    )


def written(page) -> str:
    return page.input_value(FIELD) if page.is_visible(FIELD) else page.locator(FIELD).input_value()


def save(page) -> str:
    page.click("text=Save draft")
    page.locator(".messagelist").wait_for()
    return factories.fresh(page.draft).body_en


def body_of(part) -> str:
    return part.get("body", "") if isinstance(part, dict) else ""


def samples() -> list[str]:
    data = (tomllib.loads(path.read_text(encoding="utf-8")) for path in files())
    return [body_of(texts) for each in data for texts in each.values() if body_of(texts)]


def test_editor_writes_every_shape_as_it_is_stored(editor, watch):
    texts = [prose.clean(text) for text in (*FORMS, "".join(FORMS), *samples())]
    texts += [text for _html, text, _note in SOURCES.values()]
    again = editor.evaluate(REWRITE, texts)
    assert [pair for pair in zip(texts, again, strict=True) if pair[0] != pair[1]] == []
    watch.assert_quiet()


def test_text_that_was_changed_and_changed_back_keeps_its_bytes(editor):
    # Not in our form, as an older version may have left it.
    body = "<p>river</p>\n<ul><li>bank</li></ul>"
    type(editor.draft).objects.filter(pk=editor.draft.pk).update(body_en=body)
    open_draft(editor)
    opened = written(editor)
    editor.keyboard.type("!")
    assert written(editor) != opened
    editor.keyboard.press("Control+Z")
    assert written(editor) == opened


# Chinese input methods. Chromium's own protocol composes as they do.


def compose(page, *pinyin: str, text: str = "") -> None:
    """Type pinyin letter by letter, then choose `text`, or nothing at all."""
    session = page.context.new_cdp_session(page)
    for letters in pinyin:
        session.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
    if text:
        session.send("Input.insertText", {"text": text})
    else:
        session.send(
            "Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0}
        )


ROW, END = "<table><tbody><tr>", "</tr></tbody></table>"
IN_CELL = f"{ROW}<td><p>两江</p></td><td><p>b</p></td>{END}"
WHERE = {
    "empty paragraph": ("<p>a</p>", ["Enter"], "<p>a</p><p>两江</p>"),
    "heading": ("<h2>a</h2>", [], "<h2>a两江</h2>"),
    "item": (
        "<ul><li><p>a</p></li></ul>",
        ["Enter"],
        "<ul><li><p>a</p></li><li><p>两江</p></li></ul>",
    ),
    "cell": (f"{ROW}<td><p></p></td><td><p>b</p></td>{END}", ["a cell"], IN_CELL),
    "after a table": (IN_CELL, [], f"{IN_CELL}<p>两江</p>"),
    "after bold": ("<p><strong>a</strong></p>", ["Control+B"], "<p><strong>a</strong>两江</p>"),
    "in bold": ("<p><strong>a</strong>b</p>", ["ArrowLeft"], "<p><strong>a两江</strong>b</p>"),
    "after a link": ('<p><a href="/en/">a</a></p>', [], '<p><a href="/en/">a</a>两江</p>'),
}


def test_chinese_is_composed_everywhere_without_doubled_letters(editor, watch):
    for place, (body, keys, result) in WHERE.items():
        type(editor.draft).objects.filter(pk=editor.draft.pk).update(body_en=body)
        open_draft(editor)
        for key in keys:
            if key == "a cell":
                editor.text.locator("td").first.click()
            else:
                editor.keyboard.press(key)
        settle(editor)
        compose(editor, "l", "li", "lia", "liang", "liang'j", "liang'jiang", text="两江")
        assert (place, written(editor)) == (place, result)
        editor.once("dialog", lambda dialog: dialog.accept())
    open_draft(editor)
    before = written(editor)
    compose(editor, "y", "yu", "yub")
    assert written(editor) == before
    watch.assert_quiet()


def test_keys_pressed_while_composing_belong_to_the_input_method(editor):
    session = editor.context.new_cdp_session(editor)
    compose_only = {"text": "liang", "selectionStart": 5, "selectionEnd": 5}
    session.send("Input.imeSetComposition", compose_only)
    for key, code in (("Enter", 13), ("b", 66), ("k", 75)):
        # What a browser reports of a key that the input method has taken.
        control = 0 if key == "Enter" else 2
        pressed = {"type": "rawKeyDown", "key": "Process", "code": f"Key{key.upper()}"}
        pressed |= {
            "windowsVirtualKeyCode": 229,
            "modifiers": control,
            "nativeVirtualKeyCode": code,
        }
        session.send("Input.dispatchKeyEvent", pressed)
    assert editor.locator(".prose-dialog").count() == 0
    session.send("Input.insertText", {"text": "两"})
    assert written(editor) == "<p>river两</p>"
    assert address(editor.draft) in editor.url


# Tables and links


def test_table_with_headers_is_made_by_keyboard_alone(editor, watch):
    editor.keyboard.press("Alt+F10")
    for _step in range(8):
        editor.keyboard.press("ArrowRight")
    editor.keyboard.press("Enter")
    editor.get_by_label("Columns", exact=True).fill("2")
    editor.get_by_label("The first column names the rows").check()
    editor.keyboard.press("Enter")
    for words in ("Year", "Cars", "2024", "7"):
        editor.keyboard.type(words)
        editor.keyboard.press("Tab")
    editor.keyboard.type("2025")
    editor.get_by_role("button", name="Row below").click()
    editor.get_by_role("button", name="Delete row").click()
    assert save(editor) == (
        "<p>river</p><table><tbody><tr><th><p>Year</p></th><th><p>Cars</p></th></tr>"
        "<tr><th><p>2024</p></th><td><p>7</p></td></tr>"
        "<tr><th><p></p></th><td><p></p></td></tr></tbody></table>"
    )
    watch.assert_quiet()


def test_link_to_an_article_is_found_by_its_title_and_shown_by_it(editor, watch):
    target = factories.titled("Ferry across the river")
    editor.keyboard.type(" see ")
    settle(editor)
    editor.keyboard.press("Control+K")
    editor.keyboard.type("ferry")
    found = editor.get_by_label("Ferry across the river")
    found.wait_for()
    assert "English: Published · Chinese: Published" in editor.inner_text(".prose-dialog")
    editor.keyboard.press("Tab")
    editor.keyboard.press("Space")
    editor.keyboard.press("Enter")
    editor.text.locator("a").wait_for()
    settle(editor)
    editor.keyboard.type(" too")
    linked = f'<p>river see <a href="article:{target.pk}">Ferry across the river</a> too</p>'
    assert save(editor) == linked
    editor.text.click()
    editor.text.locator("a").click()
    editor.locator(".prose-link >> text=Ferry across the river").first.wait_for()
    editor.click(".prose-link >> text=Remove the link")
    assert written(editor) == "<p>river see Ferry across the river too</p>"
    watch.assert_quiet()


def test_article_is_found_by_words_that_an_input_method_wrote(editor, watch):
    factories.live(title_zh_hans="江上渡轮")
    asked = []
    editor.on("request", lambda request: asked.append(request.url))
    editor.keyboard.press("Control+K")
    found = editor.locator(".prose-found li")
    found.nth(1).wait_for()
    compose(editor, "d", "du", "du'l", "du'lun", text="渡轮")
    found.nth(1).wait_for(state="detached")
    assert "江上渡轮" in found.inner_text()
    assert len([url for url in asked if "find" in url]) == 2
    watch.assert_quiet()


# The plain text area


def test_typed_text_survives_the_turn_to_a_plain_text_area_and_back(editor, watch):
    editor.keyboard.type(" and quay")
    editor.get_by_role("button", name="Write in a plain text area instead").first.click()
    editor.locator(f"{FIELD}:visible").wait_for()
    assert written(editor) == "river and quay"
    assert editor.locator(".ProseMirror").count() == 0
    assert factories.User.objects.get().writes_plain_text
    editor.locator(FIELD).press_sequentially("\n\nBoats")
    editor.get_by_label("Title (English)").fill("Typed as well")
    back = editor.get_by_role("button", name="Write with the editor instead").first
    editor.context.set_offline(True)
    back.click()
    editor.get_by_text("The server could not be reached. Nothing has changed.").first.wait_for()
    editor.context.set_offline(False)
    watch.complaints.clear()
    back.click()
    editor.text.wait_for()
    editor.text.click()
    editor.keyboard.press("Control+End")
    editor.keyboard.type("!")
    assert written(editor) == "<p>river and quay</p><p>Boats!</p>"
    assert save(editor) == "<p>river and quay</p><p>Boats!</p>"
    assert factories.fresh(editor.draft).title_en == "Typed as well"
    editor.get_by_role("button", name="Write in a plain text area instead").last.click()
    editor.locator("#id_body_zh_hans:visible").wait_for()
    # Nothing was typed since it was saved, so nobody is asked; the choice is still there.
    editor.reload()
    assert written(editor) == "river and quay\n\nBoats!"
    editor.get_by_role("button", name="Write with the editor instead").first.click()
    editor.text.wait_for()
    watch.assert_quiet()


# Pasting


def test_pasted_text_is_cleaned_and_what_stayed_behind_is_said(editor, watch):
    editor.keyboard.press("Enter")
    editor.evaluate(PASTE, ["html", WECHAT, "江上春天"])
    _html, text, note = SOURCES["WeChat"]
    editor.locator(f".prose-note:has-text('{note[:20]}')").wait_for()
    assert editor.inner_text(".field-body_en .prose-note") == note
    assert save(editor) == f"<p>river</p>{text}"
    watch.assert_quiet()


def test_pasted_words_are_kept_when_the_server_cannot_be_reached(editor):
    editor.keyboard.press("Enter")
    editor.context.set_offline(True)
    editor.evaluate(PASTE, ["html", WECHAT, "江上春天\n四月"])
    editor.locator(".prose-note:has-text('Only the words')").wait_for()
    editor.context.set_offline(False)
    assert written(editor) == "<p>river</p><p>江上春天</p><p>四月</p>"


def test_plain_lines_of_chinese_become_paragraphs(editor):
    editor.keyboard.press("Enter")
    editor.evaluate(PASTE, ["plain", "", "　　四月，江水上涨。\r\n\r\n　　船照常开。\n"])
    assert written(editor) == "<p>river</p><p>四月，江水上涨。</p><p>船照常开。</p>"


# Who reads and how


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_editor_speaks_chinese_and_is_usable_by_everybody(open_browser, watch, scheme):
    factories.person("publisher", interface_language="zh-hans")
    page = open_browser(1366, 768, color_scheme=scheme)
    sign_in(page, "publisher")
    page.draft = factories.make(
        body_en=FORMS["<table><thead><tr><th>a<th>b</thead><tr><td>c</table>"]
    )
    open_draft(page)
    bars = page.locator(".field-body_en [role=toolbar]")
    names = bars.locator("button, option").evaluate_all(
        "all => all.map(e => e.ariaLabel || e.text || e.innerText)"
    )
    assert [name for name in names if name.isascii()] == []
    assert in_chinese("Row below") in names
    assert bars.first.get_attribute("lang").lower() == "zh-hans"
    watch.assert_quiet()
    found = Axe().run(page, context=".panes")
    assert [each["id"] for each in found.response["violations"]] == []
    page.keyboard.press("Control+K")
    page.locator(".prose-dialog").wait_for()
    found = Axe().run(page, context=".prose-dialog")
    assert [each["id"] for each in found.response["violations"]] == []
