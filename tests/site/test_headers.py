"""What every answer says to the browser about its own safety."""

import re

import pytest

from articles import working_copies
from tests import factories
from tests.pages import address

pytestmark = pytest.mark.once

SELF, NONE = {"'self'"}, {"'none'"}
POLICY = {
    "default-src": NONE,
    "base-uri": NONE,
    "frame-ancestors": NONE,
    "connect-src": SELF,
    "font-src": SELF,
    "form-action": SELF,
    "img-src": SELF,
    "manifest-src": SELF,
    "media-src": SELF,
    "script-src": SELF,
    "style-src": SELF,
}
ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
WITHOUT_ARTICLES = [
    "/",
    "/en/",
    "/zh/",
    "/en/news/",
    "/zh/news/events/",
    "/en/news/events/?page=2",
    "/en/site-map/",
    "/zh/terms/",
    "/en/nothing/",
    "/zh/nothing/",
    "/nothing.html",
    "/en/news/events/feed.atom",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/healthz",
    "/readyz",
    "/media/__processed__/nothing.jpg",
]
OF_THE_DESK = ["", "login/", "news/story/", "password-reset/", "password_change/", "jsi18n/"]


def policy(response) -> dict[str, set[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: set(sources) for name, *sources in parts}


def check(response) -> None:
    assert policy(response) == POLICY
    assert ALWAYS.items() <= dict(response.items()).items()


@pytest.mark.parametrize("place", WITHOUT_ARTICLES)
def test_every_address_carries_the_whole_protection(visitor, db, place):
    check(visitor.get(place))


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_every_kind_of_article_carries_the_whole_protection(visitor, db, kind):
    live = factories.live(kind, langs=["en"])
    check(visitor.get(live.get_absolute_url()))
    # Its redirect, and the page that says that it is not there in Chinese.
    check(visitor.get(f"/en/{live.pk}"))
    check(visitor.get(f"/zh/{live.pk}", follow=True))


def test_errors_carry_the_whole_protection(visitor, db):
    check(visitor.post("/en/"))
    check(visitor.get("/en/", headers={"host": "evil.example"}))


@pytest.mark.parametrize("place", OF_THE_DESK)
def test_pages_of_the_desk_carry_it_too(desk, place):
    check(desk().get(f"/admin/{place}"))


def test_refused_post_at_the_desk_carries_it_too(desk):
    browser = desk()
    browser.handler.enforce_csrf_checks = True
    check(browser.post("/admin/logout/"))


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_form_of_the_desk_allows_one_script_by_nonce_and_nothing_else(desk, kind):
    live = factories.live(kind)
    working_copies.edit(live)
    browser = desk()
    seen = set()
    for place in (address(live), address(live), f"/admin/{kind.replace('.', '/')}/add/"):
        response = browser.get(place)
        allowed = policy(response)
        (nonce,) = allowed["script-src"] - SELF
        assert re.fullmatch(r"'nonce-[\w+/=]{22,}'", nonce)
        assert f'nonce="{nonce[7:-1]}"' in response.content.decode()
        assert allowed | {"script-src": SELF} == POLICY
        seen.add(nonce)
    assert len(seen) == 3


@pytest.mark.parametrize("place", ["history", "withdraw", "discard"])
def test_other_pages_of_a_record_need_no_nonce(desk, place):
    live = factories.live()
    working_copies.edit(live)
    check(desk().get(address(live, place)))


def test_preview_stands_in_a_frame_of_our_own_pages_and_of_no_others(desk):
    live = factories.live()
    browser = desk()
    around = policy(browser.get(address(live, "preview")))
    assert around == POLICY | {"frame-src": SELF}
    framed = browser.get(address(live, "preview/en"))
    assert policy(framed) == POLICY | {"frame-ancestors": SELF}
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert ALWAYS.items() <= dict(framed.items()).items()


@pytest.mark.parametrize("place", [*WITHOUT_ARTICLES, *(f"/admin/{p}" for p in OF_THE_DESK)])
def test_no_page_holds_an_inline_script_style_or_handler(desk, place):
    page = desk().get(place).content.decode(errors="replace")
    assert not re.search(r"<script(?![^>]*(?:\bsrc=|application/ld\+json))[^>]*>", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)


def test_no_page_loads_anything_from_elsewhere(desk):
    live = factories.live(picture=factories.picture())
    browser = desk()
    working_copies.edit(live)
    for place in [*WITHOUT_ARTICLES, live.get_absolute_url(), address(live)]:
        page = browser.get(place).content.decode(errors="replace")
        loaded = re.findall(r'<(?:script|img|source|iframe|audio|video)[^>]+src="([^"]+)"', page)
        loaded += re.findall(
            r'<link[^>]+rel="(?:stylesheet|icon|preload)"[^>]+href="([^"]+)"', page
        )
        assert all(re.match(r"/[^/]", each) for each in loaded), loaded


def test_server_does_not_tell_what_it_is_made_of(visitor, db):
    headers = str(dict(visitor.get("/en/").items())).lower()
    for name in ("django", "python", "granian", "whitenoise", "powered"):
        assert name not in headers


# Behind the log-in


@pytest.mark.parametrize(
    "place",
    [*(f"/admin/{p}" for p in OF_THE_DESK), "/admin/nothing/", "/admin/news/story/9/change/"],
)
def test_nothing_behind_the_log_in_is_kept_by_a_cache(desk, visitor, place):
    for browser in (desk(), visitor):
        response = browser.get(place)
        assert "no-store" in response["Cache-Control"]
        assert "public" not in response["Cache-Control"]


def test_cookies_of_the_desk_stay_at_the_desk(visitor, db):
    factories.person("editor", "li")
    visitor.get("/admin/login/")
    visitor.post("/admin/login/", {"username": "li", "password": "lili", "next": "/admin/"})
    assert set(visitor.cookies) == {"desk", "desk-csrf"}
    for cookie in visitor.cookies.values():
        assert cookie["path"] == "/admin/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
