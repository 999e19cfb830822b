"""Large text and small windows: everything can be read without scrolling sideways."""

from pathlib import Path

import pytest

from tests.page_kinds import addresses

pytestmark = pytest.mark.browser

ROOM = (Path(__file__).parent / "room.js").read_text()
TEXT_SIZE = "size => { document.documentElement.style.fontSize = size }"
# Width and height of the window, and how large the text is: 400 % and 200 % zoom of a window of
# 1280 pixels, then text alone on a phone and on a computer. Twice the size there is what browsers
# lay out as they do the second.
WINDOWS = [(320, 256, ""), (640, 400, ""), (412, 915, "200%"), (1280, 800, "150%")]


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_nothing_is_lost_on_a_small_window_or_with_large_text(open_sample, sample_site, code):
    page = open_sample(reduced_motion="reduce")
    found = {}
    for name, address in addresses(sample_site, code).items():
        page.goto(address)
        for width, height, size in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(TEXT_SIZE, size)
            if lost := page.evaluate(ROOM):
                found[name, width, size] = lost
    assert found == {}
