"""What nginx hands to the portal, what it keeps away, and what it says when nobody answers."""

import http.client
import ssl

import pytest

from setup import nginx

pytestmark = pytest.mark.nodb


def test_configuration_is_valid(front):
    done = nginx.check(front.folder / "nginx.conf")
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_portal_learns_who_asks_and_how(front):
    seen = front.ask("/en/x/?q=a%2Fb", x_forwarded_for="203.0.113.9", x_forwarded_host="evil").seen
    assert seen["path"] == "/en/x/?q=a%2Fb"
    assert seen["Host"] == "www.example.org"
    assert seen["X-Forwarded-For"] == "203.0.113.9, 127.0.0.1"
    assert seen["X-Forwarded-Proto"] == "https"
    assert len(seen["X-Request-ID"]) == 32
    assert "X-Forwarded-Host" not in seen


def test_visitor_without_tls_is_led_to_it(front):
    answer = front.ask_plainly("/en/news/?page=2")
    assert answer.status == 301
    assert answer.headers["Location"] == "https://www.example.org/en/news/?page=2"


def test_other_name_gets_no_answer(front):
    with pytest.raises(http.client.RemoteDisconnected):
        front.ask_plainly("/en/", host="evil.example")
    with pytest.raises((http.client.RemoteDisconnected, ssl.SSLError)):
        front.ask("/en/", host="evil.example")


@pytest.mark.parametrize("method", ["PURGE", "PUT", "DELETE", "TRACE"])
@pytest.mark.parametrize("path", ["/*", "/en/news/", "/media/cards/a.png", "/admin/"])
def test_nobody_purges_from_outside(front, method, path):
    answer = front.ask(path, method)
    assert answer.status == 405
    assert not answer.is_portals


def test_only_the_desk_takes_much(front):
    much = b"x" * (1024 * 1024 + 1)
    assert front.ask("/en/", "POST", much).status == 413
    assert front.ask("/admin/upload/", "POST", much).is_portals
    assert front.ask("/en/contact/", "POST", b"x" * 210_000).status == 413
    assert front.ask("/en/contact/", "POST", b"x" * 100_000).is_portals


def test_flood_of_searches_is_held_back_and_reading_is_not(front):
    answers = [front.ask("/en/search/?q=flood").status for _number in range(15)]
    assert set(answers) == {200, 429}
    assert front.ask("/en/news/?page=3").status == 200


def test_machine_itself_may_ask_how_the_portal_is(front):
    assert front.ask("/healthz").is_portals
    assert front.ask("/readyz").is_portals


def test_log_holds_no_words_and_no_tokens(front):
    front.ask("/en/x/?q=embarrassing")
    front.ask("/admin/password-reset/MQ/set-token-123/")
    front.ask("/admin/invitation/MQ/set-token-456/?next=a")
    log = (front.folder / "liangjiang.log").read_text()
    assert "GET /en/x/ 200" in log
    assert "GET /admin/password-reset/MQ/... 200" in log
    for secret in ("embarrassing", "token-123", "token-456"):
        assert secret not in log


def test_stored_pages_outlive_the_portal_and_the_rest_says_so_in_both_languages(lonely_front):
    page = b"<!doctype html><title>Stored</title>"
    lonely_front.store("/en/news/", page)
    assert lonely_front.ask("/en/news/").content == page
    for method, path in (("GET", "/zh/"), ("POST", "/en/contact/"), ("GET", "/admin/")):
        answer = lonely_front.ask(path, method)
        assert answer.status == 503
        assert "This page will be back in a moment" in answer.content.decode()
        assert "此页面稍后即可恢复" in answer.content.decode()
        assert answer.headers["Retry-After"] == "10"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    head = lonely_front.ask("/en/other/", "HEAD")
    assert (head.status, head.content) == (503, b"")
    # Nobody is led to it under its own address.
    assert lonely_front.ask("/portal-away.html").status in (404, 503)
