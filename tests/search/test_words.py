"""Words are found however they are written, typed or pronounced."""

import pytest
from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

from search.analysis.syllables import SYLLABLES
from search.models import Promotion, Synonym
from tests import factories
from tests.factories import PAST
from tests.search.asking import story, titles

# What a title says, and what finds it and nothing else.
ENGLISH = {
    "Companies’ permits for e-commerce": """
        permit|permits|company permit|company's permit|PERMITS FOR COMPANIES|ecommerce|e commerce
        ｅ－ｃｏｍｍｅｒｃｅ|E‑Commerce permitted|"for e-commerce"|commerce-permit
        how do I get a permit for e-commerce
    """,
    "Parking for 10,000 cars at the theatre": "parking|10000|10,000 car|１０，０００|theater's",
    "An organisation’s colours in two programmes": "organization color|organizations|program",
    "WCAG 2.2, C++ and AT&T": 'wcag 2.2|c++|at&t|"2.2 C++"|AT＆T',
    "Café Zürich on www.example.com": "cafe|CAFÉ ☕|zurich|ZÜRICH|www.example.com",
    "Imports of engines for a green park": "import|engine|park|engine park",
    "Important engineers train children": "important|engineer|engineering|child|trains|children's",
}
NOT_IN_ENGLISH = ["ermit", "2.3", "22", "1000", "business", "training", "marking"]
CHINESE = {
    "两江新区5G基站建成": """
        5G基站|5g 基站|５Ｇ基站|基站|站|江新|兩江新區|兩江新區基站|新区哪里有5G基站|基站 两江
        liangjiang|liang jiang|Liǎngjiāng Xīnqū|liang3jiang1|liang jiang xin qu|ljxq
        liangjiangxinqu jizhan
    """,
    "第六届西洽会开幕": """
        第6届西洽会|第六届|第６届|請問西洽會怎麼樣|xiqiahui|kaimu|“西洽会”|洽
    """,
    "〇号馆与𰻝𰻝面": "〇号馆|𰻝|𰻝𰻝面|面|𰻝𰻝麵",
    "重庆单女士的银行：463亿元": """
        重庆|重慶銀行|chongqing|yinhang|yh|463|463亿|亿元|单女士|nǚshì|nüshi|nv shi
    """,
    "ソウルの公園 서울 공원": "서울|ソウル|공원 서울|公園|ｿｳﾙ",
    "增长3.5%，共１０，０００户": "3.5%|3.5|3.5％|10000户|１００００|zengzhang",
}
NOT_IN_CHINESE = ["5", "江区", "yiyuan", "women", "5.3", "第7届", "66", "西会", "dayuan"]


@pytest.mark.parametrize(
    ("prefix", "written", "never"),
    [("en", ENGLISH, NOT_IN_ENGLISH), ("zh", CHINESE, NOT_IN_CHINESE)],
)
def test_words_are_found_however_they_are_written(ask, db, prefix, written, never):
    for title in written:
        factories.titled(title, summary_en="Boats.", summary_zh_hans="船。")
    for title, typed in written.items():
        for words in typed.replace("\n", "|").split("|"):
            assert not words.strip() or titles(ask(words.strip(), prefix)) == [title], words
    for words in never:
        assert "No page contains" in ask(words).content.decode(), words


def test_phrases_in_quotes_and_exclusions_are_obeyed(ask, db):
    story("Night ferry")
    story("Ferry at night")
    story("夜间渡轮")
    story("渡轮夜航")
    assert titles(ask('"night ferry"')) == titles(ask("ferry “night ferry”")) == ["Night ferry"]
    assert {*titles(ask("night ferry"))} == {"Night ferry", "Ferry at night"}
    assert titles(ask("渡轮 -夜间", "zh")) == titles(ask("「夜航」", "zh")) == ["渡轮夜航"]
    assert titles(ask("渡轮 －夜航", "zh")) == ["夜间渡轮"]
    assert titles(ask("ferry -night")) == titles(ask("-night")) == []
    assert "No page contains" in ask('"ferry night ferry"').content.decode()


def test_typing_errors_are_forgiven_where_nobody_wrote_that_word(ask, db):
    story("Hospital for rehabilitation")
    story("Hostel")
    factories.live(title_zh_hans="工作许可办理")
    for words in (
        "hopsital",
        "hospita",
        "hospitl",
        "hosspital",
        "hpspital",
        "rehabilitatoin",
        "rehabiltaton",
    ):
        assert titles(ask(words)) == ["Hospital for rehabilitation"], words
    assert titles(ask("hostel")) == titles(ask("hostl")) == ["Hostel"]
    assert {*titles(ask("hos"))} == {"Hospital for rehabilitation", "Hostel"}
    # Short words have too many neighbours: letters are missing, or in disorder.
    story("Port of care")
    assert titles(ask("prot")) == titles(ask("por")) == ["Port of care"]
    assert titles(ask("hrspqtxl")) == titles(ask("cave")) == titles(ask('"hopsital"')) == []
    assert titles(ask("工做许可", "zh")) == ["工作许可办理"]


