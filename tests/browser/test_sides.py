"""Two texts beside each other in a real browser: numbers, scrolling, room on a small screen."""

import pytest

from tests import factories
from tests.browser.accessibility import DESK, barriers
from tests.browser.test_journey import sign_in
from tests.pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Section 7 was left out in Chinese.
ENGLISH = "".join(
    f"<h2>Section {n}</h2><p>{f'In section {n} there is much to tell. ' * 12}</p>"
    for n in range(1, 13)
)
CHINESE = "".join(
    f"<h2>第{n}节</h2><p>{f'第{n}节要讲的很多。' * 14}</p>" for n in range(1, 13) if n != 7
)
IS_SEEN = """([code, words]) => {
  const box = document.querySelector(`#pane-${code} .prose-editor`).getBoundingClientRect();
  const found = [...document.querySelectorAll(`#pane-${code} .ProseMirror h2`)];
  const own = found.find((each) => each.textContent === words).getBoundingClientRect();
  return own.top > box.top && own.bottom < box.bottom;
}"""
IS_BESIDE = """() => {
  const [text, mark] = [".ProseMirror p", ".pane-mark"].map(
    (name) => [...document.querySelectorAll(`#pane-en ${name}`)].at(-1).getBoundingClientRect());
  return Math.abs(text.top - mark.top) < 3;
}"""


def frames(page) -> list[dict]:
    """Return where the two texts stand on the screen."""
    boxes = page.locator(".pane-box .prose-editor")
    return [boxes.nth(number).bounding_box() for number in range(2)]


def sideways(page) -> int:
    """Return how far the page would have to be pushed to be read."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def marks(page, code: str) -> list[str]:
    return [
        " ".join(words.split())
        for words in page.locator(f"#pane-{code} .pane-mark").all_inner_texts()
    ]


def wait_for_sight_of(page, code: str, words: str) -> None:
    """Wait until a heading stands within the frame of its text."""
    page.wait_for_function(IS_SEEN, arg=[code, words])


def test_two_long_texts_are_read_and_written_together(open_browser, watch):
    factories.person("publisher", interface_language="en")
    draft = factories.make(body_en=ENGLISH, body_zh_hans=CHINESE)
    page = open_browser(1366, 650)
    sign_in(page, "publisher")
    page.goto(address(draft))
    page.locator("#pane-zh-hans .pane-mark").nth(21).wait_for(state="attached")

    # Both are there at once, with room for each.
    left, right = frames(page)
    assert sideways(page) <= 0
    assert min(left["width"], right["width"]) >= 560
    assert left["y"] == right["y"]
    assert marks(page, "en")[11:15] == ["12", "13 only here", "14 only here", "15 ↔ 13"]
    assert marks(page, "zh-hans")[11:13] == ["12", "13 ↔ 15"]

    # Typing moves no number, and what is new has none.
    page.click("#pane-en .ProseMirror h2 >> text=/Section 2$/")
    page.keyboard.press("Home")
    page.keyboard.type("A new paragraph")
    page.keyboard.press("Enter")
    page.locator(".panes-note", has_text="last saved").wait_for()
    assert marks(page, "en")[13:15] == ["14 only here", "15 ↔ 13"]
    assert len(marks(page, "en")) == 24
    page.wait_for_function(IS_BESIDE)

    # Whoever scrolls one scrolls the other to the same section, also past what is lacking there.
    page.hover("#pane-en .ProseMirror")
    for _turn in range(40):
        page.mouse.wheel(0, 120)
        if page.evaluate(IS_SEEN, ["en", "Section 9"]):
            break
    wait_for_sight_of(page, "zh-hans", "第9节")

    # Without the wish it stays where it is; the wish is kept on this device.
    page.uncheck("#scroll-together")
    page.evaluate("document.querySelector('#pane-en .prose-editor').scrollTop = 0")
    wait_for_sight_of(page, "en", "Section 1")
    assert page.evaluate(IS_SEEN, ["zh-hans", "第9节"])
    # The keyboard reaches a mark and brings the counterpart.
    page.focus("#pane-en .pane-mark[tabindex='0']")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent").startswith("23")
    wait_for_sight_of(page, "zh-hans", "第12节")
    watch.assert_quiet()
    assert barriers(page, DESK) == {}
    page.click("text=Save draft")
    page.get_by_text("Draft saved.").wait_for()
    page.locator("#scroll-together:not(:checked)").wait_for()

    # On a narrower screen one stands below the other, the own language first.
    page.set_viewport_size({"width": 1024, "height": 768})
    first, second = frames(page)
    assert second["y"] > first["y"] + first["height"]
    assert sideways(page) <= 0
    page.click("text=To the Chinese text")
    assert page.locator("#pane-heading-zh-hans").bounding_box()["y"] < 200
