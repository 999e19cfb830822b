"""Public pages are the same for everybody, so that they can be stored and served as files."""

import pytest

from articles.addresses import in_language
from tests import factories
from tests.articles.contract.places import EVERYWHERE, page, place
from tests.articles.days import NEXT_WEEK

pytestmark = pytest.mark.once


@pytest.fixture
def places(db, kind, language, other) -> list[str]:
    """The addresses of all public pages on which a kind of article may appear."""
    article = factories.live(kind)
    missing = factories.live(kind, langs=[other])
    found = [in_language(each, language) for each in (article, missing, factories.make(kind))]
    return found + [place(article, name, language) for name in EVERYWHERE]


def test_pages_set_no_cookie_and_depend_on_none(visitor, places):
    for address in places:
        response = visitor.get(address)
        assert not response.cookies
        assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding", address


def test_pages_are_byte_for_byte_the_same_whoever_asks(visitor, desk, places):
    editor = desk("administrator", interface_language="zh-hans")
    for address in places:
        mine = visitor.get(address)
        theirs = editor.get(address, headers={"accept-language": "zh-CN"})
        assert theirs.status_code == mine.status_code
        assert theirs.content == mine.content, address


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
