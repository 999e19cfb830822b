"""The preview in a real browser: pages as wide as on a phone, in frames that nothing leaves."""

import pytest

from tests import factories
from tests.browser.accessibility import DESK, barriers
from tests.browser.test_journey import sign_in
from tests.pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_preview_is_as_wide_as_a_phone_and_hinders_nobody(open_browser, watch):
    live = factories.live(title_en="A bridge opens")
    factories.edited(live, title_en="A bridge opened", picture=factories.picture())
    factories.person("publisher", interface_language="en")
    page = open_browser(1366, 768)
    sign_in(page, "publisher")
    page.goto(f"{address(live, 'preview')}?lang=both")
    assert [frame.evaluate("innerWidth") for frame in page.frames[1:]] == [1280, 1280]
    page.get_by_role("link", name="Phone").click()
    page.wait_for_load_state("networkidle")
    english, chinese = page.frames[1:]
    for frame in (english, chinese):
        assert frame.evaluate("innerWidth") == 390
        assert frame.evaluate("matchMedia('(max-width: 390px)').matches")
        assert frame.evaluate("document.documentElement.scrollWidth") <= 390
    assert english.locator("h1").inner_text() == "A bridge opened"
    # Typefaces and style sheets arrive although the frame may run no script.
    assert english.evaluate("document.fonts.check('16px lj-sans')")
    with page.context.expect_page() as opened:
        english.get_by_role("link", name="中文").first.click()
    opened.value.close()
    assert [frame.evaluate("innerWidth") for frame in page.frames[1:]] == [390, 390]
    assert barriers(page, DESK, widths=(1366, 390)) == {}
    watch.assert_quiet()
    page.goto(f"{address(live, 'preview')}?what=share")
    assert page.locator(".preview-card img").evaluate("image => image.naturalWidth") == 1200
    page.goto("/admin/liangjiang/homeslot/preview/?width=phone")
    assert page.frames[1].evaluate("innerWidth") == 390
    watch.assert_quiet()
