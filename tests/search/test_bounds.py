"""Whatever is typed is answered, soon and with few questions to the database."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import turns
from search import analysis, excerpts, finding, marking
from search.models import Promotion, Synonym
from search.query import parse
from tests import factories, pages
from tests.search.asking import story, titles


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/zh/news/events/?q=渡船", "请过几秒钟再刷新本页"),
        ("/en/news/events/?q=ferry", "Please load this page again in a few seconds."),
    ],
)
def test_one_visitor_filters_a_list_by_words_at_a_time(visitor, db, path, words):
    factories.live()
    busy = turns.one_at_a_time(lambda: visitor.get(path))
    assert busy.status_code == 503
    assert int(busy["Retry-After"]) > 0
    assert busy["Cache-Control"] == "no-store"
    assert words in pages.text(busy)
    # What looks for no words waits for nobody.
    plain = turns.one_at_a_time(lambda: visitor.get(path.partition("?")[0]))
    search = turns.one_at_a_time(lambda: visitor.get(f"{path[:4]}search/?q=ferry"))
    assert plain.status_code == search.status_code == 200
    assert visitor.get(path).status_code == 200


@pytest.mark.once
def test_costly_words_are_looked_for_in_few_ways(visitor, db):
    for typed in ("éa éb éc éd ée éf ég éh", "ab b& cd de ef fg gh", "<a <b <c <d <e <f"):
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/zh/news/events/", {"q": typed})
        assert max(query["sql"].count("LIKE") for query in queries) <= 120, typed


HOSTILE = r"""
% _ \ =
' OR 1=1 --
'";-- '::tsquery
(((
[[:x:]]
.* İ
AND OR NOT
a NEAR b
NEAR(boats april, 5)
boats*
^boats
title:boats
{heading everything}: boats
boats & !april | (
boats <-> april
-
--
-boats
"
""
"boats
“boats”
κnewsstory
π ι λλ σ1 γ2024
⑴ ½ ﷺ ſ
第999百十〇
1.2.3.4,5,6
""".strip().split("\n")
HOSTILE += [
    "\0",
    "\u202e",
    "\u2067a\u2066",
    "\x1b[2J\x07\ttab\nline",
    "🚢" * 300,
    "-".join("ab" * 90),
]
HOSTILE += [
    "a" * 100_000,
    "江" * 10_000,
    "xian" * 500,
    "9" * 10_000,
    " ".join(map(str, range(2000))),
]


@pytest.mark.parametrize("prefix", ["en", "zh"])
def test_hostile_words_are_answered(visitor, db, prefix):
    factories.live()
    for words in HOSTILE:
        page = visitor.get(f"/{prefix}/search/", {"q": words}, follow=True)
        assert page.status_code == 200 and len(page.redirect_chain) <= 1, words[:40]
        assert len(page.content) < 60_000
    # What is no text in any encoding.
    assert visitor.get(f"/{prefix}/search/?q=%ff%fe").status_code == 200


@pytest.mark.once
def test_search_asks_few_questions_however_much_it_finds(ask, db):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask("ferry")
        return len(queries)

    story("Ferry")
    # The first of a day to look for something takes a row for it to be counted in.
    ask("ferry")
    before = asked()
    for number in range(5):
        story(f"Ferry {number}", category=factories.category("news.local"))
    # The shell of a page takes three, counting too. Each language is asked for headings, then for
    # texts; the visitor's also for words side by side and for categories of that name.
    assert asked() == before <= 17


def test_reading_takes_no_longer_than_a_text_is_long():
    for text in ("1,111" + ",111" * 40_000 + ",1", "a" * 200_000, "1.1" * 40_000, "9" * 200_000):
        before = time.process_time()
        list(analysis.tokens(text))
        assert time.process_time() - before < 5, text[:10]
    assert [token.term for token in analysis.tokens("12,000,000.5")] == ["12000000δ5"]


def test_phrases_are_found_however_often_their_words_stand_before(ask, db):
    body = "<p>Boats</p>" * 300 + "<p>Boats plimber</p>" + "<p>Zanzibul</p>" * 4000
    found = story("Ferry", body + "<p>quoppy</p><p>ginkgo</p>")
    # What stands apart is no phrase, and what stands far down is none with itself.
    for words in ('"boats boats"', '"quoppy ginkgo"', '"zanzibul zanzibul"', '"zanzibul quoppy"'):
        assert titles(ask(words)) == [], words
    for words in ("quoppy", "ginkgo -tram", "zanzibul boats"):
        assert titles(ask(words)) == [found.title_en], words
    assert titles(ask('"boats plimber"')) == []


def test_text_of_one_endless_paragraph_is_published_and_found(ask, db):
    words = " ".join(f"{number:x}" + "𐐨" * 55 for number in range(40_000))
    story("Ferry", f"plimber {words}")
    story("Tram", "boats " * 100_000)
    assert titles(ask("plimber")) == ["Ferry"]
    assert titles(ask("boats")) == ["Tram"]


def test_terms_that_are_no_words_cannot_be_typed(ask, visitor, db):
    kept = story("重庆渡船 Ferry", "<p>Quoppy</p><p>Plimber</p>")
    year = kept.published_at_en.year
    kind = "κ" + kept.kind.replace(".", "")
    marks = ["ꙮ", '"quoppyꙮplimber"', '"quoppy ꙮ plimber"', kind, f"γ{year}", "λλ", "πchong", "ιcq"]
    marks += [f"Γ{year}", "πchuan", f"σ{kept.section_id}", f'"{kind}"', "πch", "κ-newsstory"]
    for words in marks:
        assert titles(ask(words)) == [], words
        assert ask(f"ferry -{words}").status_code == 200
    for words in marks:
        suggested = visitor.get("/en/search/suggest/", {"q": words}).json()
        assert suggested["found"] == [], words
    # A text that says them is found by its other words, as is one in Greek.
    story("Tram ꙮ boats λλ", "Σοφία π")
    assert titles(ask('"tram boats"')) == titles(ask("σοφια")) == ["Tram ꙮ boats λλ"]


def test_costly_parts_of_a_query_are_few():
    query = parse("区 新 人 企 业 发 展 重 江 两 -的 -一 -是 -在 -tram")
    begun = [phrase for phrase in query.phrases if phrase.is_prefix]
    assert [phrase.terms for phrase in begun] == [("区",), ("新",), ("人",)]
    assert [phrase.terms for phrase in query.excluded] == [("tram",)]
    assert len(parse("江 港 " + " ".join(f"-tram{number}" for number in range(9))).excluded) == 3
    assert len(parse("江 港").clauses) == 2 and parse("渡船 -的").excluded


def test_text_full_of_hits_is_shown_as_soon_as_another():
    text = "boats " * 40_000
    before = time.process_time()
    (spans,) = marking.places_of(text, parse("boats").phrases).values()
    assert excerpts.excerpt(text, spans, "en") and len(spans) <= 500
    assert excerpts._densest([(at, at + 1) for at in range(0, 200_000, 2)], 100) == 0
    assert time.process_time() - before < 3
    assert excerpts._densest([(0, 1), (500, 501), (510, 511)], 100) == 500


def test_wording_of_editors_is_read_once_until_it_changes(ask, db):
    kept = story("Quoppy")
    group = Synonym.objects.create(words="plimber\nquoppy")
    Promotion.objects.create(words="zanzibul", article=kept)
    for _time in range(2):
        assert titles(ask("plimber")) == titles(ask("zanzibul")) == ["Quoppy"]
    finding._synonyms.cache_clear()
    for _time in range(3):
        ask("plimber")
    assert finding._synonyms.cache_info().misses == 1
    group.words = "tramber\nquoppy"
    group.save()
    assert titles(ask("plimber")) == [] and titles(ask("tramber")) == ["Quoppy"]
