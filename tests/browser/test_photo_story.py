"""A photo story of forty pictures, from one drop to what visitors read in both languages."""

import base64
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from library.models import Picture
from news.models import PhotoStory
from tests import factories
from tests.browser.test_journey import sign_in
from tests.pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORTY = 40
DROP = """files => {
  const carried = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    carried.items.add(new File([bytes], name, { type: "image/jpeg" }));
  }
  document.querySelector(".drop-zone").dispatchEvent(
    new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""
ARRIVED = "All pictures have arrived."


def name_of(number: int) -> str:
    return f"江上第{number}张.jpg" if number % 2 else f"river {number}.jpg"


def photo(number: int) -> bytes:
    return factories.jpeg(f"rgb({number * 6}, {250 - number * 5}, 120)", (600, 400))


def drop(page, files: list[tuple[str, bytes]]) -> None:
    """Let files fall on the page as one drop."""
    page.evaluate(DROP, [[name, base64.b64encode(content).decode()] for name, content in files])


def names(page) -> list[str]:
    return page.locator(".row-name").all_inner_texts()


def wait_for_words(page, words: str) -> None:
    page.locator(".rows-state", has_text=words).wait_for()


@pytest.fixture
def desk(open_browser):
    factories.person("publisher", interface_language="en")
    page = open_browser(1366, 768)
    sign_in(page, "publisher")
    page.goto("/admin/news/photostory/add/")
    return page


def fill_in(page) -> None:
    page.select_option("#id_category", label="News › Photos")
    for code, title in (("en", "Forty views of a river"), ("zh_hans", "江景四十幅")):
        page.fill(f"#id_title_{code}", title)
        page.fill(f"#id_source_{code}", "River Gazette")
    for row in page.locator("[data-row]").all():
        number = "".join(
            letter for letter in row.locator(".row-name").inner_text() if letter in "0123456789"
        )
        for code, caption, alt in (
            ("en", f"View {number}.", f"River, colour {number}"),
            ("zh_hans", f"第{number}景。", f"江水，颜色{number}"),
        ):
            row.locator(f"[name$=-caption_{code}]").fill(caption)
            row.locator(f"[name$=-alt_{code}]").fill(alt)


def move_three(page) -> list[int]:
    """Move by number, by button and by hand; return the order that this makes."""
    rows = page.locator("[data-row]")
    rows.nth(39).locator("[name$=-position]").fill("1")
    rows.nth(39).locator("[name$=-position]").press("Enter")
    rows.nth(2).get_by_role("button", name="Move up").click()
    wait_for_words(page, "Picture 2 of 40 now: river 2.jpg")
    assert page.evaluate("document.activeElement.dataset.move") == "-1"
    page.get_by_role("button", name="Small rows").click()
    rows.nth(4).locator(".row-handle").drag_to(rows.nth(6), target_position={"x": 60, "y": 40})
    wait_for_words(page, "Picture 7 of 40 now: river 4.jpg")
    return [40, 2, 1, 3, 5, 6, 4, *range(7, 40)]


def test_forty_pictures_dropped_at_once_are_published_in_both_languages(
    desk, open_browser, watch, live_server
):
    begin, uploads, others = time.monotonic(), [], []
    desk.on(
        "request",
        lambda request: (uploads if request.url.endswith("/receive/") else others).append(request),
    )
    drop(desk, [(name_of(number), photo(number)) for number in range(1, FORTY + 1)])
    assert names(desk) == [name_of(number) for number in range(1, FORTY + 1)]
    wait_for_words(desk, ARRIVED)
    arrived = time.monotonic() - begin
    fill_in(desk)
    desk.click("text=The same credit for all")
    desk.get_by_label("Picture credit English").last.fill("Illustration: Liangjiang portal")
    desk.get_by_role("button", name="Fill in where there is none").click()
    order = move_three(desk)
    # Nothing but the pictures themselves has been sent so far.
    assert len(uploads) == FORTY
    assert [request for request in others if request.method == "POST"] == []
    assert PhotoStory.objects.count() == 0

    desk.click("text=Save draft")
    assert "Draft saved." in desk.inner_text(".messagelist")
    assert [int(text.strip("View .")) for text in captions_in_form(desk)] == order
    desk.click("text=Publish both languages")
    assert "Published: English, Chinese." in desk.inner_text(".messagelist")
    posts = [request for request in others if request.method == "POST"]
    assert len(posts) == 2

    story = PhotoStory.objects.get()
    # Lists show its first picture, which nobody has chosen for them.
    assert story.picture.file_name == name_of(40)
    visitor = open_browser(1366, 768)
    for prefix, caption in (("en", "View {}."), ("zh", "第{}景。")):
        visitor.goto(f"/{prefix}/{story.pk}")
        shown = visitor.locator(".viewer figcaption").all_inner_texts()
        assert [text.splitlines()[0] for text in shown] == [caption.format(n) for n in order]
        assert "3 / 40" in visitor.inner_text("#p3")
        images = visitor.locator(".viewer img")
        assert images.nth(0).get_attribute("loading") is None
        assert {images.nth(n).get_attribute("loading") for n in range(1, FORTY)} == {"lazy"}
    print(  # noqa: T201
        f"\n40 pictures: {len(uploads)} uploads in {arrived:.1f} s, {len(posts)} posts of the form,"
        f" {len(others)} other requests; {time.monotonic() - begin:.1f} s from the drop to readers."
    )
    watch.assert_quiet()


def captions_in_form(page) -> list[str]:
    return [field.input_value() for field in page.locator("[data-row] [name$=-caption_en]").all()]


def test_what_is_refused_or_there_already_is_said_with_the_files_name(desk, watch):
    drop(
        desk,
        [
            ("one.jpg", photo(1)),
            ("说明.jpg", b"just words"),
            ("same.jpg", photo(1)),
            ("b.jpg", photo(2)),
        ],
    )
    wait_for_words(desk, ARRIVED)
    assert names(desk) == ["one.jpg", "b.jpg"]
    told = desk.locator(".row-troubles li").all_inner_texts()
    assert any(text.startswith("说明.jpg: This is a text, not a picture.") for text in told)
    assert any("“same.jpg” stands in this story already, as picture 1." in text for text in told)
    desk.get_by_role("button", name="Add it again").click()
    assert names(desk) == ["one.jpg", "same.jpg", "b.jpg"]

    desk.route("**/receive/", lambda route: route.abort())
    drop(desk, [("late.jpg", photo(3))])
    broken = desk.locator(".row-troubles li", has_text="late.jpg")
    broken.wait_for()
    assert "The upload broke off." in broken.inner_text()
    desk.unroute("**/receive/")
    broken.get_by_role("button", name="Try again").click()
    wait_for_words(desk, ARRIVED)
    assert names(desk)[-1] == "late.jpg"
    watch.complaints.remove("Failed to load resource: net::ERR_FAILED")
    watch.complaints.remove(
        "Failed to load resource: the server responded with a status of 400 (Bad Request)"
    )
    watch.assert_quiet()


def test_form_that_is_sent_too_early_waits_and_one_that_is_left_asks(desk, watch):
    for code in ("en", "zh_hans"):
        desk.fill(f"#id_title_{code}", "River")
    desk.select_option("#id_category", label="News › Photos")
    held = []
    desk.route("**/receive/", held.append)
    drop(desk, [("slow.jpg", photo(1))])
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.evaluate("setTimeout(() => location.assign('/admin/'))")
    desk.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    desk.click("text=Save draft")
    wait_for_words(desk, "The form is sent as soon as they are here.")
    assert PhotoStory.objects.count() == 0
    held[0].continue_()
    desk.locator(".messagelist", has_text="Draft saved.").wait_for()
    assert PhotoStory.objects.get().pictures.count() == 1
    watch.assert_quiet()


def test_words_of_the_library_stand_in_the_new_row_to_be_checked(desk, watch):
    drop(desk, [("first.jpg", photo(1))])
    wait_for_words(desk, ARRIVED)
    Picture.objects.update(caption_en="From the library", alt_zh_hans="图库里的说明")
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.goto("/admin/news/photostory/add/")
    drop(desk, [("again.jpg", photo(1))])
    wait_for_words(desk, ARRIVED)
    row = desk.locator("[data-row]")
    assert row.locator("[name$=-caption_en]").input_value() == "From the library"
    assert row.locator("[name$=-alt_zh_hans]").input_value() == "图库里的说明"
    assert "Please check" in row.locator(".row-state").inner_text()
    watch.assert_quiet()


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_rows_are_accessible_open_and_small(open_browser, scheme, width):
    factories.person("publisher", interface_language="zh-hans")
    draft = factories.make("news.photostory")
    page = open_browser(width, 768, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, "publisher")
    page.goto(address(draft))
    page.locator(".is-awake").wait_for()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]}
    for button in (None, "[data-small]"):
        if button:
            page.click(button)
        results = Axe().run(page, ".picture-rows", options=rules)
        assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
