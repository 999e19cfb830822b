"""Uploading a picture: what is taken, what is refused and why, and that an upload is never lost."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from library.models import Picture
from tests import factories, pages
from tests.pages import address

NO_PICTURE = "This is not a picture that browsers show. Please use JPEG, PNG or WebP."
TOO_SMALL = "This picture is too small: each side needs at least %(edge)s pixels."
TOO_MANY = "This picture has too many pixels. Please make it smaller."
DAMAGED = "This picture is damaged and cannot be read."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><script>1</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"


def encoded(image: Image.Image, format_name: str = "PNG", **options) -> bytes:
    target = io.BytesIO()
    image.save(target, format_name, **options)
    return target.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """Return a PNG of 60 bytes whose header promises any size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


BAD = {
    "half a file": ("half.jpg", factories.jpeg()[:2000], DAMAGED),
    "SVG called .jpg": ("drawing.jpg", SVG, NO_PICTURE),
    "HTML called .png": ("page.png", HTML, NO_PICTURE),
    "a GIF": ("moving.gif", encoded(Image.new("P", (300, 300)), "GIF"), NO_PICTURE),
    "a TIFF called .png": ("scan.png", encoded(Image.new("1", (300, 300)), "TIFF"), NO_PICTURE),
    "one pixel wide": ("line.png", encoded(Image.new("L", (1, 4000))), TOO_SMALL),
    "49 million pixels": ("large.png", encoded(Image.new("1", (7000, 7000))), TOO_MANY),
    "a header that lies": ("bomb.png", png_that_claims(60000, 60000), DAMAGED),
    "a header without data": ("none.png", png_that_claims(400, 400), DAMAGED),
}


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("interface", ["en", "zh-hans"])
def test_file_that_is_no_usable_picture_is_refused_in_words(desk, what, interface):
    name, content, words = BAD[what]
    draft = factories.make()
    browser = desk(interface_language=interface)
    page = browser.get(address(draft))
    button = "Save draft"
    if interface == "zh-hans":
        button, words = pages.in_chinese(button), pages.in_chinese(words)
    page = pages.press(
        browser, page, button, picture_upload=upload(content, name), title_en="Typed for long"
    )
    assert words.replace("%(edge)s", "200") in pages.text(page)
    assert pages.shown(page)["title_en"] == "Typed for long"
    assert not Picture.objects.exists()


def test_upload_is_kept_when_another_field_is_wrong(desk):
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    wrong = {"publish_at": "2030-05-02T10:00", "expires_at": "2030-05-01T10:00"}
    photo = upload(factories.jpeg(), "bridge.jpg")
    page = pages.press(browser, page, "Save draft", picture_upload=photo, **wrong)
    picture = Picture.objects.get()
    assert pages.shown(page)["picture"] == str(picture.pk)
    assert 'alt="bridge.jpg"' in page.content.decode()
    pages.press(browser, page, "Save draft", expires_at="")
    assert factories.fresh(draft).picture == picture


def test_upload_into_a_row_is_kept_when_another_field_is_wrong(desk):
    draft = factories.make("news.photostory")
    browser = desk()
    page = browser.get(address(draft))
    row = {
        "pictures-TOTAL_FORMS": "4",
        "pictures-3-picture_upload": upload(factories.jpeg("black")),
        "pictures-3-caption_en": "The fourth",
    }
    page = pages.press(browser, page, "Save draft", slug="two words", **row)
    picture = Picture.objects.latest("pk")
    assert pages.shown(page)["pictures-3-picture"] == str(picture.pk)
    pages.press(browser, page, "Save draft", slug="words")
    fourth = factories.fresh(draft).pictures.get(position=3)
    assert (fourth.picture, fourth.caption_en) == (picture, "The fourth")


def test_row_without_a_picture_is_asked_for_one(desk):
    draft = factories.make("news.photostory")
    browser = desk()
    row = {"pictures-TOTAL_FORMS": "4", "pictures-3-caption_en": "No picture"}
    page = pages.press(browser, browser.get(address(draft)), "Save draft", **row)
    assert "Please choose the picture file of this row." in pages.text(page)
    assert pages.shown(page)["pictures-3-caption_en"] == "No picture"


def test_same_file_uploaded_twice_is_one_picture(desk):
    one, two = factories.make(), factories.make()
    browser = desk()
    for draft in (one, two):
        page = browser.get(address(draft))
        pages.press(browser, page, "Save draft", picture_upload=upload(factories.jpeg()))
    assert Picture.objects.count() == 1
    assert factories.fresh(one).picture == factories.fresh(two).picture


def test_new_upload_takes_the_place_of_the_old_picture_in_the_draft_alone(desk, visitor):
    live = factories.live(picture=factories.picture())
    before = visitor.get(live.get_absolute_url()).content
    browser = desk()
    page = browser.post(address(live, "edit"), follow=True)
    photo = upload(factories.jpeg("black"))
    page = pages.press(browser, page, "Save draft", picture_upload=photo)
    assert pages.shown(page)["picture"] != str(live.picture_id)
    assert visitor.get(live.get_absolute_url()).content == before


def test_picture_is_taken_off_when_the_box_is_ticked(desk):
    draft = factories.make(picture=factories.picture(), picture_is_decorative=True)
    browser = desk()
    page = browser.get(address(draft))
    pages.press(browser, page, "Save draft", remove_picture="on")
    stored = factories.fresh(draft)
    assert stored.picture is None
    assert not stored.picture_is_decorative


@pytest.mark.parametrize("name", ["../../../etc/x.jpg", "a\\b.jpg", "x" * 300 + ".jpg", "江.PHP"])
def test_name_of_a_file_decides_nothing(desk, settings, name):
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    pages.press(browser, page, "Save draft", picture_upload=upload(factories.jpeg(), name))
    stored = factories.fresh(draft).picture
    assert stored.file.name.startswith("masters/")
    assert stored.file.name.endswith(".jpg")


@pytest.mark.parametrize(
    "content",
    [
        encoded(Image.new("CMYK", (300, 300), (0, 255, 0, 0)), "JPEG"),
        encoded(Image.new("I;16", (300, 300))),
        encoded(Image.new("LA", (300, 300), (200, 0))),
        encoded(Image.new("P", (300, 300)), transparency=0),
        encoded(Image.new("RGBA", (300, 300), (255, 0, 0, 0)), "WEBP"),
    ],
    ids=["CMYK", "16 bit", "grey and clear", "palette", "WebP"],
)
def test_unusual_but_whole_pictures_are_taken(desk, content):
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    pages.press(browser, page, "Save draft", picture_upload=upload(content))
    assert factories.fresh(draft).picture


def test_photo_from_a_camera_is_turned_upright_and_forgets_where_it_was_taken(desk):
    image = Image.new("RGB", (640, 420), "teal")
    exif = image.getexif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F] = "Camera of Li Lei"
    exif.get_ifd(0x8825)[1] = "N"
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    photo = upload(encoded(image, "JPEG", exif=exif))
    pages.press(browser, page, "Save draft", picture_upload=photo)
    stored = factories.fresh(draft).picture
    assert stored.file_height > stored.file_width
    with stored.file.open() as file:
        assert b"Li Lei" not in file.read()
