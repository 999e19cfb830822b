"""nginx serves stored pages itself, exactly as the portal would; the rest is the portal's."""

import gzip
import threading

import brotli
import pytest

from setup import nginx
from tests import factories
from tests.site.processes import portal

PAGE = b"<!doctype html><title>Stored</title>" + b"<p>A page that was stored." * 100
PACKED = {"gz": gzip.compress(PAGE), "br": brotli.compress(PAGE)}
# Of the connection, of the file, of this one request.
OWN = {"connection", "content-length", "date", "etag", "server", "x-request-id"}


@pytest.fixture(scope="module")
def stored(front) -> str:
    for page in ("/en/", "/en/news/", "/zh/news/", "/en/news/42-a-story/", "/en/site-map/2024/05/"):
        front.store(page, PAGE, **PACKED)
    front.store("/en/.hidden/", PAGE)
    return "/en/news/"


@pytest.mark.nodb
@pytest.mark.parametrize(
    "page", ["/en/", "/zh/news/", "/en/news/42-a-story/", "/en/site-map/2024/05/"]
)
def test_stored_page_is_served_without_the_portal(front, stored, page):
    answer = front.ask(page)
    assert (answer.status, answer.content) == (200, PAGE)
    head = front.ask(page, "HEAD")
    assert (head.status, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(PAGE))
    assert not answer.is_portals
    assert not head.is_portals


ELSEWHERE = [
    ("GET", "/en/news/?page=2"),
    ("GET", "/en/news/?utm_source=a"),
    ("POST", "/en/news/"),
    ("OPTIONS", "/en/news/"),
    ("GET", "/en/not-stored/"),
    ("HEAD", "/en/not-stored/"),
    ("GET", "/en/news"),
    ("GET", "/"),
    ("GET", "/fr/news/"),
    # Other ways to write the address of a page that is there.
    ("GET", "/en//news/"),
    ("GET", "/en/./news/"),
    ("GET", "/en/x/../news/"),
    ("GET", "/en/%6eews/"),
    ("GET", "/en/%2e%2e/en/news/"),
    ("GET", "/en/news/index.html"),
    ("GET", "/en/.hidden/"),
    ("GET", "/direct/en/news/index.html"),
    ("GET", "/direct/en/news/"),
    ("GET", "/pages/direct/en/news/index.html"),
    ("GET", "/en/news/%00"),
]


@pytest.mark.nodb
@pytest.mark.parametrize(("method", "path"), ELSEWHERE)
def test_everything_else_is_asked_of_the_portal_as_it_was_written(front, stored, method, path):
    answer = front.ask(path, method)
    if "%00" in path:
        assert answer.status == 400
        return
    assert answer.is_portals
    assert method == "HEAD" or (answer.seen["method"], answer.seen["path"]) == (method, path)


@pytest.mark.nodb
@pytest.mark.parametrize("path", ["/../en/news/", "/en/../../etc/passwd", "/%2e%2e/%2e%2e/etc/"])
def test_way_out_of_the_site_is_refused(front, stored, path):
    assert front.ask(path).status == 400


@pytest.mark.nodb
def test_page_comes_in_the_best_form_that_the_browser_reads(front, stored):
    if not nginx.has_brotli():
        pytest.skip("no brotli: sudo apt-get install libnginx-mod-http-brotli-static")
    for asked, form, unpack in (
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0", None, bytes),
        ("", None, bytes),
    ):
        # A proxy on the way names itself.
        answer = front.ask(stored, accept_encoding=asked, via="1.1 proxy")
        assert answer.headers["Content-Encoding"] == form, asked
        assert unpack(answer.content) == PAGE
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert not answer.is_portals


@pytest.mark.nodb
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_page_that_has_not_changed_is_not_sent_again(front, stored, encoding):
    first = front.ask(stored, accept_encoding=encoding)
    again = front.ask(stored, accept_encoding=encoding, if_none_match=first.headers["ETag"])
    assert (again.status, again.content) == (304, b"")
    other = front.ask(stored, accept_encoding=encoding, if_none_match='"other"')
    assert other.status == 200


@pytest.mark.nodb
def test_page_has_no_date_that_could_hide_a_change_in_the_same_second(front, stored):
    answer = front.ask(stored)
    assert "Last-Modified" not in answer.headers
    later = front.ask(stored, if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT")
    assert later.status == 200


@pytest.mark.nodb
def test_page_that_was_forgotten_is_asked_of_the_portal_at_once(front):
    file = front.store("/en/news/7-short-lived/", PAGE)
    assert not front.ask("/en/news/7-short-lived/").is_portals
    file.unlink()
    assert front.ask("/en/news/7-short-lived/").is_portals


@pytest.mark.nodb
def test_nobody_gets_an_error_while_a_page_comes_and_goes(front):
    page, over = "/en/news/8-fickle/", threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            front.store(page, PAGE).unlink()

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        answers = [front.ask(page) for _number in range(60)]
    finally:
        over.set()
        thread.join()
    assert {answer.status for answer in answers} == {200}
    assert {answer.seen["path"] for answer in answers if answer.is_portals} <= {page}


@pytest.mark.once
def test_page_has_the_headers_that_the_portal_sends(front, visitor, db, tmp_path):
    # What every answer of a portal with TLS has; this one needs no database.
    script = "print(dict(visitor.get('/robots.txt', secure=True).items()))"
    always = eval(portal(script, tmp_path))  # noqa: S307  (the text of a dictionary)
    name = "Strict-Transport-Security"
    article = factories.live(langs=["en"]).get_absolute_url()
    for page in (article, "/en/", "/zh/", "/zh/news/", "/zh/news/events/", "/en/site-map/"):
        front.store(page, PAGE)
        expected = dict(visitor.get(page).items()) | {name: always[name]}
        assert plain(front.ask(page).headers) == plain(expected), page


def plain(headers) -> dict:
    """Return headers to compare; the rules of the policy come in any order."""
    found = {name.lower(): value for name, value in headers.items() if name.lower() not in OWN}
    policy = found["content-security-policy"].split(";")
    return found | {"content-security-policy": {rule.strip() for rule in policy}}
