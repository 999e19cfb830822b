"""Pictures of the library in an article: chosen in a dialog, described in both languages, read."""

import pytest

from languages import column
from library.models import Picture
from tests import factories
from tests.browser.signing_in import sign_in
from tests.browser.test_prose import compose
from tests.pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIGURE = (
    '<figure data-picture="{}" data-alt="{}"><figcaption>{} <cite>{}</cite></figcaption></figure>'
)


def described(colour: str, **texts) -> Picture:
    picture = factories.picture(colour)
    for name, both in texts.items():
        for code, text in zip(("en", "zh-hans"), both, strict=True):
            setattr(picture, column(name, code), text)
    picture.save()
    return picture


def insert_figure(page, language: str, number: int, **texts) -> None:
    pane = page.locator(f".field-body_{language}")
    pane.locator(".ProseMirror[contenteditable=true] p").first.click()
    page.keyboard.press("End")
    pane.get_by_role("button", name="Picture from the library").click()
    page.locator(f".picture-grid li:nth-child({number}) button").click()
    for name, text in texts.items():
        page.fill(f".picture-texts [name={name}]", text)
    page.click(".picture-texts [type=submit]")


def test_lead_picture_and_figures_are_chosen_described_published_and_read(open_browser, watch):
    factories.person("publisher", interface_language="en")
    quay = described(
        "navy",
        title=("Quay", "码头"),
        alt=("A quay with two cranes", "有两台起重机的码头"),
        caption=("The quay at noon.", "正午的码头。"),
        credit=("Illustration: portal", "插图：门户网站"),
    )
    described("olive", title=("Hills", "山"))
    draft = factories.edited(
        factories.make(), picture_alt_en="", picture_alt_zh_hans="", picture_caption_en="Mine"
    )
    page = open_browser()
    sign_in(page, "publisher")
    page.goto(address(draft))

    # The lead picture: found by its Chinese title, with words for the empty fields alone.
    page.click("text=Choose from the library")
    # As an input method writes it; nothing is looked for until the words are there.
    page.locator("#picture-q").focus()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    compose(page, "m", "ma", "ma't", "ma'tou", text="码头")
    page.locator(".picture-grid li").nth(1).wait_for(state="detached")
    assert [url.count("q=") for url in asked if "choose" in url] == [1]
    page.click(".picture-grid button")
    assert page.input_value("#id_picture_alt_zh_hans") == "有两台起重机的码头"
    assert page.input_value("#id_picture_caption_en") == "Mine"
    assert "Please check" in page.text_content(".field-picture [role=status]")
    assert page.evaluate("document.activeElement.textContent") == "Choose from the library"

    # Another picture takes the library's words along and leaves those that were typed.
    page.click("text=Choose from the library")
    page.click(".picture-grid li:first-child button")
    assert page.input_value("#id_picture_alt_zh_hans") == ""
    assert "for the earlier picture" in page.text_content(".field-picture [role=status]")
    page.click("text=Choose from the library")
    page.click(".picture-grid li:nth-child(2) button")

    insert_figure(page, "en", 2)
    insert_figure(page, "zh_hans", 1, alt="远处的山", caption="山。", credit="李")
    # What was written can be changed.
    page.click(".field-body_en .figure-box >> text=Description and caption")
    page.fill(".picture-texts [name=caption]", "The quay, later.")
    page.click(".picture-texts [type=submit]")
    page.click("text=Publish both languages now")
    page.wait_for_selector("text=Published: English, Chinese.")

    stored = factories.fresh(draft)
    assert stored.picture == quay
    first = FIGURE.format(quay.pk, quay.alt_en, "The quay, later.", quay.credit_en)
    assert stored.body_en == f"<p>The river rises in April.</p>{first}<p>Boats go on.</p>"
    assert '" data-alt="远处的山"><figcaption>山。 <cite>李</cite>' in stored.body_zh_hans
    for code, alt in (("en", quay.alt_en), ("zh", "远处的山")):
        page.goto(f"/{code}/{draft.pk}")
        shown = page.get_by_role("img", name=alt).last
        shown.scroll_into_view_if_needed()
        page.wait_for_function("image => image.naturalWidth > 0", arg=shown.element_handle())
    watch.assert_quiet()


def test_figure_is_moved_taken_out_and_stored_unchanged(open_browser, watch):
    factories.person("publisher", interface_language="en")
    picture = factories.picture()
    figure = FIGURE.format(picture.pk, "A &lt;b&gt; &amp; “x”", "Quay &amp; crane", "Li")
    decorative = f'<figure data-picture="{picture.pk}" data-alt="" data-decorative="true"></figure>'
    draft = factories.make(body_en=f"<p>One</p>{figure}<p>Two</p>{decorative}")
    page = open_browser()
    sign_in(page, "publisher")
    page.goto(address(draft))
    text = page.locator(".field-body_en textarea")
    editor = page.locator(".field-body_en .ProseMirror[contenteditable=true]")

    editor.locator("p >> text=Two").click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    assert text.input_value() == draft.body_en.replace("Two", "Two!")
    # Cut and pasted behind the words.
    page.wait_for_function("[...document.images].every(image => image.complete)")
    editor.locator(".figure-box img").first.click()
    editor.locator(".figure-box.ProseMirror-selectednode").wait_for()
    page.keyboard.press("Control+x")
    editor.locator(".figure-box").nth(1).wait_for(state="detached")
    editor.locator("p >> text=Two!").click()
    page.keyboard.press("End")
    # The editor learns of the new place a moment later than the browser.
    page.wait_for_function(
        "node => node.editor.state.selection.$from.parent.textContent === 'Two!'",
        arg=editor.element_handle(),
    )
    page.keyboard.press("Control+v")
    assert text.input_value() == f"<p>One</p><p>Two!</p>{figure}{decorative}"
    editor.locator(".figure-box").last.get_by_text("Remove", exact=True).click()
    page.click("text=Save draft")
    page.wait_for_selector("text=Draft saved.")
    assert factories.fresh(draft).body_en == f"<p>One</p><p>Two!</p>{figure}"
    watch.assert_quiet()
