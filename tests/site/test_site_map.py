"""The site map for people: every page that can be read, once, and nothing else."""

import re
from datetime import UTC, datetime

import pytest

from articles import publishing
from articles.addresses import in_language
from languages import EN, ZH, prefix
from tests import factories, heads
from tests.articles.days import NEXT_WEEK
from tests.pages import text
from tests.site.test_machine_files import entries

pytestmark = pytest.mark.once

OURS = "http://testserver"
# In Beijing the last minute of July and the first of August.
JULY = datetime(2021, 7, 31, 15, 59, tzinfo=UTC)
AUGUST = datetime(2021, 7, 31, 16, 0, tzinfo=UTC)


def links(visitor, place: str) -> list[str]:
    """Return what the page itself leads to, without header and footer."""
    response = visitor.get(place)
    assert response.status_code == 200, place
    content = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.findall(r'<a href="([^"]+)"', content)


def listed(visitor, code: str) -> list[str]:
    """Go through the whole map as a reader would; return every page that it leads to."""
    start = f"/{prefix(code)}/site-map/"
    found, waiting = [], [start]
    while waiting:
        place = waiting.pop()
        for address in links(visitor, place):
            (waiting if address.startswith(start) else found).append(address)
    return found


@pytest.mark.parametrize("language", [EN, ZH])
def test_site_map_names_every_page_once_and_the_same_as_search_engines_get(
    visitor, db, clock, language
):
    for kind in factories.HOME_CATEGORY:
        factories.live(kind, at=JULY)
        factories.live(kind, at=AUGUST)
        factories.live(kind, langs=[ZH])
    factories.live(category=factories.category("investing.industrial-parks"))
    for key in ("site.terms", "site.contact", "site.privacy"):
        factories.live("about.page", category=factories.category(key))
    factories.live("about.page", langs=[ZH], category=factories.category("site.accessibility"))
    # The newest of two stands under the address that both have.
    factories.live("about.page", category=factories.category("site.terms"))
    hidden = [factories.make(), factories.live()]
    publishing.withdraw(hidden[1], [EN, ZH])
    publishing.publish(hidden[0], [EN], at=NEXT_WEEK)
    pages = listed(visitor, language)
    begin = f"{OURS}/{prefix(language)}/"
    machines = [place.removeprefix(OURS) for place in entries(visitor) if place.startswith(begin)]
    assert sorted(pages) == sorted(machines)
    assert not [place for place in pages for row in hidden if f"/{row.pk}-" in place]
    assert [place for place in pages if visitor.get(place).status_code != 200] == []


def test_article_stands_in_the_month_in_which_it_appeared_in_beijing(visitor, db):
    july, august = factories.live(at=JULY), factories.live(at=AUGUST)
    assert links(visitor, "/en/site-map/2021/07/") == [july.get_absolute_url()]
    assert links(visitor, "/en/site-map/2021/08/") == [august.get_absolute_url()]
    year = "/en/site-map/2021/"
    assert links(visitor, year) == [f"{year}07/", f"{year}08/"]
    assert "August 2021 (1)" in text(visitor.get("/en/site-map/2021/"))
    assert "2021年8月" in text(visitor.get("/zh/site-map/2021/08/"))


def test_month_of_another_language_alone_says_so_and_one_of_none_is_not_there(visitor, db):
    story = factories.live(langs=[ZH], at=AUGUST)
    for place in ("/en/site-map/2021/", "/en/site-map/2021/08/"):
        assert "Nothing in English appeared" in text(visitor.get(place))
        assert heads.read(visitor, place).labels["robots"] == "noindex"
        chinese = heads.read(visitor, place.replace("/en/", "/zh/"))
        assert chinese.alternates() == {}
    assert in_language(story, ZH) in links(visitor, "/zh/site-map/2021/08/")
    assert "/en/site-map/2021/" not in links(visitor, "/en/site-map/")
    for place in ("2020/", "2021/07/", "2021/13/", "2021/8/", "0000/", "2021/08/?page=2"):
        assert visitor.get(f"/en/site-map/{place}").status_code == 404, place


def test_month_names_its_way_back_and_its_other_language(visitor, db):
    factories.live(at=AUGUST)
    head = heads.read(visitor, "/en/site-map/2021/08/")
    assert [name for name, _ in head.breadcrumb] == [
        "Home",
        "Site map",
        "2021",
        "Site map: August 2021",
    ]
    assert set(head.alternates()) == {"en", "zh-Hans", "x-default"}


def test_month_with_very_many_articles_is_divided(visitor, db, monkeypatch):
    monkeypatch.setattr("liangjiang.site_map.MOST", 2)
    stories = {factories.live(at=AUGUST).get_absolute_url() for _ in range(3)}
    first, second = (links(visitor, f"/en/site-map/2021/08/{page}") for page in ("", "?page=2"))
    assert {*first, *second} == {*stories, "?page=2", "/en/site-map/2021/08/"}
    assert len(first) == 3


def test_site_map_asks_the_same_however_much_there_is(visitor, db, django_assert_num_queries):
    factories.live(at=JULY)
    asked = {"": 5, "2021/": 6, "2021/07/": 7}
    for count in (1, 4):
        for place, number in asked.items():
            with django_assert_num_queries(number, info=place):
                visitor.get(f"/en/site-map/{place}")
        for _ in range(count):
            factories.live(at=JULY)
            factories.live("about.page", category=factories.category("site.terms"), at=AUGUST)
