"""The page of results: what is said of each, how they are narrowed, and when nothing is found."""

import re

import pytest

from articles.addresses import in_language
from articles.models import Article
from languages import ZH
from search import finding
from search.models import Promotion
from tests import factories, pages
from tests.factories import PAST
from tests.search.asking import story, titles

PLACE = "/en/search/"


def options(page, name: str) -> dict[str, str]:
    """Return what a field of the filters offers: {value: words}."""
    select = re.search(rf'<select[^>]* name="{name}">(.*?)</select>', page.content.decode(), re.S)
    return dict(re.findall(r'<option value="([^"]*)"[^>]*>(.*?)</option>', select[1]))


def test_results_are_narrowed_by_kind_year_and_section_and_put_in_order(ask, db):
    for number in range(4):
        story(f"Ferry {number}", at=PAST.replace(year=2020 + number % 2, day=1 + number))
    factories.titled("The ferry guide", "investing.guide", at=PAST.replace(year=2019))
    factories.titled("Ferry to the hotel", "living.info", at=PAST.replace(year=2021))
    page = ask("ferry")
    assert options(page, "kind") == {
        "": "Any kind (6)",
        "news.story": "Stories (4)",
        "investing.guide": "Guides (1)",
        "living.info": "Living information (1)",
    }
    assert options(page, "year") == {
        "": "Any year (6)",
        "2021": "2021 (3)",
        "2020": "2020 (2)",
        "2019": "2019 (1)",
    }
    assert titles(ask("ferry", kind="news.story", sort="newest")) == [
        "Ferry 3",
        "Ferry 1",
        "Ferry 2",
        "Ferry 0",
    ]
    # What one choice leaves is what the others count; the address holds all of them.
    narrowed = ask("ferry", year="2021", **{"in": "news"})
    assert titles(narrowed) == ["Ferry 3", "Ferry 1"]
    assert options(narrowed, "kind") == {"": "Any kind (2)", "news.story": "Stories (2)"}
    assert "Everything 3" in pages.text(narrowed) and "1 filter on" in pages.text(narrowed)
    body = narrowed.content.decode()
    assert f'href="{PLACE}?q=ferry&amp;in=living&amp;year=2021"' in body
    assert '<input type="hidden" name="in" value="news">' in body
    nothing = pages.text(ask("ferry", year="2019", kind="living.info"))
    assert "None of the results matches all filters. Show all 6 results" in nothing
    assert len(titles(ask("ferry", year="1850", kind="x", sort="\x00"))) == 6


def test_numbers_are_the_least_there_may_be_where_not_everything_was_looked_at(
    ask, db, monkeypatch
):
    monkeypatch.setattr(finding, "MOST", 6)
    for number in range(9):
        story(f"Quay {number}", "The ferry.", at=PAST.replace(year=2015 + number))
    page = ask("ferry")
    assert "More than 6 results. The best and the newest are shown" in pages.text(page)
    assert options(page, "year")["2020"] == "2020 (1+)"
    # A year of which none was looked at is looked up by itself, and is then all there is.
    old = ask("ferry", year="2015")
    assert titles(old) == ["Quay 0"]
    assert "1 result" in pages.text(old)


@pytest.mark.parametrize("most", [100, 1])
def test_offer_of_the_other_language_says_the_number_that_its_page_says(ask, db, monkeypatch, most):
    monkeypatch.setattr(finding, "MOST_ELSEWHERE", most)
    # Found there by its own text, by the English one, by both, and because editors say so.
    factories.live(langs=["zh-hans"], title_zh_hans="Plimber一")
    for number in range(3):
        factories.live(title_en=f"Plimber {number}", at=PAST.replace(year=2020))
    factories.live(langs=["en"], title_en="Plimber in English alone")
    factories.live(title_en="Plimber too", title_zh_hans="Plimber二")
    factories.live("living.info", title_zh_hans="Plimber三")
    Promotion.objects.create(words="plimber", article=factories.live(title_zh_hans="推荐"))
    for query in ({}, {"in": "news"}, {"year": "2020"}, {"kind": "living.info"}):
        for prefix, other, edition in (("en", "zh", "Chinese"), ("zh", "en", "英文")):
            text = pages.text(ask("plimber", prefix, **query))
            there = len(titles(ask("plimber", other, **query)))
            said = re.search(rf"(\d+) results? in the {edition} edition|英文版有(\d+)条结果", text)
            assert int(next(filter(None, said.groups())) if said else 0) == there, query


