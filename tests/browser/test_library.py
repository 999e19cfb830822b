"""The picture library in a real browser: forty files in one drop, the focal point, axe."""

import base64
import re

import pytest
from django.contrib.sessions.models import Session

from library.models import Picture
from tests import factories
from tests.browser.accessibility import DESK, barriers_as_shown
from tests.browser.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/admin/library/picture/"
UPLOAD = f"{LIST}upload/"
# What a person does who drags files from a folder of the machine into the box.
DROP = """(box, files) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type: "image/jpeg" }));
  }
  for (const type of ["dragover", "drop"]) {
    const how = { dataTransfer: transfer, bubbles: true, cancelable: true };
    box.dispatchEvent(new DragEvent(type, how));
  }
}"""


def files(count: int) -> list[tuple[str, str]]:
    made = [factories.jpeg(f"rgb({number * 6},80,90)", (300, 200)) for number in range(count)]
    return [
        (f"照片 {number}.jpg", base64.b64encode(content).decode())
        for number, content in enumerate(made)
    ]


def drop(page, dropped: list[tuple[str, str]]) -> None:
    page.locator(".drop-zone").evaluate(DROP, dropped)


def test_forty_files_are_dropped_described_and_saved(open_browser, watch):
    factories.person("author", interface_language="en")
    known = factories.picture("gold")
    page = open_browser(1366, 768)
    sign_in(page, "author")
    page.goto(UPLOAD)
    sent = []
    page.on("request", lambda request: sent.append(request) if "receive" in request.url else None)
    odd = [("notes.pdf", base64.b64encode(b"%PDF-1.7\n").decode())]
    gold = [("gold again.jpg", base64.b64encode(factories.jpeg("gold", (300, 200))).decode())]
    drop(page, [*files(40), *odd, *gold])
    page.get_by_text("All files are through.").wait_for(timeout=60_000)
    assert page.inner_text("[role=status]") == (
        "All files are through. New: 40; in the library already: 1.Refused: 1."
    )
    assert len(sent) == 42
    refused = page.locator(".upload-row", has_text="notes.pdf")
    assert "This is a PDF document." in refused.inner_text()
    assert (
        page.get_by_role("link", name="gold.jpg")
        .get_attribute("href")
        .endswith(f"/{known.pk}/change/")
    )
    page.get_by_role("link", name="Next: the texts of the new pictures (40)").click()
    page.get_by_label("Credit (English)").first.fill("Ma Lan")
    assert page.locator(".text-row").count() == 40
    for number, row in enumerate(page.locator(".text-row").all()[:3]):
        row.get_by_label("Picture description (English)").fill(f"A field, number {number}")
        row.get_by_label("Picture description (Chinese)").fill(f"第{number}块地")
    page.click("text=Save all texts")
    assert "The texts of 40 pictures are saved." in page.inner_text(".messagelist")
    assert Picture.objects.filter(credit_en="Ma Lan").count() == 40
    assert Picture.objects.filter(alt_zh_hans__startswith="第").count() == 3
    # Refusals are answers with a status that the console notes.
    watch.complaints = [each for each in watch.complaints if "status of 400" not in each]
    watch.assert_quiet()


def test_who_is_signed_out_in_the_middle_signs_in_and_goes_on(open_browser):
    factories.person("author", interface_language="en")
    page = open_browser()
    sign_in(page, "author")
    page.goto(UPLOAD)
    Session.objects.all().delete()
    drop(page, files(3))
    page.get_by_text("All files are through.").wait_for()
    assert page.get_by_text("You are no longer signed in.").count() == 3
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in").first.click()
    other = opened.value
    other.fill("#id_username", "author")
    other.fill("#id_password", "author" * 2)
    other.click("[type=submit]")
    other.get_by_role("button", name="Log out").wait_for()
    page.get_by_role("button", name="Try again 照片 0.jpg").press("Enter")
    page.get_by_text("in the library", exact=True).wait_for()
    page.get_by_role("button", name="Try all that did not get through again").press("Enter")
    page.get_by_role("link", name=re.compile(r"Next: .* \(3\)")).wait_for()
    assert Picture.objects.count() == 3


def test_focal_point_follows_the_mouse_and_the_arrow_keys(open_browser, watch):
    factories.person("author", interface_language="en")
    picture = factories.picture()
    page = open_browser(1366, 768)
    sign_in(page, "author")
    page.goto(f"{LIST}{picture.pk}/change/")
    box = page.locator(".focus").bounding_box()
    page.mouse.click(box["x"] + 0.2 * box["width"], box["y"] + 0.7 * box["height"])
    assert page.input_value("#id_focal_x") == "20"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert [page.input_value(f"#id_focal_{axis}") for axis in "xy"] == ["21", "80"]
    assert page.inner_text(".focus-state") == "From the left 21, from the top 80 per cent"
    frame = page.locator(".wide-frame img")
    position = frame.evaluate("image => getComputedStyle(image).objectPosition")
    assert position == "20% 80%"
    page.get_by_role("button", name="Save", exact=True).click()
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y) == (21, 80)
    watch.assert_quiet()


def test_all_of_it_works_without_script(open_browser, tmp_path, watch):
    for name, colour in (("桥.jpg", "teal"), ("河.jpg", "navy"), ("新.jpg", "olive")):
        (tmp_path / name).write_bytes(factories.jpeg(colour))
    factories.person("editor", interface_language="en")
    page = open_browser(390, 844, java_script_enabled=False)
    sign_in(page, "editor")
    page.goto(UPLOAD)
    page.set_input_files("#id_files", [tmp_path / "桥.jpg", tmp_path / "河.jpg"])
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_label("Title (English)").first.fill("Bridge")
    page.get_by_role("button", name="Save all texts").click()
    page.get_by_role("link", name="Bridge").click()
    page.get_by_label("Focal point, from the left").fill("80")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Replace the file…").click()
    page.set_input_files("#id_file", tmp_path / "新.jpg")
    page.get_by_role("button", name="Show both").click()
    page.get_by_role("button", name="Replace now").click()
    assert "The file is replaced." in page.inner_text(".messagelist")
    saved = Picture.objects.get(title_en="Bridge")
    assert (saved.focal_x, saved.file_name) == (80, "新.jpg")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete the picture").click()
    assert Picture.objects.count() == 1
    watch.assert_quiet()


@pytest.mark.parametrize(
    ("interface", "scheme", "width"), [("en", "light", 1366), ("zh-hans", "dark", 390)]
)
def test_library_is_accessible_and_never_wider_than_the_window(
    open_browser, interface, scheme, width
):
    factories.person("editor", interface_language=interface)
    used, free = factories.picture(), factories.picture("navy")
    factories.live(picture=used)
    Picture.objects.filter(pk=used.pk).update(licence_expires_on="2020-02-03", title_zh_hans="桥")
    places = [LIST, UPLOAD, f"{LIST}work/", f"{LIST}texts/?ids={used.pk},{free.pk}"]
    places += [f"{LIST}{used.pk}/{act}/" for act in ("change", "replace", "delete")]
    page = open_browser(width, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, "editor")
    found = {}
    for place in [*places, "/admin/library/collection/", "/admin/"]:
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
        if report := barriers_as_shown(page, DESK):
            found[place] = report
    assert found == {}
