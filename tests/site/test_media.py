"""Uploaded pictures: renditions are served, in parts too; what was uploaded itself never is."""

import pytest
from django.core.files.storage import default_storage

from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.once


@pytest.fixture
def picture(db):
    return factories.complete(factories.picture())


def read(response) -> bytes:
    """Return what an answer holds."""
    # Its end closes it. Closing it again would close the connection of the test's transaction.
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("name", "kind"), [("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("AVIF", "image/avif")]
)
def test_rendition_is_served_and_may_be_kept_for_ever(visitor, picture, name, kind):
    response = visitor.get(picture.address(name, 480))
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Accept-Ranges"] == "bytes"
    assert not response.cookies
    content = read(response)
    assert len(content) == int(response["Content-Length"])


def test_picture_on_a_page_can_be_fetched(visitor, db):
    live = factories.live(picture=factories.complete(factories.picture()))
    page = visitor.get(live.get_absolute_url()).content.decode()
    assert live.picture.address("JPEG", 960) in page
    for part in live.picture.srcset("WEBP").split(", "):
        response = visitor.get(part.split()[0])
        assert response.status_code == 200
        read(response)


# In parts


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-199", 100, 199),
        ("bytes=100-", 100, None),
        ("bytes=-100", -100, None),
        ("bytes=0-999999999", 0, None),
        ("bytes=-999999999", 0, None),
    ],
)
def test_part_of_a_file_is_served(visitor, picture, asked, first, last):
    place = picture.address()
    whole = read(visitor.get(place))
    expected = whole[first:] if last is None else whole[first : last + 1]
    response = visitor.get(place, headers={"range": asked})
    assert response.status_code == 206
    assert read(response) == expected
    start = len(whole) - len(expected) if last is None else first
    end = start + len(expected) - 1
    assert response["Content-Range"] == f"bytes {start}-{end}/{len(whole)}"
    assert response["Content-Length"] == str(len(expected))


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=999999-9999999", "bytes=-0"])
def test_part_beyond_the_end_is_refused_with_the_length(visitor, picture, asked):
    size = len(read(visitor.get(picture.address())))
    response = visitor.get(picture.address(), headers={"range": asked})
    read(response)
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{size}"
    assert "immutable" not in response["Cache-Control"]


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=--1",
        "bytes=5-2",
        "bytes=" + "9" * 5000 + "-",
        "bytes=0-" + "9" * 5000,
        "bytes=-" + "9" * 5000,
        "bytes=\u0663-",
    ],
)
def test_range_that_makes_no_sense_breaks_nothing(visitor, picture, asked):
    response = visitor.get(picture.address(), headers={"range": asked})
    read(response)
    assert response.status_code in (200, 206, 416)


def test_head_of_a_rendition_tells_its_length(visitor, picture):
    length = visitor.get(picture.address())
    head = visitor.head(picture.address())
    assert head["Content-Length"] == length["Content-Length"]
    assert read(head) == b""
    read(length)


# What is never served


def test_master_is_served_at_no_address(visitor, desk, picture):
    name = picture.file.name
    assert default_storage.exists(name)
    for browser in (visitor, desk()):
        for place in (
            f"/media/{name}",
            f"/media/__processed__/../{name}",
            f"/media/__processed__/%2e%2e/{name}",
            f"/media/__processed__/..%2f{name.replace('/', '%2f')}",
            f"/media/__processed__/x/../../{name}",
            f"/media/__processed__//{name}",
            f"/media/__processed__\\..\\{name}",
            f"/static/../media/{name}",
        ):
            assert browser.get(place).status_code in (400, 404), place


def test_page_never_names_a_master(visitor, desk, picture):
    live = factories.live(picture=picture)
    browser = desk()
    for page in (
        visitor.get(live.get_absolute_url()),
        browser.get(address(live)),
        browser.post(address(live, "edit"), follow=True),
        browser.get(address(live, "preview/en")),
    ):
        assert "masters/" not in page.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "../../../../etc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "/etc/passwd",
        "....//....//etc/passwd",
        "..\\..\\etc\\passwd",
        "%00/etc/passwd",
        "~/.bashrc",
        "",
        ".",
        "..",
        "x" * 300,
        "x/" * 300,
        "nothing.jpg",
        "nothing.jpg%00.png",
        "con",
    ],
)
def test_path_that_leads_elsewhere_is_not_found(visitor, db, path):
    response = visitor.get(f"/media/__processed__/{path}")
    assert response.status_code in (400, 404)
    assert "<h1>" in pages.text(response) or response["X-Robots-Tag"] == "noindex"


def test_folder_is_not_listed(visitor, picture):
    parts = picture.address().split("/")
    for depth in range(2, len(parts)):
        for slash in ("", "/"):
            response = visitor.get("/".join(parts[:depth]) + slash, follow=True)
            assert response.status_code == 404


def test_picture_takes_nothing_that_is_sent(visitor, picture):
    for method in ("POST", "PUT", "DELETE"):
        assert visitor.generic(method, picture.address()).status_code == 405
    assert default_storage.exists(picture.file.name)
