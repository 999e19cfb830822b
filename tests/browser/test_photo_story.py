"""A photo story of forty pictures, from one drop to what visitors read in both languages."""

import base64
import time

import pytest

from tests import factories
from tests.browser.accessibility import DESK, barriers
from tests.browser.signing_in import give, session, sign_in
from tests.pages import address
from tests.servers import free_address, running_server

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
# Somebody types 160 texts, which takes a browser too long one by one.
WRITE = """() => document.querySelectorAll("[data-row]").forEach(row => {
  const number = row.querySelector(".row-name").textContent.replace(/\\D/g, "");
  const texts = {
    caption_en: `View ${number}.`, alt_en: `River, colour ${number}`,
    caption_zh_hans: `第${number}景。`, alt_zh_hans: `江水，颜色${number}`,
  };
  for (const name in texts) row.querySelector(`[name$=${name}]`).value = texts[name];
})"""
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
def portal(installation):
    """A server of its own: two uploads at once need a database that is a file."""
    factories.person("publisher", interface_language="en")
    installation.session = session("publisher")
    installation.begin()
    environment = installation.environment | {"SITE_URL": free_address()}
    with running_server(environment):
        installation.address = environment["SITE_URL"]
        yield installation


@pytest.fixture
def open_portal(chromium, portal, watch):
    """Return a function that opens a window of 1366 × 768 pixels at that server."""
    contexts = []

    def open_window():
        size = {"width": 1366, "height": 768}
        contexts.append(chromium.new_context(viewport=size, base_url=portal.address))
        page = contexts[-1].new_page()
        watch.follow(page)
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def desk(open_portal, portal):
    page = open_portal()
    give(page, portal.session)
    page.goto("/admin/news/photostory/add/")
    return page


def stories(portal) -> int:
    return portal.sql("SELECT count(*) FROM news_photostory")[0][0]


def fill_in(page) -> None:
    page.select_option("#id_category", label="News › Photos")
    for code, title in (("en", "Forty views of a river"), ("zh_hans", "江景四十幅")):
        page.fill(f"#id_title_{code}", title)
        page.fill(f"#id_source_{code}", "River Gazette")
    page.evaluate(WRITE)


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
    desk, open_portal, portal, watch
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
    desk.fill("#pictures-all-en", "Illustration: Liangjiang portal")
    order = move_three(desk)
    desk.locator("[data-row] [name$=-credit_en]").last.evaluate("field => field.value = 'Ma Lan'")
    # Left empty, this row is not saved.
    desk.get_by_role("button", name="Add an empty row").click()
    # Nothing but the pictures themselves has been sent so far.
    assert len(uploads) == FORTY
    assert [request for request in others if request.method == "POST"] == []
    assert stories(portal) == 0

    desk.click("text=Save draft")
    assert "Draft saved." in desk.inner_text(".messagelist")
    # The message comes long before the last of forty rows.
    desk.wait_for_load_state()
    # The credit for all has gone where there was none, though nobody pressed its button.
    credits_now = [field.input_value() for field in desk.locator("[name$=-credit_en]").all()]
    assert credits_now == ["Illustration: Liangjiang portal"] * 39 + ["Ma Lan"]
    assert [int(text.strip("View .")) for text in captions_in_form(desk)] == order
    desk.click("text=Publish both languages now")
    assert "Published: English, Chinese." in desk.inner_text(".messagelist")
    forms = ("/add/", "/change/")
    posts = [each for each in others if each.method == "POST" and each.url.endswith(forms)]
    assert len(posts) == 2

    # Lists show its first picture, which nobody has chosen for them.
    ((story, lead),) = portal.sql(
        "SELECT article.id, picture.file_name FROM articles_article AS article"
        " JOIN library_picture AS picture ON picture.id = article.picture_id"
    )
    assert lead == name_of(40)
    visitor = open_portal()
    texts = (("en", "View {}.", "Picture 3 of 40"), ("zh", "第{}景。", "第3张，共40张"))
    for prefix, caption, third in texts:
        visitor.goto(f"/{prefix}/{story}")
        shown = visitor.locator(".viewer figcaption").all_inner_texts()
        assert [text.splitlines()[0] for text in shown] == [caption.format(n) for n in order]
        assert third in visitor.inner_text("#p3")
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


