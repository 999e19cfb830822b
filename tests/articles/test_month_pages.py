"""What appeared in a category or section in a month, and how readers get there from a list."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from languages import EN, ZH
from pagestore.recording import recording
from tests import factories, heads
from tests.articles.days import NEXT_WEEK
from tests.articles.test_filters import titles
from tests.factories import PAST
from tests.pages import text

EVENTS = "/en/news/events/"
# In Beijing the last minute of July and the first of August.
JULY = datetime(2021, 7, 31, 15, 59, tzinfo=UTC)
AUGUST = datetime(2021, 7, 31, 16, 0, tzinfo=UTC)


def links(page) -> list[str]:
    """Return what the page itself leads to, without header and footer."""
    content = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.findall(r'<a href="([^"]+)"', content)


def test_month_holds_what_appeared_in_it_in_beijing(visitor, db):
    local = factories.category("news.local")
    factories.titled("Rain", at=JULY)
    factories.titled("Harvest", at=AUGUST)
    factories.titled("Fair", at=AUGUST.replace(day=31, hour=18), category=local)
    factories.titled("Inn", "living.info", at=AUGUST)
    assert titles(visitor.get(f"{EVENTS}2021/07/")) == ["Rain"]
    assert titles(visitor.get(f"{EVENTS}2021/08/")) == ["Harvest"]
    section = visitor.get("/en/news/2021/08/")
    assert titles(section) == ["Fair", "Harvest"]
    assert "2 articles" in text(section)
    assert '<p class="meta"><b>Local</b>' in section.content.decode()
    assert titles(visitor.get("/zh/news/2021/07/")) == ["Rain"]


@pytest.mark.once
def test_month_names_its_neighbours_its_year_and_its_way_back(visitor, db):
    for year, month in ((2019, 11), (2021, 3), (2021, 8), (2021, 9)):
        factories.live(at=PAST.replace(year=year, month=month))
    page = visitor.get(f"{EVENTS}2021/03/")
    head = heads.Head(page.content.decode())
    assert head.heading == "Events: March 2021"
    assert [name for name, _ in head.breadcrumb] == ["Home", "News", "Events", head.heading]
    assert {"en", "zh-Hans"} < set(head.alternates())
    neighbours = [f"{EVENTS}2021/08/", f"{EVENTS}2019/11/"]
    year = [f"{EVENTS}2021/{month}/" for month in ("03", "08", "09")]
    assert links(page)[1:-1] == [*neighbours, *year]
    assert "Later: August 2021" in text(page) and "Earlier: November 2019" in text(page)
    assert "March 2021 (1)" in text(page)
    chinese = visitor.get("/zh/news/events/2021/03/")
    assert heads.Head(chinese.content.decode()).heading == "活动：2021年3月"


@pytest.mark.once
def test_month_without_anything_is_not_there_and_one_of_another_language_says_so(
    visitor, db, clock
):
    factories.live(langs=[ZH], at=AUGUST)
    publishing.publish(factories.make(), [EN], at=NEXT_WEEK)
    for place in (EVENTS, "/en/news/"):
        page = visitor.get(f"{place}2021/08/")
        assert "Nothing in English appeared" in text(page)
        head = heads.Head(page.content.decode())
        assert head.labels["robots"] == "noindex" and head.alternates() == {}
        for month in ("2021/07/", "2020/08/", "2021/13/", "2021/8/", "2026/03/", "2021/08/?page=2"):
            assert visitor.get(place + month).status_code == 404, month
    assert heads.Head(visitor.get("/zh/news/2021/08/").content.decode()).alternates() == {}
    # An article's number may look like a year.
    assert visitor.get("/en/news/2021/").status_code == 404


@pytest.mark.once
def test_month_with_very_many_articles_is_divided(visitor, db, monkeypatch):
    monkeypatch.setattr("articles.month_pages.MOST", 2)
    for title in ("One", "Two", "Three"):
        factories.titled(title, at=AUGUST)
    first, second = (visitor.get(f"{EVENTS}2021/08/{page}") for page in ("", "?page=2"))
    assert titles(first) + titles(second) == ["Three", "Two", "One"]
    assert '<link rel="canonical" href="http://testserver/en/news/events/2021/08/?page=2">' in (
        second.content.decode()
    )


@pytest.mark.once
def test_list_numbers_so_many_pages_and_leads_to_all_others_by_year_and_month(
    visitor, db, monkeypatch
):
    monkeypatch.setattr("articles.listing.PAGE_SIZE", 2)
    monkeypatch.setattr("articles.listing.MOST_PAGES", 2)
    for month in (1, 2, 3, 5, 6, 7):
        year = 2022 if month > 4 else 2021
        factories.titled(f"Month {month}", at=PAST.replace(year=year, month=month))
    last = visitor.get(f"{EVENTS}?page=2")
    assert titles(last) == ["Month 5", "Month 3"]
    # No link to a page of before is lost.
    assert visitor.get(f"{EVENTS}?page=3").content == last.content
    assert "These pages hold the newest 4 articles." in text(last)
    assert "2022 (3)" in text(last) and "2021 (3)" in text(last)
    assert {f"{EVENTS}2022/07/", f"{EVENTS}2021/03/"} < set(links(last))
    found, asked, waiting = set(), set(), {f"{EVENTS}2022/07/"}
    while waiting - asked:
        asked.add(place := (waiting - asked).pop())
        page = visitor.get(place)
        found.update(titles(page))
        waiting.update(link for link in links(page) if link.startswith(f"{EVENTS}20"))
    assert len(found) == len(asked) == 6
    filtered = visitor.get(f"{EVENTS}?kind=news.story&sort=oldest&page=9")
    assert titles(filtered) == ["Month 3", "Month 5"]
    assert "These pages hold the first 4 of 6 articles." in text(filtered)
    words = visitor.get(f"{EVENTS}?q=month&page=9")
    assert titles(words) == ["Month 5", "Month 3"]
    assert "first 4 of 6" in text(words)


@pytest.mark.once
def test_month_page_depends_on_its_months_and_not_on_what_appears_today(visitor, db):
    first = factories.live(at=PAST.replace(year=2019, month=11))
    for year, month in ((2021, 3), (2022, 2)):
        factories.live(at=PAST.replace(year=year, month=month))
    stem = f"c{first.category_id}"
    with recording() as tags:
        visitor.get(f"{EVENTS}2021/03/")
    own = {tag for tag in tags if tag.startswith(stem)}
    assert f"{stem}.2021-03.en" in own and f"{stem}.2021-03.zh-hans" in own
    assert {f"{stem}.2019-11.en", f"{stem}.2020-06.en", f"{stem}.2022-02.en"} < own
    assert f"{stem}.2022-03.en" not in own and f"{stem}.en" not in own
    with recording() as tags:
        visitor.get(f"{EVENTS}2022/02/")
    assert f"{stem}.en" in tags


# What a large archive costs

SCANS = {"sqlite": "SCAN articles_article", "postgresql": "Seq Scan on articles_article"}


def test_lists_ask_an_index_and_no_more_when_there_is_more(visitor, db, monkeypatch):
    monkeypatch.setattr("articles.listing.PAGE_SIZE", 2)
    for year in (2021, 2021, 2021, 2022):
        factories.live(at=PAST.replace(year=year))
    places = [EVENTS, "/en/news/", f"{EVENTS}?page=2", f"{EVENTS}?year=2021&sort=oldest"]
    places += [
        "/en/",
        f"{EVENTS}2021/03/",
        "/en/news/2021/03/",
        "/en/site-map/2021/03/",
        "/en/site-map/",
    ]
    before = {place: _asked(visitor, place) for place in places}
    assert {place: len(asked) for place, asked in before.items() if len(asked) > 11} == {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # So few rows are faster read than looked up.
            cursor.execute("SET LOCAL enable_seqscan = off")
        for place, asked in before.items():
            for statement in asked:
                cursor.execute(f"EXPLAIN {_QUERY_PLAN[connection.vendor]} {statement}")
                plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
                assert SCANS[connection.vendor] not in plan, (place, statement, plan)
    for year in (2015, 2019, 2021, 2022):
        factories.live(at=PAST.replace(year=year), langs=[EN])
    assert {place: len(_asked(visitor, place)) for place in places} == {
        place: len(asked) for place, asked in before.items()
    }


_QUERY_PLAN = {"sqlite": "QUERY PLAN", "postgresql": ""}


def _asked(visitor, place: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(place).status_code == 200
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