def test_address_with_what_is_empty_or_unknown_leads_to_a_clean_one(visitor, db):
    factories.live()
    for given, clean in (
        ("?q=river&kind=investing.guide&year=&sort=", "?q=river&kind=investing.guide"),
        ("?q=river&in=nothing&year=1850&kind=x&sort=%00&page=x", "?q=river"),
        ("?q=a+b&q=river++bank&from=singlemessage&page=x", "?q=river+bank"),
        ("?q=&in=living", "?in=living"),
        ("?q=", ""),
    ):
        left = visitor.get(PLACE + given)
        assert (left.status_code, left["Location"]) == (302, PLACE + clean), given
        assert left["Cache-Control"] == "no-store"
        assert visitor.get(left["Location"]).status_code == 200
    assert visitor.get(PLACE + "?q=++River+%26&page=7&sort=newest").status_code == 200


def test_section_without_a_result_says_so_and_leads_to_all(ask, db):
    story("Ferry")
    story("Second ferry")
    page = ask("ferry", **{"in": "living"})
    assert titles(page) == []
    assert "0 results in Living, 2 results in all sections" in pages.text(page)
    assert f'<a href="{PLACE}?q=ferry">2 results in all sections</a>' in page.content.decode()


def test_each_result_says_what_it_is_and_where_the_words_stand(ask, db):
    factories.live(
        title_en="Spring on the river", title_zh_hans="江上春天", body_zh_hans="<p>渡船。</p>"
    )
    guide = factories.titled("How to travel", "living.info")
    Promotion.objects.create(words="渡船\nriver", article=guide)
    first, second = re.findall("<li>\n<p class.*?</li>", ask("渡船").content.decode(), re.S)
    assert "Recommended" in first and "How to travel" in first
    assert "<b>Events</b>" in second and "Story" in second and "<time datetime=" in second
    assert "Found in the Chinese text" in second
    place = in_language(Article.objects.get(title_en="Spring on the river"), ZH)
    assert f'<a href="{place}" lang="zh-Hans" hreflang="zh-Hans">江上春天</a>' in second
    assert '<p lang="zh-Hans"><mark>渡船</mark>。</p>' in second
    assert titles(ask("river")) == ["How to travel", "Spring on the river"]
    assert "Found in" not in pages.text(ask("river"))


def test_words_that_nothing_holds_are_read_as_others_and_the_page_says_so(ask, db):
    story("Foreign investment")
    page = ask("invesment")
    assert "No page contains “invesment”; these are the results for “investment”." in pages.text(
        page
    )
    assert titles(page) == ["Foreign investment"]


def test_categories_whose_names_meet_the_words_are_offered(db):
    def offered(words: str, language="en", **more) -> list[str]:
        return [row.key for row in finding.find(words, language, **more).categories]

    factories.live("investing.guide", category=factories.category("investing.policies"))
    factories.live("news.story", category=factories.category("site.terms"))
    factories.live(langs=["en"], category=factories.category("news.local"))
    assert offered("policies") == offered("investing policy") == ["investing.policies"]
    assert offered("投资政策", "zh-hans") == offered("zhengce", "zh-hans") == ["investing.policies"]
    assert offered("news") == ["news"] and offered("本地新闻", "zh-hans") == []
    for words in ("terms", "hotels", "policies hotels", "policies -policy", "the", "site"):
        assert offered(words) == [], words
    assert offered("policies", tagged=["σ1"]) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("the of", "“the of” says too little to look for."),
        ("！？。", "Enter a word or a name: signs alone cannot be searched for."),
        ('"the of"', '"the of" says too little to look for.'),
        ("-ferry", "What stands behind a minus sign is left out of the results."),
    ],
)
def test_page_helps_on_where_there_is_no_word_to_look_for(ask, db, words, said):
    story("Ferry")
    found = pages.text(ask(words))
    assert said in found and "No page contains" not in found
    assert "Ask us instead" in found
    assert "Contact us" in found
