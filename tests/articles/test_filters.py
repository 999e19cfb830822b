"""The list of a category or a section: what its filters leave, what they count, and that the
address says it all.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from languages import EN
from tests import factories, pages
from tests.factories import PAST

EVENTS = "/en/news/events/"
COUNTED = re.compile(r'value="([^"]*)"[^>]*>[^<(]*\((\d+)\)')


@pytest.fixture
def stories(db) -> None:
    """Seven stories in Events: three years, two kinds, some with a picture."""
    events = factories.category("news.events")
    for year, title in ((2021, "Expo opens"), (2021, "Port fair"), (2022, "Expo of rivers")):
        factories.titled(title, at=PAST.replace(year=year))
    picture = factories.picture()
    factories.titled("Expo in pictures", "news.photostory", category=events)
    factories.titled("Bridge day", picture=picture, picture_is_decorative=True)
    factories.titled("Night walk", at=PAST.replace(year=2022), picture=picture)
    # In Beijing the year begins at 16:00 UTC.
    factories.titled("New year", at=PAST.replace(year=2021, month=12, day=31, hour=17))


def titles(response) -> list[str]:
    found = re.findall(r'<h3><a href="[^"]+">(.+?)</a>', response.content.decode())
    return [re.sub("<[^>]+>", "", title) for title in found]


def counts(response) -> dict[str, int]:
    """Return the number beside each option, by the option's value."""
    body = response.content.decode()
    form = body[body.index('<details class="drop"') : body.index("</details>", body.index("drop"))]
    found = {value: int(number) for value, number in COUNTED.findall(form)}
    return found | {"pictures": int(re.search(r"With a picture \((\d+)\)", form)[1])}


def head(response) -> str:
    return response.content.decode().partition("</head>")[0]


def test_address_alone_gives_the_same_list_to_whoever_opens_it(visitor, stories, client):
    address = f"{EVENTS}?q=expo&year=2021"
    assert titles(visitor.get(address)) == ["Expo opens"]
    form = pages.form(visitor.get(EVENTS), "Apply filters")
    assert form["action"] == EVENTS
    asked = form["data"] | {"q": "expo", "year": "2021"}
    assert titles(client.get(form["action"], asked)) == ["Expo opens"]
    # What was asked stands in the form again.
    again = pages.form(visitor.get(address), "Apply filters")["data"]
    assert (again["q"], again["year"]) == ("expo", "2021")


@pytest.mark.parametrize("asked", ["", "year=2022", "q=expo", "pictures=1&q=e", "kind=news.story"])
def test_number_beside_an_option_is_the_number_of_articles_behind_it(visitor, stories, asked):
    page = visitor.get(f"{EVENTS}?{asked}")
    found = counts(page)
    assert {"2021", "2022", "2024", "news.story", "news.photostory"} <= found.keys()
    given = dict(part.split("=") for part in asked.split("&") if part)
    options = [("year", year) for year in ("2021", "2022", "2024")]
    options += [("kind", kind) for kind in ("news.story", "news.photostory")]
    for name, value in options:
        behind = visitor.get(EVENTS, given | {name: value})
        assert len(titles(behind)) == found[value], (asked, value)
        said = f"{found[value]} article"
        assert said in pages.text(behind) or found[value] == 0
    with_picture = visitor.get(EVENTS, given | {"pictures": "1"})
    assert len(titles(with_picture)) == found["pictures"]


def test_year_is_that_of_beijing(visitor, stories):
    assert "New year" in titles(visitor.get(f"{EVENTS}?year=2022"))
    assert "New year" not in titles(visitor.get(f"{EVENTS}?year=2021"))


def test_each_filter_that_is_on_can_be_dropped_by_a_link(visitor, stories):
    page = visitor.get(f"{EVENTS}?q=expo&year=2021&sort=oldest")
    body = page.content.decode()
    assert "2 filters on" in pages.text(page)
    chips = re.findall(r'class="off" href="([^"]+)"', body)
    assert chips == [f"{EVENTS}?year=2021&amp;sort=oldest", f"{EVENTS}?q=expo&amp;sort=oldest"]
    assert f'<a href="{EVENTS}?sort=oldest">Clear</a>' in body


def test_oldest_first_turns_the_list_round(visitor, stories):
    newest = titles(visitor.get(EVENTS))
    assert titles(visitor.get(f"{EVENTS}?sort=oldest")) == newest[::-1]


def test_empty_result_says_what_to_drop_and_what_that_gives(visitor, stories):
    page = visitor.get(f"{EVENTS}?q=walk&year=2021")
    text = pages.text(page)
    assert "Nothing here matches all 2 filters." in text
    assert "Drop “walk” to see 2 articles" in text
    assert "Drop “2021” to see 1 article" in text
    for address in (f"{EVENTS}?year=2021", f"{EVENTS}?q=walk"):
        assert f'href="{address}"' in page.content.decode()
    # Where no single filter is to blame, all of them go.
    nothing = pages.text(visitor.get(f"{EVENTS}?q=zzz&year=2001"))
    assert "Drop all filters to see 7 articles" in nothing


