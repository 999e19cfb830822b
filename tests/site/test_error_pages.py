"""When something goes wrong there is a page: in the right language, and it cannot fail itself."""

import pytest
from django.db import connection

from articles.models import MissedAddress
from tests import factories, pages

TITLES = {
    400: "This request cannot be understood",
    403: "This page is not open to you",
    404: "This page is not here",
    405: "This page does not take what was sent",
    413: "What was sent is too large",
    429: "Too many tries",
    500: "Something broke on our side",
}


@pytest.fixture
def visitor(client):
    """Somebody without cookies, who gets the page for an error as in production."""
    client.raise_request_exception = False
    return client


def is_page(response, status: int, lang: str) -> bool:
    """Whether this is the page for a status in a language, and says so."""
    title = TITLES[status] if lang == "en" else pages.in_chinese(TITLES[status])
    body = response.content.decode()
    return (
        response.status_code == status
        and f'<html lang="{lang}"' in body
        and title in pages.text(response)
        and response["X-Robots-Tag"] == "noindex"
    )


# In the right language


@pytest.mark.parametrize(("prefix", "lang"), [("en", "en"), ("zh", "zh-Hans")])
def test_error_speaks_the_language_of_the_address(visitor, db, prefix, lang):
    place = f"/{prefix}/nothing/"
    other = {"accept-language": "zh-CN" if lang == "en" else "en"}
    assert is_page(visitor.get(place, headers=other), 404, lang)
    assert is_page(visitor.post(f"/{prefix}/", headers=other), 405, lang)
    assert is_page(visitor.get(place, headers={"host": "evil.example"}), 400, lang)


def test_error_under_an_address_without_a_language_is_in_english(visitor, db):
    assert is_page(visitor.get("/nothing.html"), 404, "en")


@pytest.mark.parametrize(("own", "lang"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_error_at_the_desk_speaks_the_language_of_the_person(desk, own, lang):
    browser = desk(interface_language=own)
    assert is_page(browser.get("/admin/news/story/1/preview/en/"), 404, lang)
    assert is_page(browser.get("/admin/news/story/1/edit/"), 405, lang)
    author = desk("author", interface_language=own)
    assert is_page(author.get(f"/admin/news/story/{factories.live().pk}/withdraw/"), 403, lang)


@pytest.mark.parametrize(("prefix", "lang"), [("en", "en"), ("zh", "zh-Hans")])
def test_error_page_leads_home_and_into_every_section(visitor, db, prefix, lang):
    for kind in ("news.story", "investing.guide", "living.info", "about.page"):
        factories.live(kind)
    page = visitor.get(f"/{prefix}/nothing/").content.decode()
    for place in ("", "news/", "investing/", "living/", "about/", "site-map/"):
        assert f'href="/{prefix}/{place}"' in page


def test_error_page_repeats_what_was_asked_only_in_links(visitor, db):
    page = visitor.get("/en/some-strange-word/?and=another-word")
    assert "strange-word" not in pages.text(page)
    assert "another-word" not in pages.text(page)


@pytest.mark.parametrize(("prefix", "lang"), [("en", "en"), ("zh", "zh-Hans")])
def test_page_for_404_helps_on(visitor, db, prefix, lang):
    factories.live("investing.guide", category=factories.category("investing.procedures"))
    for place in (f"/{prefix}/x/", f"/{prefix}/news/nothing/here"):
        page = visitor.get(place, headers={"referer": "https://a.example/list?user=ann"})
        assert is_page(page, 404, lang), place
        body = page.content.decode()
        main = body[body.index("<main") : body.index("</main>")]
        assert f'action="/{prefix}/search/"' in main
        assert f'href="/{prefix}/investing/procedures/"' in main
        # What has not even the form of an address of ours is named nowhere.
        about = f"&amp;about={place}" if place.endswith("/x/") else ""
        assert f'href="/{prefix}/contact/?kind=mistake{about}"' in main
        row = MissedAddress.objects.get(path=place)
        assert row.referrer == "https://a.example/list"


# When the portal itself is broken


@pytest.mark.parametrize(("prefix", "lang"), [("en", "en"), ("zh", "zh-Hans")])
def test_broken_database_gives_a_page_that_needs_none(visitor, db, prefix, lang):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_category RENAME TO gone")
    assert is_page(visitor.get(f"/{prefix}/news/"), 500, lang)


def test_page_for_500_holds_nothing_of_what_broke(visitor, db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_category RENAME TO gone")
    body = visitor.get("/en/news/").content.decode()
    for word in ("Traceback", "articles_category", "SELECT", "settings", ".py"):
        assert word not in body


def test_page_for_404_comes_even_if_its_menu_cannot(visitor, db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_category RENAME TO gone")
    response = visitor.get("/zh/news/1-nothing-here-at-all/x")
    assert is_page(response, 404, "zh-Hans") or is_page(response, 500, "zh-Hans")


# When somebody asks for another site


@pytest.mark.parametrize(
    "host", ["evil.example", "a b", "", "[::1", "x" * 5000, "evil\r\nX: y", "@"]
)
def test_bad_host_is_answered_with_a_page(visitor, db, host):
    assert is_page(visitor.get("/zh/", headers={"host": host}), 400, "zh-Hans")