def test_sound_is_found_in_the_text_below_titles_and_summaries_and_among_near_ones(ask, db):
    def told(title: str, body="正文。", summary="") -> None:
        texts = {"body_zh_hans": f"<p>{body}</p>", "summary_zh_hans": summary}
        factories.live(title_zh_hans=title, **texts)

    told("出行", "怎样办理签证？")
    told("旅客", summary="在机场办理签证。")
    told("签证")
    assert titles(ask("qianzheng", "zh")) == ["签证", "旅客", "出行"]
    assert titles(ask("banli qianzheng", "zh")) == ["旅客", "出行"]
    assert titles(ask("qz", "zh")) == ["签证", "旅客"]
    assert titles(ask("qianzheng zanzibul", "zh")) == ["签证", "旅客"]
    # What holds a sentence together is no part of what somebody means.
    assert titles(ask("在一家鼹鼠", "zh")) == []


def test_syllables_are_told_apart_where_they_were_typed_apart(ask, db):
    factories.live(title_zh_hans="方案", body_zh_hans="<p>规划。先安排。</p>")
    factories.live(title_zh_hans="反感", body_zh_hans="<p>海港。长江。</p>")
    assert titles(ask("fang an", "zh")) == titles(ask("guihua", "zh")) == ["方案"]
    assert titles(ask("fan gan", "zh")) == titles(ask("hai gang", "zh")) == ["反感"]
    assert {*titles(ask("fangan", "zh"))} == {"方案", "反感"}
    # Neither what is no word beside it, nor over the end of a sentence.
    assert titles(ask("hua xian", "zh")) == titles(ask("gangchang", "zh")) == []


def test_words_that_say_nothing_are_no_sounds_and_no_beginnings(ask, db):
    story("An area for boats", summary_en="Taxes on it.")
    story("Taxes")
    factories.live(title_zh_hans="西安餐厅")
    assert {*titles(ask("what are the taxes"))} == {"Taxes", "An area for boats"}
    assert titles(ask("who are you")) == []
    for words in ("xi an", "can ting", "xi an can ting", "xian canting"):
        assert titles(ask(words, "zh")) == ["西安餐厅"], words


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("leaders", "Lenders and leases"),
        ("leader", "Lender"),
        ("electric", "Electronic"),
        ("directors", "Directory"),
        ("quickly fery", "Ferry boats"),
        ("aren", "Area"),
    ],
)
def test_word_that_is_spelt_rightly_is_not_taken_for_another(ask, db, words, title):
    story(title, at=PAST)
    assert "these are the results" not in ask(words).content.decode()


def test_beginning_that_was_looked_for_is_told(ask, db):
    story("Exhibitions")
    found = ask("exhibi")
    assert titles(found) == ["Exhibitions"]
    assert "these are the results for “exhibi…”" in found.content.decode()
    # Where the words do not stand together, each part of them is shown as it was typed.
    story("Quay", at=PAST)
    found = ask("exhibi quay").content.decode()
    assert "these are the results" not in found and "Pages that contain a part" in found


def test_synonyms_count_from_the_next_search_on(ask, db):
    story("Foreign-invested firms")
    story("Enterprise, wholly owned")
    factories.live(langs=["zh-hans"], title_zh_hans="外商独资企业登记")
    assert titles(ask("WFOE")) == []
    group = Synonym.objects.create(words="WFOE\n外商独资企业\nforeign-invested firm")
    for words in ("WFOE", "wfoes", "foreign invested firm", "外商独资企业"):
        assert titles(ask(words)) == ["Foreign-invested firms"], words
        assert "外商独资企业登记" in titles(ask(words, "zh")), words
    # Chinese with a space in it may stand apart.
    Synonym.objects.create(words="开公司\n登记 独资")
    assert titles(ask("开公司", "zh")) == ["外商独资企业登记"]
    # Words of a group may still stand apart.
    assert titles(ask("firm foreign invested")) == ["Foreign-invested firms"]
    group.delete()
    assert titles(ask("WFOE")) == []


def test_recommended_result_stands_first_for_its_words_alone(ask, db):
    story("Ferry")
    old = story("Timetable", at=PAST.replace(year=2010))
    chosen = Promotion.objects.create(words="Ferry times\nferries", article=old)
    for words in ("ferry", "FERRIES", "ferry times"):
        assert titles(ask(words))[0] == "Timetable", words
    assert "Timetable" not in titles(ask("ferry quay"))
    assert titles(ask("ferry", "zh"))[0] == "Timetable"
    Promotion.objects.filter(pk=chosen.pk).update(language="zh-hans")
    assert titles(ask("ferry")) == ["Ferry"]
    assert titles(ask("ferry", "zh"))[0] == "Timetable"


@pytest.mark.nodb
def test_syllables_are_those_of_all_chinese_characters():
    every = {one for row in PINYIN_DICT.values() for one in row.split(",")}
    known = {convert(one, Style.NORMAL, strict=False).replace("ü", "v") for one in every}
    assert known - {"m", "n", "ng", "hm", "hng", "ê", "o", "r"} == SYLLABLES