BAD = ["year=abc", "year=-1", "year=99999", "year=%00", "kind=x", "kind=news.nothing", "sort=x"]
BAD += ["pictures=yes", "page=abc", "page=0", "page=-3", "page=999", "page=" + "9" * 5000]
BAD += ["q=%00", "q=%ff%fe", "q=%25_%5c%27%22", "unknown=1", "year=2021&year=x", "q[]=1", "&&==&"]


def test_parameters_that_mean_nothing_give_the_whole_list(visitor, stories):
    for asked in BAD[:13] + BAD[-4:]:
        page = visitor.get(f"{EVENTS}?{asked}")
        assert page.status_code == 200, asked
        assert len(titles(page)) == 7, asked
    for asked in BAD:
        assert visitor.get(f"{EVENTS}?{asked}").status_code == 200, asked


@pytest.mark.parametrize(
    "words", ["EXPO", "Ｅｘｐｏ", "  expo ", "expo opens", "opens expo", "xpo", "x" * 300, "%", "_"]
)
def test_words_are_found_however_they_are_typed(visitor, stories, words):
    found = titles(visitor.get(EVENTS, {"q": words, "year": "2021"}))
    assert found == ([] if words in ("%", "_") or len(words) > 40 else ["Expo opens"])


def test_pages_of_a_filtered_list_keep_its_filters(visitor, db):
    for number in range(21):
        factories.titled(f"Expo {number}", at=PAST.replace(day=number + 1))
    page = visitor.get(f"{EVENTS}?q=expo&sort=oldest")
    assert f'href="{EVENTS}?q=expo&amp;sort=oldest&amp;page=2"' in page.content.decode()
    assert titles(visitor.get(f"{EVENTS}?q=expo&sort=oldest&page=2")) == ["Expo 20"]


def test_other_language_gets_the_same_filters(visitor, stories):
    page = visitor.get(f"{EVENTS}?q=expo&year=2021&page=2")
    switch = re.search(r'class="lang" href="([^"]+)"', page.content.decode())[1]
    assert switch == "/zh/news/events/?q=expo&amp;year=2021"
    other = visitor.get(switch.replace("&amp;", "&"))
    assert other.status_code == 200
    assert titles(other) == ["Expo opens"]


def test_only_the_plain_list_is_for_search_engines(visitor, stories):
    plain, filtered = visitor.get(EVENTS), visitor.get(f"{EVENTS}?year=2021")
    canonical = f'<link rel="canonical" href="http://testserver{EVENTS}">'
    assert canonical in head(plain) and canonical in head(filtered)
    assert "noindex" not in head(plain)
    assert '<meta name="robots" content="noindex, follow">' in head(filtered)
    assert 'hreflang="zh-Hans" href="http' not in head(filtered)
    # Whatever a shared address carries besides, the page is the plain one.
    assert "noindex" not in head(visitor.get(f"{EVENTS}?utm_source=x"))


def test_section_is_a_list_of_all_its_categories(visitor, stories):
    factories.titled("Expo of trade", category=factories.category("news.business"))
    factories.titled("Expo for hotels", "living.info")
    place = "/en/news/"
    page = visitor.get(place)
    assert "8 articles" in pages.text(page) and len(titles(page)) == 8
    assert counts(page)["2021"] == 2
    assert ".atom" not in page.content.decode()
    form = pages.form(page, "Apply filters")
    assert form["action"] == place
    found = visitor.get(place, form["data"] | {"q": "expo", "year": "2024"})
    assert titles(found) == ["Expo of trade", "Expo in pictures"]
    assert '<p class="meta"><b>Business</b>' in found.content.decode()
    filtered = visitor.get(f"{place}?year=2021")
    assert f'<link rel="canonical" href="http://testserver{place}">' in head(filtered)
    assert "noindex, follow" in head(filtered) and "noindex" not in head(page)
    assert 'class="lang" href="/zh/news/?year=2021"' in filtered.content.decode()


def test_section_has_pages(visitor, db):
    for number in range(21):
        category = factories.category(("news.events", "news.local")[number % 2])
        factories.titled(f"Expo {number}", category=category, at=PAST.replace(day=number + 1))
    assert 'href="/en/news/?page=2"' in visitor.get("/en/news/").content.decode()
    second = visitor.get("/en/news/?page=2")
    assert titles(second) == ["Expo 0"]
    assert "News, page 2" in head(second)


def test_list_that_is_read_at_a_glance_has_no_filters(visitor, db):
    factories.live()
    assert 'class="drop"' not in visitor.get(EVENTS).content.decode()
    # Asked for all the same, they are there to be changed.
    assert 'class="drop"' in visitor.get(f"{EVENTS}?year=2024").content.decode()


@pytest.mark.once
def test_filters_ask_no_more_questions_when_there_is_more_to_count(visitor, stories):
    address = f"{EVENTS}?q=o&sort=oldest"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get(address)
        return len(queries)

    before = asked()
    for year in range(2001, 2012):
        factories.titled("More", at=PAST.replace(year=year), langs=[EN])
    assert asked() == before <= 6
