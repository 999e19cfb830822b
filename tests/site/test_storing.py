"""Public pages are the same for everybody and may be stored: compressed, marked, no cookies."""

import gzip

import pytest

from articles import publishing, working_copies
from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.once

PLACES = ["/en/", "/zh/", "/en/news/", "/zh/news/events/", "/en/site-map/", "/sitemap.xml"]


@pytest.fixture
def places(db) -> list[str]:
    """The address of one page of each sort."""
    live = [factories.live(kind, langs=["en"]) for kind in factories.HOME_CATEGORY]
    terms = factories.live("about.page", category=factories.category("site.terms"))
    articles = [article.get_absolute_url() for article in live]
    return [*PLACES, *articles, terms.category.get_absolute_url(), "/en/news/events/feed.atom"]


def test_pages_are_compressed_for_browsers_that_can_read_it(visitor, places):
    for place in places:
        plain = visitor.get(place)
        packed = visitor.get(place, headers={"accept-encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip", place
        assert gzip.decompress(packed.content) == plain.content
        assert len(packed.content) < len(plain.content)
        assert "Content-Encoding" not in plain
        assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_page_that_has_not_changed_is_not_sent_again(visitor, places, encoding):
    headers = {"accept-encoding": encoding}
    for place in places:
        first = visitor.get(place, headers=headers)
        assert first["ETag"], place
        again = visitor.get(place, headers={**headers, "if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = visitor.get(place, headers={**headers, "if-none-match": '"other"'})
        assert other.status_code == 200


def test_page_that_has_changed_is_sent_again(visitor, db):
    live = factories.live()
    place = live.get_absolute_url()
    before = visitor.get(place)["ETag"]
    copy = working_copies.edit(live)
    copy.title_en = "High water"
    copy.save()
    publishing.publish(live, ["en"])
    after = visitor.get(place, headers={"if-none-match": before}, follow=True)
    assert after.status_code == 200
    assert "High water" in pages.text(after)


def test_stored_page_is_asked_about_before_it_is_shown(visitor, places):
    for place in places:
        assert visitor.get(place)["Cache-Control"] == "public, no-cache", place


def test_pages_set_no_cookie(visitor, places):
    for place in [*places, "/", "/en/nothing/", "/robots.txt"]:
        response = visitor.get(place)
        assert not response.cookies, place
        assert "Cookie" not in response.get("Vary", "")


def test_page_is_byte_for_byte_the_same_whoever_asks(visitor, desk, places):
    editor = desk("editor", interface_language="zh-hans")
    editor.get("/admin/")
    strange = {
        "accept-language": "zh-CN",
        "user-agent": "A phone",
        "x-forwarded-for": "203.0.113.9",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "referer": "https://evil.example/",
        "cookie": "theme=dark; desk=nonsense",
    }
    for place in places:
        expected = visitor.get(place).content
        assert editor.get(place).content == expected, place
        assert visitor.get(place, headers=strange).content == expected, place


def test_page_is_byte_for_byte_the_same_whichever_of_our_names_was_asked(visitor, places):
    for place in places:
        expected = visitor.get(place).content
        assert visitor.get(place, headers={"host": "127.0.0.1:8000"}).content == expected, place


def test_page_does_not_change_with_the_time_of_day(visitor, places, time_machine):
    time_machine.move_to(factories.PAST.replace(year=2025))
    before = [visitor.get(place).content for place in places]
    time_machine.move_to(factories.PAST.replace(year=2025, day=4, hour=23))
    assert [visitor.get(place).content for place in places] == before


def test_head_answers_what_get_answers_without_the_page(visitor, places):
    for place in [*places, "/en/nothing/"]:
        get, head = visitor.get(place), visitor.head(place)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head["Content-Type"] == get["Content-Type"]


def test_errors_are_not_stored(visitor, db):
    live = factories.live(langs=["en"])
    for place in ("/en/nothing/", "/nothing.html", "/en/news/999999/"):
        assert visitor.get(place)["Cache-Control"] == "no-store"
    assert "no-store" in visitor.post("/en/")["Cache-Control"]
    # What is not there in a language may be there tomorrow.
    missing = visitor.get(f"/zh/{live.pk}", follow=True)["Cache-Control"]
    assert "no-store" in missing or "no-cache" in missing


def test_preview_is_stored_by_nobody(desk):
    response = desk().get(address(factories.make(), "preview/en"))
    assert response["Cache-Control"] == "no-store, private"
