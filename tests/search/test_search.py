"""Search: what somebody types is looked for as it is read, and nothing of it is kept."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import turns
from search import finding
from tests import factories, pages
from tests.factories import PAST

PLACE = "/en/search/"


@pytest.fixture
def ask(visitor):
    """Return a function that searches and returns the page."""

    def search(words: str, prefix: str = "en", **query):
        page = visitor.get(f"/{prefix}/search/", {"q": words} | query)
        assert page.status_code == 200
        return page

    return search


def titles(page) -> list[str]:
    body = page.content.decode()
    return [re.sub("<[^>]+>", "", title) for title in re.findall(r"<h3>(.+?)</h3>", body)]


def story(title: str, body: str = "Boats go on.", **fields):
    texts = {f"body_{code}": f"<p>{body}</p>" for code in ("en", "zh_hans")}
    return factories.titled(title, **texts | fields)


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_every_kind_is_found_by_title_summary_and_text(ask, db, kind):
    texts = {"summary_en": "A zanzibul.", "body_en": "<p>By <em>quoppy</em> boats.</p>"}
    factories.live(kind, title_en="Plimber", **texts)
    for word in ("plimber", "zanzibul", "quoppy", "boats quoppy plimber"):
        assert titles(ask(word)) == ["Plimber"], word
    assert "No page contains “plimber missing”" in pages.text(ask("plimber missing"))


def test_language_finds_its_own_texts_only(ask, db):
    factories.live(title_en="Plimber")
    factories.make(title_en="Plimber draft")
    assert titles(ask("plimber", "zh")) == []
    assert titles(ask("江上", "zh")) == ["江上春天"]
    assert titles(ask("春", "en")) == []


@pytest.mark.parametrize("words", ["春天", "上春", "江 天", "江，天".replace("，", "　"), "四月"])
def test_chinese_is_found_without_spaces(ask, db, words):
    factories.live()
    assert titles(ask(words, "zh")) == ["江上春天"]


@pytest.mark.parametrize(
    "words", ["AI PARK", "ａｉ　ｐａｒｋ", "Ai park ai", "ÉCOLE", "école", "AT&T"]
)
def test_case_and_width_make_no_difference(ask, db, words):
    story("École AI Park ＡＴ&T", "At AT&T.")
    assert len(titles(ask(words))) == 1


def test_full_width_text_is_found_by_narrow_words(ask, db):
    story("Ｅｘｐｏ２０２１")
    assert len(titles(ask("expo2021"))) == 1


def test_titles_come_first_and_then_the_newest(ask, db):
    story("Old", "The ferry.", at=PAST.replace(year=2020))
    story("New", "The ferry.", at=PAST.replace(year=2023))
    story("Ferry long ago", at=PAST.replace(year=2010))
    assert titles(ask("ferry")) == ["Ferry long ago", "New", "Old"]


def test_words_side_by_side_come_before_whole_words_and_those_before_parts(ask, db):
    texts = ["Workers permitted", "A permit to work", "A work permit is a card."]
    for year, text in enumerate(reversed(texts), start=2020):
        story(f"In text {year}", text, at=PAST.replace(year=year))
    story("Permitted works", at=PAST.replace(year=2024))
    story("Working permits", "A work permit is old.", at=PAST.replace(year=2015))
    story("Permit: work", at=PAST.replace(year=2018))
    story("The work permit", at=PAST.replace(year=2010))
    expected = [
        "The work permit",
        "In text 2020",
        "Working permits",
        "Permit: work",
        "In text 2021",
    ]
    assert titles(ask("work permit")) == [*expected, "Permitted works", "In text 2022"]


def test_headings_and_cells_are_told_apart_in_what_is_shown(ask, db):
    table = "<table><tr><th>Card</th><th>Use</th></tr><tr><td>Permit</td><td>Work</td></tr></table>"
    factories.live(body_en=f"<h2>Papers</h2>{table}<p>Ask us.</p><p>We help.</p>")
    found = pages.text(ask("permit"))
    assert "Papers · Card · Use · Permit · Work · Ask us. We help." in found


def test_tags_attributes_and_addresses_are_no_text(ask, db):
    picture = factories.picture()
    figure = (
        f'<figure data-picture="{picture.pk}" data-alt="A zebra"><figcaption>A quay</figcaption>'
    )
    body = f'<p><a href="https://okapi.example/">A link</a></p>{figure}</figure>'
    factories.live(body_en=body)
    for word in ("href", "data-picture", "figcaption", "okapi", "zebra", "amp", "<p>", "strong"):
        assert titles(ask(word)) == [], word
    assert len(titles(ask("quay"))) == 1


def test_words_are_marked_where_they_stand(ask, db):
    story(
        "Night & day on the Ferry", "x " * 300 + "All <em>ferries</em> stop at dusk." + " y" * 300
    )
    body = ask("FERR dusk").content.decode()
    assert "Night &amp; day on the <mark>Ferr</mark>y</a>" in body
    assert "<mark>ferr</mark>ies stop at <mark>dusk</mark>" in body
    assert "…x x" in body and "y y…" in body


def test_what_is_typed_is_shown_and_never_run(ask, db):
    page = ask('"><script>alert(1)</script>')
    assert b"<script>alert" not in page.content
    assert 'No page contains “"><script>alert(1)</script>”.' in pages.text(page)


def test_search_without_a_hit_helps_on(ask, db):
    factories.live("investing.guide", category=factories.category("investing.procedures"))
    page = ask("xyz & co")
    body, text = page.content.decode(), pages.text(page)
    assert "No page contains “xyz & co”. Check the spelling or try fewer words." in text
    assert "/en/contact/?about=%2Fen%2Fsearch%2F%3Fq%3Dxyz%2B%2526%2Bco" in body
    assert "Set up a company" in text


def test_other_language_is_offered_with_what_it_has_and_only_then(ask, db):
    factories.live()
    found = ask("春天", "en")
    assert "1 result in 中文" in pages.text(found)
    assert f'<a href="/zh/search/?q={quote("春天")}" lang="zh-Hans"' in found.content.decode()
    for words, prefix in (("spring tide", "en"), ("xyz", "en"), ("xyz", "zh"), ("春天", "zh")):
        main = ask(words, prefix).content.decode().partition("<main")[2]
        assert f'href="/{"zh" if prefix == "en" else "en"}/search' not in main, words


def test_part_of_the_words_is_found_where_nothing_holds_them_all(ask, db):
    story("A work permit")
    story("Permit for a stall")
    story("Homework")
    found = ask("work permit zanzibul")
    text = pages.text(found)
    assert "No page contains “work permit zanzibul”." in text
    assert "Pages that contain a part of it" in text
    assert titles(found) == ["A work permit"]
    assert titles(ask("permit zanzibul")) == ["Permit for a stall", "A work permit"]
    assert titles(ask("zanzibul")) == titles(ask("work's")) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [("工作许可证", "办理工作许可"), ("找学校", "学校一览"), ("许可证件", "许可证"), ("鼹", "")],
)
def test_longest_part_of_chinese_is_found(ask, db, words, expected):
    for title in ("办理工作许可", "工作时间", "学校一览", "许可证"):
        factories.live(title_zh_hans=title, body_zh_hans="<p>正文。</p>", summary_zh_hans="")
    assert titles(ask(words, "zh")) == [expected] * bool(expected)


def test_results_are_told_apart_by_section(ask, db):
    story("Ferry news")
    factories.titled("Ferry to the hotel", "living.info")
    everything = pages.text(ask("ferry"))
    assert "Everything 2" in everything and "News 1" in everything and "Living 1" in everything
    assert titles(ask("ferry", **{"in": "living"})) == ["Ferry to the hotel"]
    for strange in ("nothing", "\x00", "x" * 999):
        assert len(titles(ask("ferry", **{"in": strange}))) == 2


def test_results_come_twenty_a_page(ask, db):
    for number in range(23):
        story(f"Ferry {number}")
    first = ask("ferry")
    assert len(titles(first)) == 20
    assert "23 results for “ferry”" in pages.text(first)
    assert f'href="{PLACE}?q=ferry&amp;page=2"' in first.content.decode()
    assert len(titles(ask("ferry", page=2))) == 3
    assert len(titles(ask("ferry", page="x"))) == 20


def test_page_says_when_not_everything_was_read(ask, db, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 3)
    monkeypatch.setattr(finding, "NEWEST", 4)
    for number in range(6):
        story(f"Ferry {number}", "A quay.", at=PAST.replace(day=number + 1))
    page = ask("ferry")
    assert len(titles(page)) == 3
    assert "there may be more" in pages.text(page)
    assert "What was published up to 2 March 2024 is searched by title and summary" in pages.text(
        page
    )
    assert len(titles(ask("quay"))) == 3
    monkeypatch.setattr(finding, "MOST", 30)
    assert len(titles(ask("quay"))) == 4


def test_search_is_stored_by_nobody_and_in_no_search_engine(ask, visitor, db):
    for page in (ask("ferry"), visitor.get(PLACE)):
        assert page["Cache-Control"] == "no-store"
        assert page["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in page.content.decode()
        assert not page.cookies


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/search/?q=ferry", "Please load this page again in a few seconds."),
        ("/zh/search/?q=渡船", "请过几秒钟再刷新本页"),
        ("/en/news/events/?q=ferry", "Please load this page again in a few seconds."),
    ],
)
def test_one_visitor_searches_at_a_time_and_the_others_come_back(visitor, db, path, words):
    factories.live()
    busy = turns.one_at_a_time(lambda: visitor.get(path))
    assert busy.status_code == 503
    assert int(busy["Retry-After"]) > 0
    assert busy["Cache-Control"] == "no-store"
    assert words in pages.text(busy)
    # What looks for no words waits for nobody.
    plain = turns.one_at_a_time(lambda: visitor.get(path.partition("?")[0]))
    assert plain.status_code == visitor.get(path).status_code == 200


@pytest.mark.once
def test_costly_words_are_looked_for_in_few_ways(ask, db):
    for typed in ("éa éb éc éd ée éf ég éh", "ab b& cd de ef fg gh", "<a <b <c <d <e <f"):
        with CaptureQueriesContext(connection) as queries:
            ask(typed, "zh")
        assert max(query["sql"].count("LIKE") for query in queries) <= 120, typed


HOSTILE = ["%00", "%ff%fe", "%25", "_", "%5c", "'%22;--", "a" * 100_000, "%F0%9F%9A%A2" * 300]
HOSTILE += [
    "+".join(f"w{n}" for n in range(500)),
    "%E2%80%AE",
    "(((",
    "[[:x:]]",
    ".*",
    "%C4%B0",
    "=",
]


@pytest.mark.parametrize("prefix", ["en", "zh"])
def test_hostile_words_are_answered(visitor, db, prefix):
    factories.live()
    for words in HOSTILE:
        page = visitor.get(f"/{prefix}/search/?q={words}")
        assert page.status_code == 200, words[:40]
        assert len(page.content) < 60_000


def test_every_page_has_the_field_in_its_language(visitor, db):
    factories.live()
    for place in ("/en/", "/en/news/events/", "/en/nothing/here/", "/zh/", "/zh/contact/"):
        header = visitor.get(place).content.decode().partition("<main")[0]
        assert f'role="search" action="{place[:4]}search/"' in header
        assert f'<a class="find-link" href="{place[:4]}search/#search"' in header


@pytest.mark.once
def test_search_asks_few_questions_however_much_it_finds(ask, db):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask("ferry")
        return len(queries)

    story("Ferry")
    before = asked()
    for number in range(5):
        story(f"Ferry {number}", category=factories.category("news.local"))
    # One of them counts what the other language has.
    assert asked() == before <= 7
