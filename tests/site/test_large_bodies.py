"""Much is taken only from who is signed in; nobody else can make the portal wait for it."""

import socket
from http.client import HTTPConnection

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import unsaved
from liangjiang.large_bodies import MOST_OF_STRANGERS
from tests import factories, pages
from tests.servers import PATIENCE, free_address, running_server

RECEIVE = "/admin/library/picture/receive/"
FORM = "multipart/form-data; boundary=b"
HEAD = "POST {path} HTTP/1.1\r\nHost: {host}\r\n"
STRANGER = f"Cookie: desk-csrf=x; desk=y\r\nContent-Type: {FORM}"
OPEN = (RECEIVE, "/admin/login/", "/en/contact/", "/en/")
KEEP = "/admin/news/story/typing/"
START = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nxxxx'


def sent(browser, path: str, length: int = MOST_OF_STRANGERS + 1, **headers):
    return browser.generic("POST", path, b"x" * length, FORM, headers=headers)


def test_stranger_is_told_that_it_is_too_much(visitor, db):
    for path in ("/en/contact/", "/en/", "/nothing/", "/admin/login/", "/admin/nothing/"):
        answer = sent(visitor, path, accept_language="en")
        assert answer.status_code == 413, path
        assert "What was sent is too large" in pages.text(answer)
    assert "Without signing in you can send 1 MB at most." in pages.text(answer)
    answer = sent(visitor, RECEIVE)
    assert (answer.status_code, list(answer.json())) == (401, ["error"])
    assert sent(visitor, "/admin/login/", 1000).status_code != 413


def test_cookie_that_is_no_session_opens_nothing(visitor, db):
    visitor.cookies["desk"] = "x" * 32
    assert sent(visitor, "/admin/").status_code == 413


def test_who_is_signed_in_sends_large_files_to_the_desk_alone(desk):
    browser = desk()
    photo = factories.jpeg() + bytes(2 * MOST_OF_STRANGERS)
    file = SimpleUploadedFile("a.jpg", photo)
    assert browser.post(RECEIVE, {"file": file}).status_code == 200
    assert sent(browser, "/en/contact/").status_code == 413


@pytest.mark.once
def test_uploads_that_are_refused_and_stall_hold_up_nobody(installation, desk):
    editor = desk("editor")
    session, form = editor.cookies["desk"].value, unsaved.Opened(editor.user.pk, "news.story")
    known = f"Cookie: desk-csrf={'x' * 32}; desk={session}\r\nX-CSRFToken: {'x' * 32}\r\n"
    known += f"X-Typing: {form.signed()}\r\nContent-Type: text/plain"
    installation.begin()
    address = free_address()
    host = address.removeprefix("http://")
    with running_server(installation.environment | {"SITE_URL": address, "ADMIN_PATH": "admin"}):
        lines = []
        for path, rest in (*((path, STRANGER) for path in OPEN), (KEEP, known)):
            head = HEAD.format(path=path, host=host) + rest
            head += "\r\nContent-Length: 50000000\r\n\r\n"
            line = socket.create_connection(("127.0.0.1", int(host.split(":")[1])), PATIENCE)
            line.sendall((head + START).encode())
            lines.append(line)
        visitor = HTTPConnection(host, timeout=PATIENCE)
        visitor.request("GET", "/en/")
        assert visitor.getresponse().status == 200
        visitor.close()
        statuses = [_all(line).split()[1] for line in lines]
    assert statuses == [b"401", b"413", b"413", b"413", b"413"]


def _all(line: socket.socket) -> bytes:
    """Read until the server closes."""
    with line, line.makefile("rb") as answer:
        return answer.read()
