"""Public pages are the same for everybody, so that they can be stored and served as files."""

import pytest

from articles.addresses import in_language
from tests import factories
from tests.articles.contract.places import EVERYWHERE, page, place
from tests.articles.days import NEXT_WEEK

ARTICLE, MISSING, DRAFT = "article", "missing language", "draft"


@pytest.fixture(params=[ARTICLE, MISSING, DRAFT, *EVERYWHERE])
def address(request, db, kind, language, other) -> str:
    """Every public page on which a kind of article may appear."""
    if request.param == MISSING:
        return in_language(factories.live(kind, langs=[other]), language)
    if request.param == DRAFT:
        return in_language(factories.make(kind), language)
    article = factories.live(kind)
    if request.param == ARTICLE:
        return in_language(article, language)
    return place(article, request.param, language)


def test_page_sets_no_cookie_and_does_not_depend_on_any(visitor, address):
    response = visitor.get(address)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "accept-language" not in response.get("Vary", "").lower()


def test_page_is_byte_for_byte_the_same_whoever_asks(visitor, desk, address):
    mine = visitor.get(address)
    for browser in (desk("administrator", interface_language="zh-hans"), desk("editor")):
        theirs = browser.get(address, headers={"accept-language": "zh-CN"})
        assert theirs.content == mine.content
        assert theirs.status_code == mine.status_code


def test_page_is_the_same_next_week(visitor, clock, article, language):
    today = page(visitor, article, language)
    clock.move_to(NEXT_WEEK)
    later = page(visitor, article, language)
    assert later.content == today.content
    assert later["ETag"] == today["ETag"]


def test_page_may_be_stored_but_has_to_be_asked_about(visitor, article, language):
    response = page(visitor, article, language)
    assert response["Cache-Control"] == "public, no-cache"
    again = visitor.get(in_language(article, language), headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
