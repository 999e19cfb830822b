"""What visitors find where a text was taken down: a notice, another article, or nothing."""

import pytest

from articles import publishing
from articles.addresses import in_language
from languages import EN, ZH
from pagestore.models import PurgeOrder
from pagestore.recording import recording
from tests import factories, pages
from tests.articles.days import NOW

NOTICES = {EN: "The figures were wrong.", ZH: "数字有误。"}


@pytest.mark.parametrize("code", [EN, ZH])
def test_notice_stands_at_the_old_address_and_no_search_engine_keeps_it(visitor, db, clock, code):
    story = factories.live()
    publishing.withdraw(story, [EN, ZH], reason="Wrong unit", notices=NOTICES)
    page = visitor.get(in_language(story, code))
    words, html = pages.text(page), page.content.decode()
    assert (page.status_code, page["X-Robots-Tag"]) == (410, "noindex")
    assert '<meta name="robots" content="noindex">' in html
    assert NOTICES[code] in words
    assert f'datetime="{NOW:%Y-%m-%d}' in html
    # Neither the reason nor the text, but the way on.
    assert "Wrong unit" not in words
    assert factories.TEXT[code]["title"] not in words
    category = factories.category("news.events")
    for place in (category, category.section):
        assert f'href="{in_language(place, code)}"' in html
    assert 'name="q"' in html


def test_any_form_of_the_address_says_so_and_the_other_language_stays(visitor, db):
    story = factories.live()
    publishing.withdraw(story, [EN], notices=NOTICES)
    page = visitor.get(f"/en/{story.pk}")
    assert page.status_code == 410
    chinese = in_language(story, ZH)
    assert f'href="{chinese}"' in page.content.decode()
    there = visitor.get(chinese)
    assert there.status_code == 200
    assert (
        f'href="{in_language(story, EN)}" lang="en" hreflang'
        not in there.content.decode().split("<main")[1]
    )


def test_visitors_are_led_to_the_other_article_where_it_is_public(visitor, db):
    story, newer = factories.live(), factories.live("investing.guide", langs=[EN])
    publishing.withdraw(story, [EN, ZH], notices={ZH: NOTICES[ZH]}, target=newer)
    moved = visitor.get(in_language(story, EN))
    assert (moved.status_code, moved["Location"]) == (301, in_language(newer, EN))
    assert moved["Cache-Control"] == "public, no-cache"
    assert visitor.get(in_language(story, ZH)).status_code == 410
    publishing.withdraw(newer, [EN])
    assert visitor.get(in_language(story, EN)).status_code == 404


def test_page_that_led_to_an_article_is_purged_with_it(visitor, db):
    story, newer = factories.live(), factories.live()
    publishing.withdraw(story, [EN], target=newer)
    with recording() as used:
        assert visitor.get(in_language(story, EN)).status_code == 301
    publishing.withdraw(newer, [EN])
    assert used & set(PurgeOrder.objects.last().tags)


def test_nothing_is_said_unless_somebody_wants_it_said(visitor, db):
    story = factories.live()
    publishing.withdraw(story, [EN, ZH], reason="Wrong")
    page = visitor.get(in_language(story, EN))
    assert page.status_code == 404
    assert "Wrong" not in pages.text(page)


def test_notice_is_gone_when_the_text_is_published_again(visitor, db):
    story = factories.live()
    publishing.withdraw(story, [EN], notices=NOTICES)
    publishing.publish(story, [EN])
    assert visitor.get(in_language(story, EN)).status_code == 200
    known = story.languages.get(language=EN)
    assert (known.withdrawal_notice, known.withdrawal_target) == ("", None)


def test_page_that_stands_alone_has_its_notice_too(visitor, db):
    terms = factories.live("about.page", category=factories.category("site.accessibility"))
    address = in_language(terms, EN)
    publishing.withdraw(terms, [EN, ZH], notices=NOTICES)
    page = visitor.get(address)
    assert page.status_code == 410
    assert NOTICES[EN] in pages.text(page)


def test_notice_asks_few_questions(visitor, db, django_assert_max_num_queries):
    story = factories.live()
    publishing.withdraw(story, [EN], notices=NOTICES)
    with django_assert_max_num_queries(7):
        visitor.get(in_language(story, EN))
