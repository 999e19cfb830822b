"""The whole portal by keyboard alone: everything is reached, in order, and one sees where."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.browser.accessibility import FRAME, Frames
from tests.page_kinds import addresses

pytestmark = pytest.mark.browser

WALK = (Path(__file__).parent / "walk.js").read_text()
WINDOWS = {"en": 1440, "zh-hans": 390}
MENUS = "header .nav summary"


def goes_back(earlier: dict, later: dict) -> bool:
    """Tell whether the eye has to go up and to the left at once: against the way people read.

    What stands beside the text may come after it.
    """
    is_up = later["bottom"] <= earlier["top"] and later["left"] < earlier["left"]
    return is_up and later["part"] == earlier["part"]


def walk(page, without: list[str]) -> tuple[list[str], list[dict]]:
    """Press Tab until every stop has been passed; return the stops and the steps."""
    page.evaluate(WALK)
    stops = page.evaluate("without => walk.begin(without)", without)
    for _stop in range(len(stops) + 2):
        # A key that is held down repeats itself, and to let it go each time would take as long.
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    return stops, page.evaluate("walk.steps")


def mistakes(stops: list[str], steps: list[dict], is_whole: bool) -> list[str]:
    reached = [step["number"] for step in steps if step["number"] >= 0]
    found = [
        f"not reached: {stops[number]}" for number in range(len(stops)) if number not in reached
    ]
    # Behind the last one comes the browser itself, and then the first one again.
    if reached[: len(stops)] != list(range(len(stops))):
        found.append(f"out of order: {reached}")
    # (without the frame: the footer).
    if len(reached) > len(stops) and not (is_whole and reached[len(stops)] == 0):
        found.append("trapped")
    found += [f"not seen: {step['name']}" for step in steps if not step["isShown"]]
    found += [f"not on the page: {step['name']}" for step in steps if step["left"] < 0]
    found += [
        f"against the way people read: {earlier['name']} → {later['name']}"
        for earlier, later in zip(steps[: len(stops)], steps[1 : len(stops)], strict=False)
        if goes_back(earlier, later)
    ]
    return found


@pytest.mark.parametrize("code", WINDOWS)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(open_sample, sample_site, code):
    # What is painted is looked at below; a low window is painted sooner.
    page = open_sample(WINDOWS[code], 400, reduced_motion="reduce")
    found, frames = {}, Frames()
    for name, address in addresses(sample_site, code).items():
        page.goto(address)
        is_whole = not frames.is_known(page)
        stops, steps = walk(page, [] if is_whole else FRAME)
        assert not is_whole or stops[0].startswith("a.skip")
        if wrong := mistakes(stops, steps, is_whole):
            found[name] = wrong
    assert found == {}


# Of everything that looks alike one is enough, on whichever page it comes first.
NEW_SORTS = """
known => {
    const sorts = new Map();
    const controls = "a[href], button, input, select, textarea, summary";
    for (const each of document.querySelectorAll(controls)) {
        if (each.tabIndex < 0 || !each.checkVisibility()) continue;
        const parts = [each, each.parentElement, each.closest("[class]")];
        const sort = parts.map(part => `${part.tagName}.${part.className}`).join(" ") + each.type;
        if (!known.includes(sort)) sorts.set(sort, each);
    }
    return Object.fromEntries(sorts);
}
"""


def painted(page, element) -> int:
    """Return how many pixels the focus changes in and around an element."""
    element.focus()
    box = element.bounding_box()
    clip = {
        "x": max(box["x"] - 8, 0),
        "y": max(box["y"] - 8, 0),
        "width": box["width"] + 16,
        "height": box["height"] + 16,
    }
    there = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("L")
    element.evaluate("element => element.blur()")
    gone = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("L")
    changed = ImageChops.difference(there, gone).point(lambda value: value > 8 and 255)
    return changed.histogram()[255]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_painted_on_everything_that_can_have_it(open_sample, sample_site, scheme):
    page = open_sample(reduced_motion="reduce", color_scheme=scheme)
    places = addresses(sample_site, "en")
    seen, pale = [], []
    for name in ("contact", "story", "home", "category"):
        page.goto(places[name])
        # From now on the browser shows where the focus is, as it does to people with a keyboard.
        page.keyboard.press("Tab")
        sorts = page.evaluate_handle(NEW_SORTS, seen).get_properties()
        for sort, element in sorts.items():
            box = element.as_element().bounding_box()
            if painted(page, element.as_element()) < box["width"] + box["height"]:
                pale.append((name, sort))
        seen += sorts
    assert pale == []


def test_skip_link_leads_past_the_menus(open_sample):
    page = open_sample()
    page.goto("/en/news/events/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("main:focus")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


@pytest.mark.parametrize("width", [390, 1440])
def test_menus_open_and_close_by_keyboard_and_give_the_focus_back(open_sample, width):
    page = open_sample(width)
    page.goto("/zh/")
    for number in range(page.locator(MENUS).count()):
        menu = page.locator(f"{MENUS} >> nth={number}")
        panel = page.locator("header .panel").nth(number)
        menu.focus()
        page.keyboard.press("Enter")
        panel.wait_for(state="visible")
        page.keyboard.press("Tab")
        assert panel.locator(":focus").count() == 1
        page.keyboard.press("Escape")
        panel.wait_for(state="hidden")
        assert menu.evaluate("menu => menu === document.activeElement")
        # Whoever goes on without Escape leaves no open menu behind.
        page.keyboard.press("Enter")
        for _link in range(panel.locator("a").count() + 1):
            page.keyboard.press("Tab")
        panel.wait_for(state="hidden")
