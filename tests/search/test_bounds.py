"""Whatever is typed is answered, soon and with few questions to the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import turns
from tests import factories, pages
from tests.search.asking import story


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
    # The shell of a page takes three, counting too; the index is asked once in each language.
    assert asked() == before <= 15
