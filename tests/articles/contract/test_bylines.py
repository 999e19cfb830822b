"""Every item says where it comes from, and when, to the minute where that is known."""

from datetime import UTC, date, datetime

import pytest

from articles import publishing
from articles.kinds import kinds
from articles.publishing import Incomplete
from languages import EN, ZH, column
from tests import factories
from tests.articles.contract.places import page
from tests.pages import text

pytestmark = pytest.mark.once

BEGAN = datetime(2021, 8, 19, 8, 20, tzinfo=UTC)
WORDS = {
    EN: ("Updated: {}", "First published: {}", "Source: {}", "Last checked 2 August 2021"),
    ZH: ("更新时间：{}", "发布时间：{}", "来源：{}", "最近核对 2021年8月2日"),
}
STATIC = [key for key, model in kinds().items() if hasattr(model, "checked_on")]


def test_item_names_its_source_and_its_time_in_beijing(visitor, db, clock, kind, language):
    article = factories.live(kind, at=BEGAN)
    updated, first, source, _checked = WORDS[language]
    words = text(page(visitor, article, language))
    assert updated.format("2021-08-19 16:20") in words
    assert source.format(factories.TEXT[language]["source"]) in words
    assert first.format("") not in words
    publishing.publish(factories.edited(article, summary_en="New", summary_zh_hans="新"), [EN, ZH])
    words = text(page(visitor, article, language))
    assert updated.format("2026-03-01 17:00") in words
    assert first.format("2021-08-19 16:20") in words


def test_item_of_which_only_the_day_is_known_claims_no_time(visitor, db, kind, language):
    article = factories.live(kind, at=datetime(2021, 8, 18, 16, 0, tzinfo=UTC))
    content = page(visitor, article, language).content.decode()
    assert '<time datetime="2021-08-19">' in content
    assert "00:00" not in content.partition("<main")[2]


def test_item_without_a_source_is_not_published(db, kind, language):
    article = factories.make(kind, **{column("source", language): " "})
    with pytest.raises(Incomplete) as refused:
        publishing.publish(article, [language])
    assert "source" in str(refused.value.missing[language]).lower()


@pytest.mark.parametrize("kind", STATIC)
def test_page_that_stands_for_long_says_when_it_was_checked(visitor, db, kind, language):
    article = factories.live(kind, checked_on=date(2021, 8, 2))
    assert WORDS[language][3] in text(page(visitor, article, language))
