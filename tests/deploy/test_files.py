"""nginx serves style sheets and what is made of pictures itself, and never a master."""

import gzip

import pytest

from tests import factories
from tests.deploy.test_stored_pages import plain

STYLE = b"body { color: teal }" * 100
PICTURE = bytes(range(256)) * 40
NAME = "css/site.0123456789ab.css"
RENDITION = "/media/__processed__/ab/cd/picture-480.webp"


@pytest.fixture(scope="module")
def files(front) -> None:
    for name, content in {
        f"static/{NAME}": STYLE,
        f"static/{NAME}.gz": gzip.compress(STYLE),
        "static/css/site.css": STYLE,
        RENDITION[1:]: PICTURE,
        "media/cards/en-1.png": PICTURE,
        "media/masters/ab/picture.jpg": PICTURE,
        "portal.sqlite3": b"secret",
    }.items():
        (front.var / name).parent.mkdir(parents=True, exist_ok=True)
        (front.var / name).write_bytes(content)


@pytest.mark.nodb
def test_style_sheet_is_served_compressed_and_kept_for_ever_by_its_hash(front, files):
    answer = front.ask(f"/static/{NAME}", accept_encoding="gzip")
    assert gzip.decompress(answer.content) == STYLE
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    named = front.ask("/static/css/site.css")
    assert (named.content, named.headers["Cache-Control"]) == (STYLE, "max-age=60, public")
    assert front.ask("/static/css/none.css").is_portals
    assert front.ask("/static/css/").is_portals


@pytest.mark.nodb
def test_part_of_a_picture_is_served(front, files):
    part = front.ask(RENDITION, range="bytes=100-199")
    assert (part.status, part.content) == (206, PICTURE[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(PICTURE)}"
    beyond = front.ask(RENDITION, range="bytes=999999-")
    assert beyond.status == 416
    assert beyond.headers["Content-Range"] == f"bytes */{len(PICTURE)}"
    # As the portal: a part, or the whole.
    assert front.ask(RENDITION, range="bytes=0-1,5-6").status == 200


@pytest.mark.nodb
def test_share_card_is_kept_for_a_day(front, files):
    answer = front.ask("/media/cards/en-1.png")
    assert (answer.content, answer.headers["Content-Type"]) == (PICTURE, "image/png")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.nodb
@pytest.mark.parametrize(
    "path",
    [
        "/media/masters/ab/picture.jpg",
        "/media/__processed__/../masters/ab/picture.jpg",
        "/media/__processed__/%2e%2e/masters/ab/picture.jpg",
        "/media/__processed__/..%2fmasters/ab/picture.jpg",
        "/media/__processed__..//masters/ab/picture.jpg",
        "/media/cards/../masters/ab/picture.jpg",
        "/media/cards../masters/ab/picture.jpg",
        "/media/__processed__/",
        "/media/",
        "/static/../media/masters/ab/picture.jpg",
        "/static../media/masters/ab/picture.jpg",
        "/static/..%2fportal.sqlite3",
        "/portal.sqlite3",
        "/var/portal.sqlite3",
        "/.env",
    ],
)
def test_nothing_else_is_served_from_the_disk(front, files, path):
    answer = front.ask(path)
    assert answer.is_portals
    assert answer.seen["path"] == path


@pytest.mark.once
def test_picture_has_the_headers_that_the_portal_sends(front, visitor, db):
    picture = factories.complete(factories.picture())
    place = picture.address("WEBP", 480)
    answer = visitor.get(place)
    content = b"".join(answer.streaming_content)
    file = front.var / place[1:]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    served = front.ask(place)
    assert served.content == content
    sent = plain(served.headers)
    # A file has a date; a picture has no language and is compressed by its own rules.
    for name in ("last-modified", "strict-transport-security"):
        sent.pop(name)
    expected = plain(answer)
    for name in ("content-language", "content-encoding"):
        expected.pop(name)
    assert sent == expected
