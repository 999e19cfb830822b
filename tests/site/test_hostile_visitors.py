"""Whatever somebody sends, the portal answers with a page and does not break."""

import io
from contextlib import closing

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from liangjiang.wsgi import application

# Encodings that Python knows and that are no encodings of text, or strange ones.
CHARSETS = ["hex", "base64", "zip", "bz2", "rot13", "uu", "idna", "punycode", "undefined", "utf-7"]
CHARSETS += ["utf-16", "unicode_escape", "raw_unicode_escape", "nonsense", "", "x" * 5000, "\u00e9"]
PATHS = [
    "/en/%",
    "/en/%zz/",
    "/en/%00/",
    "/zh/%00",
    "/%00",
    "/en/%ff%fe/",
    "/en/%ed%a0%80/",
    "/en/%C0%AF/",
    "/en/%u4e2d/",
    "/en/..%2f..%2fetc/passwd",
    "/en/../../etc/passwd",
    "//en//",
    "//evil.example/",
    "/en//news/",
    "/en/news/%0d%0aSet-Cookie:x=1/",
    "/en/<script>alert(1)</script>/",
    "/en/news/events/feed.atom%00",
    "/sitemap-%00.xml",
    "/media/__processed__/%00",
    "/admin/%00/",
    "/en/" + "x" * 20_000 + "/",
    "/zh/新闻/",
    "/" + "a/" * 3000,
]
IDS = ["9" * 18, "9" * 19, "9" * 5000, "0", "00000000000000000000001", "١", "²", "1e3", "-1", "1.5"]
QUERIES = ["page=%00", "page=abc", "page=-1", "page=0", "page=1e9", "page=" + "9" * 5000]
QUERIES += ["page=%ff", "page=1&page=2", "%=%", "&" * 500, "page=", "p=abc", "?page=2", "page[]=1"]
LANGUAGES = ["*;q=x", "zh;q=", "q=0.8", ",,,;;;", "zh-" + "x" * 10_000, "a," * 5000, "\u00e9\u4e2d"]
LANGUAGES += ["zh;q=1e999", "../../etc", "zh_CN", "-", "en\x00", "zh;q=1;q=2", "*" * 300]


@pytest.fixture
def visitor(client):
    """Somebody without cookies, who gets the page for an error as in production."""
    client.raise_request_exception = False
    return client


def is_any_page(response) -> bool:
    """Whether this is an answer that somebody can read and no failure of the portal."""
    return response.status_code < 500 and (
        response.status_code < 400 or b"<h1>" in response.content
    )


@pytest.fixture
def connection_stays(db):
    """A request would close the connection in which the test's transaction lives."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


def asked_of_the_server(place: str, content_type: str, body: bytes = b"") -> tuple[int, bytes]:
    """Ask as a web server asks, without the client of the tests in between."""
    path, _mark, query = place.partition("?")
    answered = []
    environ = {
        **RequestFactory()._base_environ(),
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    with closing(application(environ, lambda status, _headers: answered.append(status))) as parts:
        content = b"".join(parts)
    return int(answered[0].split()[0]), content


@pytest.mark.once
@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("place", ["/en/news/events/?page=1&x=%e4", "/zh/nothing/?x=1", "/?x=1"])
def test_strange_charset_breaks_nothing(connection_stays, charset, place):
    for kind in ("text/html", "application/x-www-form-urlencoded", "multipart/form-data"):
        content_type = f"{kind}; charset={charset}"
        status, _content = asked_of_the_server(place, content_type)
        assert status < 500
        for target in (place, "/admin/login/"):
            status, content = asked_of_the_server(target, content_type, b"username=%e4")
            assert status in (400, 403, 404, 405)
            assert b"<h1>" in content


@pytest.mark.parametrize("path", PATHS)
def test_broken_path_breaks_nothing(visitor, db, path):
    assert is_any_page(visitor.get(path))


@pytest.mark.parametrize("path", PATHS)
def test_broken_path_breaks_nothing_at_the_desk(desk, path):
    browser = desk()
    browser.raise_request_exception = False
    assert is_any_page(browser.get(f"/admin{path}"))


@pytest.mark.parametrize("pk", IDS)
@pytest.mark.parametrize("shape", ["/en/{}", "/en/news/{}/", "/zh/news/{}-some-slug/"])
def test_strange_id_breaks_nothing(visitor, db, pk, shape):
    assert is_any_page(visitor.get(shape.format(pk)))


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("place", ["/en/news/events/", "/en/", "/sitemap-news.xml", "/zh/nothing/"])
def test_strange_query_breaks_nothing(visitor, db, query, place):
    assert is_any_page(visitor.get(f"{place}?{query}"))


@pytest.mark.once
@pytest.mark.parametrize("asked", LANGUAGES)
@pytest.mark.parametrize("place", ["/", "/en/", "/zh/nothing/", "/nothing", "/admin/login/"])
def test_strange_accept_language_breaks_nothing(visitor, db, asked, place):
    assert is_any_page(visitor.get(place, headers={"accept-language": asked}))


@pytest.mark.once
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "NONSENSE", "x"])
@pytest.mark.parametrize("place", ["/", "/en/", "/zh/news/", "/en/nothing/", "/sitemap.xml"])
def test_strange_method_is_answered_with_a_page(visitor, db, method, place):
    response = visitor.generic(method, place)
    assert is_any_page(response)
    assert response.status_code in (200, 403, 404, 405)


@pytest.mark.once
@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "desk=\x00\xff; desk-csrf=" + "x" * 5000},
        {"if-none-match": "W/" * 3000},
        {"if-modified-since": "yesterday"},
        {"range": "bytes=0-1"},
        {"x-request-id": "not one"},
        {"x-forwarded-for": "x" * 5000},
        {"accept-encoding": "br;q=x, *;q=0"},
        {"accept": "\x00"},
        {"content-length": "abc"},
        {"referer": "https://[broken"},
        {"origin": "null"},
    ],
)
def test_strange_headers_break_nothing(visitor, db, headers):
    for place in ("/en/", "/", "/zh/nothing/", "/admin/login/"):
        assert is_any_page(visitor.get(place, headers=headers))
