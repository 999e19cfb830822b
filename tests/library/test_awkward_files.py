"""What anybody may send as a picture: refused in words, or made harmless; the site goes on."""

import io
import re
import resource
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext, override
from PIL import Image

from library.models import Picture
from library.uploads import MOST_BYTES, master_of
from tests import factories, pages
from tests.library import files
from tests.pages import address

LIMITS = {"edge": 200, "ratio": 10}
NONE_LEFT = "This file is larger than 60 MB. Please make it smaller."


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def send(browser, name: str, content: bytes):
    file = upload(name or "x", content)
    return browser.post(reverse("admin:library_picture_receive"), {"file": file})


def words_of(words: str, what: str, language: str) -> str:
    with override(language):
        if language != "en" and words != files.EMPTY:
            assert gettext(words) != words, f"not translated: {words}"
        return gettext(words) % ({"what": gettext(what)} if what else LIMITS)


def stored_files(settings) -> list:
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def middle(picture: Picture) -> tuple:
    with picture.file.open() as file, Image.open(file) as master:
        assert (master.format, master.mode) == ("JPEG", "RGB")
        return master.getpixel((master.width // 2, master.height // 2))


def test_what_is_no_usable_picture_is_refused_in_words_and_the_site_goes_on(
    desk, visitor, settings
):
    page = factories.live().get_absolute_url()
    browser = desk(interface_language="en")
    for name, content, words, what in [*files.refused(), ("", b"", files.EMPTY, "")]:
        answer = send(browser, name, content)
        assert (answer.status_code, answer.json()) == (
            400,
            {"error": words_of(words, what, "en")},
        ), name
        assert visitor.get(page).status_code == 200, name
    assert not Picture.objects.exists()
    assert stored_files(settings) == []
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(files.refused()) + 1} files refused, memory of the process {memory} MB")


def test_form_shows_every_refusal_beside_its_file_and_keeps_what_was_typed(desk, visitor, settings):
    story = factories.make("news.photostory", rows=0)
    browser = desk(interface_language="zh-hans")
    before = stored_files(settings)
    rows = {"pictures-TOTAL_FORMS": str(len(files.refused()))}
    for number, (name, content, _words, _what) in enumerate(files.refused()):
        rows[f"pictures-{number}-picture_upload"] = upload(name or "x.jpg", content)
        rows[f"pictures-{number}-caption_zh_hans"] = f"第{number}张"
    button = pages.in_chinese("Save draft")
    page = pages.press(browser, browser.get(address(story)), button, **rows)
    text, shown = pages.text(page), pages.shown(page)
    for number, (name, _content, words, what) in enumerate(files.refused()):
        assert words_of(words, what, "zh-hans") in text, name
        assert shown[f"pictures-{number}-caption_zh_hans"] == f"第{number}张"
    assert visitor.get("/en/news/").status_code == 200
    assert not Picture.objects.exists()
    assert stored_files(settings) == before


@pytest.mark.nodb
@pytest.mark.parametrize("name", files.crumbled())
def test_file_of_countless_crumbs_is_refused_before_it_keeps_anybody_waiting(name):
    begun = time.process_time()
    with pytest.raises(ValidationError) as refused:
        master_of(upload("a.jpg", files.crumbled()[name]))
    assert refused.value.messages == ["This picture is damaged and cannot be read."]
    # Seconds of the processor; 3 MB took as many as all the photos of a day.
    assert time.process_time() - begun < 3


@pytest.mark.nodb
def test_some_filling_and_a_few_hundred_parts_harm_no_picture():
    start, rest = files.jpeg()[:2], files.jpeg()[2:]
    comments = b"\xff\xfe\0\4ok" * 500
    assert master_of(upload("a.jpg", start + b"\xff" * 9000 + comments + rest)).content
    parts = files.png()[:33] + files.chunk(b"teXt", b"") * 500 + files.png()[33:]
    assert master_of(upload("a.png", parts)).content


def test_file_over_the_limit_is_refused(desk):
    answer = send(desk(interface_language="en"), "huge.jpg", bytes(MOST_BYTES + 1))
    assert (answer.status_code, answer.json()) == (400, {"error": NONE_LEFT})


def test_unusual_but_whole_pictures_are_taken_with_their_colours(desk, visitor):
    page = factories.live().get_absolute_url()
    browser = desk(interface_language="en")
    for name, (content, colour) in files.taken().items():
        answer = send(browser, name, content)
        assert answer.status_code == 200, (name, answer.json())
        picture = Picture.objects.get(pk=answer.json()["id"])
        assert (picture.file_width, picture.file_height) == files.SIZE, name
        found = middle(picture)
        assert all(abs(a - b) < 8 for a, b in zip(found, colour, strict=True)), (name, found)
        moves = ["This picture moves. Its first frame was taken."]
        assert answer.json()["notes"] == (moves if name.startswith("moving") else []), name
        assert visitor.get(page).status_code == 200, name


def test_animation_taken_through_the_form_is_said_to_stand_still(desk):
    browser = desk(interface_language="en")
    page = browser.get(address(factories.make()))
    file = upload("moving.gif", files.moving("GIF"))
    page = pages.press(browser, page, "Save draft", picture_upload=file)
    assert "This picture moves. Its first frame was taken." in pages.text(page)


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_photo_is_turned_upright_and_forgets_camera_and_place(desk, format_name):
    browser = desk()
    upright = Image.new("RGB", (300, 240), "white")
    upright.paste("red", (0, 0, 150, 120))
    upright.paste("blue", (150, 120, 300, 240))
    # How a camera stores what is upright, by EXIF's number of the way it was held.
    stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    for number in range(1, 9):
        image = upright.transpose(stored[number]) if number in stored else upright
        exif = image.getexif()
        exif[0x0112], exif[0x010F] = number, "Camera of Li Lei"
        exif.get_ifd(0x8825)[1] = "N"
        more = {} if format_name == "PNG" else {"xmp": b"<x:xmpmeta>Han Meimei</x:xmpmeta>"}
        content = files.encoded(image, format_name, exif=exif, **more)
        assert b"Li Lei" in content
        picture = Picture.objects.get(pk=send(browser, "a.jpg", content).json()["id"])
        with picture.file.open() as file:
            kept = file.read()
        for word in (b"Exif", b"Li Lei", b"Han Meimei", b"http://ns.adobe.com", b"ICC_PROFILE"):
            assert word not in kept
        with Image.open(io.BytesIO(kept)) as master:
            assert master.size == (300, 240), number
            corners = [master.getpixel(place) for place in ((9, 9), (290, 9), (290, 230))]
        for found, colour in zip(corners, ["red", "white", "blue"], strict=True):
            wanted = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
            assert all(abs(a - b) < 12 for a, b in zip(found, wanted, strict=True)), number


def test_large_picture_becomes_a_master_without_seams(desk):
    # Made smaller strip by strip; a slow slope would show where two strips meet.
    slope = Image.linear_gradient("L").resize((1600, 3200))
    answer = send(desk(), "slope.png", files.encoded(slope, compress_level=1))
    picture = Picture.objects.get(pk=answer.json()["id"])
    assert (picture.file_width, picture.file_height) == (1280, 2560)
    with picture.file.open() as file, Image.open(file) as master:
        whole = slope.resize(master.size, Image.Resampling.LANCZOS)
        for row in range(master.height):
            place = (700, row)
            assert abs(master.getpixel(place)[1] - whole.getpixel(place)) < 4, row


NAMES = {
    "江" * 300 + ".jpg": "江" * 83 + ".jpg",
    "👩‍👩‍👧‍👦" * 40 + ".jpeg": None,
    "a" * 400: "a" * 255,
    "x." + "y" * 300: None,
    "../../etc/passwd.jpg": "passwd.jpg",
    "C:\\photos\\江.jpg": "江.jpg",
    "photo\u202egpj.exe": "photogpj.exe",
    "a\x00b\x07c\x1b[31m.jpg": "abc[31m.jpg",
    ".htaccess": "htaccess",
    "...": "picture",
    " .jpg": "jpg",
    "<img src=x onerror=alert(1)>.jpg": "<img src=x onerror=alert(1)>.jpg",
    "a\ud800b.jpg": "ab.jpg",
    "": "picture",
    None: "picture",
}


def test_no_name_of_a_file_breaks_saving_or_becomes_a_path(db, settings):
    for number, (name, expected) in enumerate(NAMES.items()):
        content = factories.jpeg((number * 9, 0, 0), (200, 200))
        picture = factories.receive(_Named(content, name))
        kept = Picture.objects.get(pk=picture.pk)
        assert 0 < len(kept.file_name.encode()) <= 255
        assert expected is None or kept.file_name == expected
        assert re.fullmatch(r"masters/[0-9a-f]{2}/[0-9a-f]{24}\.jpg", kept.file.name)
        (settings.MEDIA_ROOT / "name").mkdir(exist_ok=True, parents=True)
        (settings.MEDIA_ROOT / "name" / kept.file_name).touch()


class _Named(SimpleUploadedFile):
    """A file whose sender did not go through a browser, so its name is as it was sent."""

    def __init__(self, content: bytes, name) -> None:
        super().__init__("x", content)
        self.name_as_sent = name

    name = property(lambda self: self.__dict__.get("name_as_sent", "x"), lambda self, value: None)


def test_long_chinese_name_goes_through_the_form(desk):
    browser = desk()
    page = browser.get(address(factories.make()))
    file = upload("两江新区" * 70 + ".jpg", factories.jpeg())
    page = pages.press(browser, page, "Save draft", picture_upload=file)
    assert page.status_code == 200
    kept = Picture.objects.get().file_name
    assert kept.startswith("两江新区") and kept.endswith(".jpg") and len(kept.encode()) <= 255
