"""Search: what somebody types is looked for as it is read, and nothing of it is kept."""

from urllib.parse import quote

import pytest

from search import finding
from search.models import Synonym
from tests import factories, pages
from tests.factories import PAST
from tests.search.asking import story, titles

PLACE = "/en/search/"


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_every_kind_is_found_by_title_summary_and_text(ask, db, kind):
    texts = {"summary_en": "A zanzibul.", "body_en": "<p>By <em>quoppy</em> boats.</p>"}
    factories.live(kind, title_en="Plimber", **texts)
    for word in ("plimber", "zanzibul", "quoppy", "boats quoppy plimber"):
        assert titles(ask(word)) == ["Plimber"], word
    assert "No page contains “plimber missing”" in pages.text(ask("plimber missing"))


def test_text_of_the_other_language_is_found_below_the_own_ones(ask, db):
    factories.live(title_en="Plimber")
    factories.live(langs=["en"], title_en="Plimber in English alone")
    factories.make(title_en="Plimber draft")
    story("Plimber quay")
    assert titles(ask("plimber", "zh")) == ["Plimber quay", "江上春天"]
    assert titles(ask("江上", "zh")) == ["江上春天"]
    assert "Plimber" in titles(ask("春天", "en"))


def test_text_of_the_other_language_is_left_out_for_what_the_own_one_says(ask, db):
    factories.live(title_en="Plimber", title_zh_hans="渡船", body_zh_hans="<p>夜间开船。</p>")
    assert titles(ask("plimber", "zh")) == titles(ask("plimber -海上", "zh")) == ["渡船"]
    assert titles(ask("plimber -夜间", "zh")) == titles(ask("plimber -boats -夜间", "zh")) == []


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


def test_titles_come_before_summaries_and_words_side_by_side_before_those_apart(ask, db):
    story("In text", "A permit to work.")
    story("In summary", summary_en="Permit and work.", at=PAST.replace(year=2010))
    story("Side by side", summary_en="A work permit is a card.", at=PAST.replace(year=2010))
    story("Permit: work", at=PAST.replace(year=2010))
    story("About a work permit", at=PAST.replace(year=2010))
    story("Work permit", at=PAST.replace(year=2010))
    expected = ["Work permit", "About a work permit", "Permit: work"]
    assert titles(ask("work permit")) == [*expected, "Side by side", "In summary", "In text"]


def test_words_side_by_side_in_the_text_come_before_those_apart(ask, db):
    old = PAST.replace(year=2010)
    story("Apart", "A permit that is for no work. 机场在江北，国际航班多。")
    story("Together", "Ask for a work permit here. 江北国际机场。", at=old)
    assert titles(ask("work permit")) == ["Together", "Apart"]
    assert titles(ask("江北国际机场", "zh")) == titles(ask("江北国际 机场", "zh"))[:1] + ["Apart"]
    story("A permit to work", at=old)
    assert titles(ask("work permit"))[0] == "A permit to work"


def test_page_that_stands_alone_comes_last_unless_its_title_meets_the_words(ask, db):
    terms = {"category": factories.category("site.terms")}
    story("Terms", "How to moor.", summary_en="A ferry and a quay.", **terms)
    story("News", "The ferry goes.", at=PAST.replace(year=2010))
    story("Our terms are new", at=PAST.replace(year=2010))
    assert titles(ask("ferry")) == ["News", "Terms"]
    assert titles(ask("terms")) == ["Terms", "Our terms are new"]


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


def test_whole_words_are_marked_where_they_stand(ask, db):
    story(
        "Night & day on the Ferry", "x " * 300 + "All <em>ferries</em> stop at dusk." + " y" * 300
    )
    body = ask("FERRY dusk").content.decode()
    assert "Night &amp; day on the <mark>Ferry</mark></a>" in body
    assert "<mark>ferries</mark> stop at <mark>dusk</mark>" in body
    assert "…x x" in body and "y y…" in body


def test_what_is_typed_is_shown_and_never_run(ask, db):
    page = ask('"><script>alert(1)</script>')
    assert b"<script>alert" not in page.content
    assert 'No page contains "><script>alert(1)</script>.' in pages.text(page)


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
    assert "1 result in the Chinese edition" in pages.text(found)
    assert f'<a href="/zh/search/?q={quote("春天")}" hreflang="zh-Hans">' in found.content.decode()
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
    assert titles(found)[0] == "A work permit" and "Homework" not in titles(found)
    assert titles(ask("permit zanzibul")) == ["Permit for a stall", "A work permit"]
    assert titles(ask("zanzibul")) == titles(ask("omewor")) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [("工作许可证", "办理工作许可"), ("找学校", "学校一览"), ("许可证件", "许可证"), ("鼹", None)],
)
def test_what_holds_most_of_chinese_is_found_first(ask, db, words, expected):
    for title in ("办理工作许可", "工作时间", "学校一览", "许可证"):
        factories.live(title_zh_hans=title, body_zh_hans="<p>正文。</p>", summary_zh_hans="")
    assert next(iter(titles(ask(words, "zh"))), None) == expected


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
    assert "23 results" in pages.text(first)
    assert f'href="{PLACE}?q=ferry&amp;page=2"' in first.content.decode()
    assert len(titles(ask("ferry", page=2))) == 3
    assert len(titles(ask("ferry", page="x"))) == 20


def test_old_title_is_found_among_more_texts_than_are_looked_at(ask, db, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 3)
    story("Ferry long ago", at=PAST.replace(year=2010))
    for number in range(6):
        story(f"Quay {number}", "A ferry.", at=PAST.replace(day=number + 1))
    assert titles(ask("ferry")) == ["Ferry long ago", "Quay 5", "Quay 4", "Quay 3"]


def test_search_is_stored_by_nobody_and_in_no_search_engine(ask, visitor, db):
    for page in (ask("ferry"), visitor.get(PLACE)):
        assert page["Cache-Control"] == "no-store"
        assert page["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in page.content.decode()
        assert not page.cookies


def test_every_page_has_the_field_in_its_language(visitor, db):
    factories.live()
    for place in ("/en/", "/en/news/events/", "/en/nothing/here/", "/zh/", "/zh/contact/"):
        header = visitor.get(place).content.decode().partition("<main")[0]
        assert f'role="search" action="{place[:4]}search/"' in header
        assert f'<a class="find-link" href="{place[:4]}search/#search"' in header


def test_corrected_words_find_what_the_right_ones_find(ask, db):
    guide = story("Setting up a firm")
    story("A company and its registration")
    Synonym.objects.create(words="company registration\nsetting up a firm")

    right = titles(ask("company registration"))
    assert guide.title_en in right
    assert titles(ask("compny registraton")) == right
