"""Suggestions while somebody types: public titles and categories with words that begin so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from tests import factories
from tests.factories import PAST


@pytest.fixture
def suggested(visitor, db):
    def ask(words: str, prefix: str = "en") -> list[str]:
        answer = visitor.get(f"/{prefix}/search/suggest/", {"q": words})
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
        found = answer.json()["found"]
        assert len(found) <= 6
        return [each["text"] for each in found]

    return ask


def test_words_of_titles_are_completed_in_the_language_of_the_page(suggested, visitor):
    bridge = factories.live(title_en="A new investment bridge", title_zh_hans="两江新区通桥")
    guide = factories.live(
        "investing.guide",
        title_en="Investing step by step",
        title_zh_hans="指南",
        at=PAST.replace(year=2010),
    )
    factories.live(title_en="Boats", summary_en="An investment.", title_zh_hans="船")
    factories.make(title_en="Investment draft", title_zh_hans="两江草稿")
    # What holds until it is changed comes before news.
    assert suggested("inv") == [guide.title_en, bridge.title_en]
    assert suggested("investm") == suggested("the new INV") == [bridge.title_en]
    assert suggested("bridge in") == [bridge.title_en]
    for words in ("两", "新区", "兩江新區", "liangj", "xinqu", "ljxq", "liangjiang x"):
        assert suggested(words, "zh") == ["两江新区通桥"], words
    assert suggested("inv", "zh") == suggested("两江") == []
    assert suggested("even") == ["Events"]
    found = visitor.get("/en/search/suggest/", {"q": "new inv"}).json()["found"]
    assert found == [
        {"text": bridge.title_en, "note": "Events", "address": bridge.get_absolute_url()}
    ]
    publishing.withdraw(bridge, ["en"], by=factories.person())
    assert suggested("new inv") == []


@pytest.mark.once
@pytest.mark.parametrize("prefix", ["en", "zh"])
def test_anything_typed_is_answered_with_little(suggested, prefix):
    factories.live()
    for words in ("", " ", "a", "\x00", "%", "'\";--*", "x" * 10_000, "\u202e", "(((", "的" * 300):
        assert suggested(words, prefix) == [], words[:20]
    with CaptureQueriesContext(connection) as queries:
        suggested("riv", prefix)
    # What is due, the menu, words that begin so, the index, its entries.
    assert len(queries) <= 6