def test_nothing_that_goes_wrong_on_the_way_is_lost_or_silent(desk, portal, watch):
    drop(desk, [("one.jpg", photo(1)), ("说明.jpg", b"just words"), ("b.jpg", photo(2))])
    wait_for_words(desk, ARRIVED)
    refused, known = desk.locator(".row-troubles li").all(), "stands in this story already"
    assert refused[0].inner_text().startswith("说明.jpg: This is a text, not a picture.")
    drop(desk, [("same.jpg", photo(1))])
    told = desk.locator(".row-troubles li", has_text=known)
    assert "“same.jpg” stands in this story already, as picture 1." in told.inner_text()
    assert names(desk) == ["one.jpg", "b.jpg"]
    desk.get_by_role("button", name="Add it again").click()
    assert names(desk) == ["one.jpg", "b.jpg", "same.jpg"]

    desk.route("**/receive/", lambda route: route.abort())
    drop(desk, [("late.jpg", photo(3))])
    broken = desk.locator(".row-troubles li", has_text="late.jpg")
    assert "The upload broke off." in broken.inner_text()
    desk.unroute("**/receive/")
    broken.get_by_role("button", name="Try again").click()
    desk.locator(".row-name", has_text="late.jpg").wait_for()

    # Leaving the page asks; sending the form too early waits for what is on its way.
    asked, held = [], []
    desk.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with desk.expect_event("dialog"):
        desk.evaluate("setTimeout(() => location.assign('/admin/'))")
    assert asked == ["beforeunload"]
    desk.select_option("#id_category", label="News › Photos")
    desk.route("**/receive/", lambda route: held.insert(0, route))
    with desk.expect_request("**/receive/"):
        drop(desk, [("slow.jpg", photo(4))])
    desk.click("text=Save draft")
    wait_for_words(desk, "The form is sent as soon as they are here.")
    assert stories(portal) == 0
    held[0].continue_()
    desk.unroute("**/receive/")
    desk.locator(".messagelist", has_text="Draft saved.").wait_for()
    # Saved, a picture goes by the name under which the library knows it.
    assert names(desk) == ["one.jpg", "b.jpg", "one.jpg", "late.jpg", "slow.jpg"]

    # What the library knows of a picture stands in its new row, to be checked.
    portal.sql("UPDATE library_picture SET caption_en = 'Known', alt_zh_hans = '图库里的文字'")
    desk.goto("/admin/news/photostory/add/")
    drop(desk, [("again.jpg", photo(1))])
    wait_for_words(desk, ARRIVED)
    row = desk.locator("[data-row]")
    assert row.locator("[name$=-caption_en]").input_value() == "Known"
    assert row.locator("[name$=-alt_zh_hans]").input_value() == "图库里的文字"
    assert "Please check" in row.locator(".row-state").inner_text()
    assert watch.foreign == []


def test_rows_are_accessible_open_and_small_in_both_schemes(open_browser):
    factories.person("publisher", interface_language="zh-hans")
    draft = factories.make("news.photostory")
    draft.pictures.filter(position=1).update(alt_zh_hans="")
    page = open_browser(1366, 768)
    sign_in(page, "publisher")
    page.goto(address(draft))
    page.locator(".is-awake").wait_for()
    heads = page.locator("[data-row] .row-language:visible")
    assert heads.all_inner_texts() == ["中文", "English"] * 3
    assert barriers(page, DESK, (390, 1366)) == {}
    page.click("[data-small]")
    assert "缺中文版替代文本" in page.locator("[data-row]").nth(1).inner_text()
    assert barriers(page, DESK, (390, 1366)) == {}
