"""What editors put on the home page stands there, in its time and language; the rest is filled."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from languages import EN, ZH
from liangjiang.models import HomeSlot
from tests import factories
from tests.articles.days import HOUR, NEXT_WEEK, NOW, TOMORROW, YESTERDAY

KIND = {
    "news": "news.story",
    "investing": "investing.guide",
    "living": "living.info",
    "about": "about.page",
}


pytestmark = pytest.mark.usefixtures("clock")


def news(count: int) -> list[str]:
    """Publish stories, and return their titles, the newest first."""
    for number in range(count):
        factories.titled(f"News {number}", at=factories.PAST + number * HOUR)
    return [f"News {number}" for number in reversed(range(count))]


def headings(part: str) -> list[str]:
    return [unescape(title) for title in re.findall(r"<h3><a href=[^>]*>(.*?)</a></h3>", part)]


def home(visitor, prefix: str = "en") -> dict:
    """Return the titles on the home page by where they stand."""
    page = visitor.get(f"/{prefix}/").content.decode()
    found = {"lead": "", "beside": [], "under": []}
    for part in page.split('<section class="sec')[1:]:
        head = re.search(rf'<h2>.*?<a class="go" href="/{prefix}/(\w+)/"', part, re.DOTALL)[1]
        # The strip with the numbers to keep is no article.
        found[head] = headings(part.partition('<section class="ring')[0])
        if head == "news" and (lead := re.search(r'class="story lead">.*?</article>', part, re.S)):
            found["lead"] = headings(lead[0])[0]
            beside, _mark, under = part[lead.end() :].partition('<ul class="heads lined under">')
            found |= {"beside": headings(beside), "under": headings(under)}
    return found


# The lead story


def test_placed_article_leads_instead_of_the_newest_featured(visitor, db):
    factories.titled("Featured", is_featured=True)
    placed = factories.titled("Placed")
    assert home(visitor)["lead"] == "Featured"
    factories.slot("lead", placed)
    assert home(visitor)["lead"] == home(visitor, "zh")["lead"] == "Placed"


def test_any_article_of_any_section_may_lead(visitor, db):
    factories.slot("lead", factories.titled("A guide", "investing.guide"))
    assert home(visitor)["lead"] == "A guide"


def test_slot_counts_from_its_first_second_to_its_last(visitor, db, clock):
    factories.titled("Featured", is_featured=True)
    factories.slot("lead", factories.titled("Placed"), starts_at=TOMORROW, ends_at=NEXT_WEEK)
    second, seen = timedelta(seconds=1), []
    for moment in (TOMORROW - second, TOMORROW, NEXT_WEEK - second, NEXT_WEEK):
        clock.move_to(moment)
        seen.append(home(visitor)["lead"])
    assert seen == ["Featured", "Placed", "Placed", "Featured"]


def test_of_several_lead_stories_the_one_that_started_last_stands_at_the_top(visitor, db, clock):
    factories.slot("lead", factories.titled("Always"), position=1)
    factories.slot("lead", factories.titled("Since last year"), starts_at=NOW - timedelta(days=300))
    factories.slot("lead", factories.titled("Yesterday"), starts_at=YESTERDAY, position=9)
    factories.slot("lead", factories.titled("Tomorrow"), starts_at=TOMORROW, ends_at=NEXT_WEEK)
    assert home(visitor)["lead"] == "Yesterday"
    clock.move_to(TOMORROW)
    assert home(visitor)["lead"] == "Tomorrow"
    clock.move_to(NEXT_WEEK)
    assert home(visitor)["lead"] == "Yesterday"


def test_slot_of_one_language_leaves_the_other_alone(visitor, db):
    factories.titled("Featured", is_featured=True)
    factories.slot("lead", factories.titled("Placed"), language=ZH)
    assert home(visitor)["lead"] == "Featured"
    assert home(visitor, "zh")["lead"] == "Placed"


def test_article_shows_only_in_languages_in_which_it_is_published(visitor, db):
    factories.titled("Featured", is_featured=True)
    factories.slot("lead", factories.titled("Placed", langs=[EN]))
    assert home(visitor)["lead"] == "Placed"
    assert home(visitor, "zh")["lead"] == "Featured"


def test_article_that_is_taken_down_leaves_the_page_at_once(visitor, db):
    factories.titled("Featured", is_featured=True)
    placed = factories.titled("Placed")
    factories.slot("lead", placed)
    publishing.withdraw(placed, [EN])
    assert home(visitor)["lead"] == "Featured"
    assert home(visitor, "zh")["lead"] == "Placed"


def test_article_that_is_still_to_be_published_shows_from_then_on(visitor, db, clock):
    factories.titled("Featured", is_featured=True)
    factories.slot("lead", factories.titled("Placed", at=TOMORROW))
    assert home(visitor)["lead"] == "Featured"
    clock.move_to(TOMORROW)
    assert home(visitor)["lead"] == "Placed"


# Beside it, and the news


def test_without_any_slot_the_news_stand_beside_the_lead_story(visitor, db):
    factories.titled("Featured", is_featured=True)
    newest = news(7)
    found = home(visitor)
    assert (found["beside"], found["under"]) == (newest[:6], [])


def test_what_is_placed_beside_the_lead_story_is_filled_to_three_and_the_news_move_below(
    visitor, db
):
    factories.titled("Featured", is_featured=True)
    newest = news(9)
    factories.slot("secondary", factories.titled("Second", "living.info"), position=2)
    factories.slot("secondary", factories.titled("First", "about.page"), position=1)
    found = home(visitor)
    assert found["beside"] == ["First", "Second", newest[0]]
    assert found["under"] == newest[1:7]


def test_place_takes_no_more_than_it_has_room_for(visitor, db):
    factories.titled("Featured", is_featured=True)
    for number in range(5):
        factories.slot("secondary", factories.titled(f"Beside {number}"), position=number)
    for number in range(7):
        factories.slot("news", factories.titled(f"Listed {number}"), position=number)
    found = home(visitor)
    assert found["beside"] == ["Beside 0", "Beside 1", "Beside 2"]
    assert found["under"] == [f"Listed {number}" for number in range(6)]


def test_placed_news_come_first_in_their_order(visitor, db):
    factories.titled("Featured", is_featured=True)
    newest = news(6)
    factories.slot("news", factories.titled("Old", at=factories.PAST - HOUR), position=2)
    factories.slot("news", factories.titled("Older", at=factories.PAST - 2 * HOUR), position=1)
    assert home(visitor)["beside"] == ["Older", "Old", *newest[:4]]


def test_no_article_stands_twice_at_the_top_of_the_page(visitor, db):
    everywhere = factories.titled("Everywhere")
    newest = news(9)
    for place in ("lead", "secondary", "news"):
        factories.slot(place, everywhere)
    factories.slot("secondary", factories.titled("Beside"))
    factories.slot("news", HomeSlot.objects.get(article__title_en="Beside").article)
    found = home(visitor)
    assert found["lead"] == "Everywhere"
    assert found["beside"] == ["Beside", *newest[:2]]
    assert found["under"] == newest[2:8]


def test_featured_story_that_is_placed_beside_leaves_the_top_to_the_next_one(visitor, db):
    factories.titled("Featured before", is_featured=True, at=factories.PAST - HOUR)
    factories.slot("secondary", factories.titled("Featured", is_featured=True))
    found = home(visitor)
    assert found["lead"] == "Featured before"
    assert found["beside"] == ["Featured"]


def test_only_featured_story_leads_even_if_it_is_placed_beside(visitor, db):
    newest = news(2)
    factories.slot("secondary", factories.titled("Featured", is_featured=True))
    found = home(visitor)
    assert found["lead"] == "Featured"
    assert found["beside"] == newest


def test_without_a_lead_story_all_news_stand_in_one_list(visitor, db):
    newest = news(3)
    factories.slot("secondary", factories.titled("Beside", "living.info"))
    assert home(visitor)["news"] == ["Beside", *newest]


# The blocks


@pytest.mark.parametrize(
    ("place", "room"), [("investing", 5), ("living", 5), ("about", 4)], ids=str
)
def test_block_shows_what_is_placed_and_then_the_newest_of_its_section(visitor, db, place, room):
    for number in range(6):
        factories.titled(f"Own {number}", KIND[place], at=factories.PAST + number * HOUR)
    factories.slot(place, factories.titled("Placed"))
    own = [f"Own {number}" for number in (5, 4, 3, 2, 1)]
    assert home(visitor)[place] == ["Placed", *own][:room]
    assert home(visitor, "zh")[place] == ["Placed", *own][:room]


# Queries and visitors


@pytest.mark.parametrize("prefix", ["en", "zh"])
def test_home_page_asks_no_more_the_more_is_placed(visitor, db, prefix):
    factories.titled("Featured", is_featured=True)
    news(3)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get(f"/{prefix}/")
        return len(queries)

    before = asked()
    factories.slot("news", factories.titled("One", picture=factories.picture()))
    with_one = asked()
    for place in ("secondary", "news", "investing", "living", "about"):
        for number in range(4):
            factories.slot(
                place, factories.titled(f"{place} {number}", picture=factories.picture())
            )
    assert asked() == with_one <= before + 1


def test_home_page_is_the_same_for_every_visitor(visitor, desk):
    factories.slot("lead", factories.titled("Placed"))
    assert desk().get("/en/").content == visitor.get("/en/").content


def test_slots_go_with_their_article(db):
    placed = factories.titled("Placed")
    factories.slot("lead", placed)
    placed.delete()
    assert not HomeSlot.objects.exists()


# Purging


def test_home_pages_are_purged_now_at_the_start_and_at_the_end(db, orders):
    placed = factories.titled("Placed")
    orders()
    both = ["home.en", "home.zh-hans"]
    factories.slot("lead", placed, starts_at=TOMORROW, ends_at=NEXT_WEEK)
    assert orders() == [(NOW, both), (TOMORROW, both), (NEXT_WEEK, both)]


def test_home_page_of_the_other_language_is_left_alone(db, orders):
    placed = factories.titled("Placed")
    orders()
    factories.slot("lead", placed, language=ZH, starts_at=YESTERDAY)
    assert orders() == [(NOW, ["home.zh-hans"])]


def test_change_purges_where_it_stood_and_where_it_stands(db, orders):
    slot = factories.slot("lead", factories.titled("Placed"), language=EN, ends_at=TOMORROW)
    orders()
    slot.language, slot.ends_at = ZH, NEXT_WEEK
    slot.save()
    both = ["home.en", "home.zh-hans"]
    assert orders() == [(NOW, both), (NEXT_WEEK, both)]


@pytest.mark.parametrize("in_bulk", [True, False])
def test_deletion_purges_too(db, orders, in_bulk):
    slot = factories.slot("lead", factories.titled("Placed"), language=EN)
    orders()
    HomeSlot.objects.all().delete() if in_bulk else slot.delete()
    assert orders() == [(NOW, ["home.en"])]
    assert not HomeSlot.objects.exists()
