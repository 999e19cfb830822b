"""Paragraphs of two languages find each other, though translators join, divide and leave out."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from articles import blocks, pairing
from articles.blocks import Block

pytestmark = pytest.mark.nodb

SAMPLES = Path(settings.BASE_DIR, "liangjiang/sample/articles")

ENGLISH = """
<h2>What was signed</h2>
<p>Twenty-five projects were signed online on 18 August 2021. They are worth 46.3 billion yuan.</p>
<p>The largest of them makes sensors for cars and is to employ 1,200 people from next spring.</p>
<p>Nobody travelled. The companies sat in front of cameras in Beijing, Shanghai and Shenzhen.</p>
<h2>What comes next</h2>
<p>Work on the first plants begins in October, once the land has been handed over.</p>
<p>The rest follows in the course of 2022.</p>
"""
CHINESE = """
<h2>签了什么</h2>
<p>2021年8月18日，25个项目在线上签约，总投资463亿元。</p>
<p>其中最大的项目生产汽车传感器，明年春季起将提供1200个工作岗位。</p>
<p>没有人出差。各企业在北京、上海和深圳的镜头前签字。</p>
<h2>接下来做什么</h2>
<p>土地交付后，首批工厂10月开工。</p>
<p>其余项目2022年内陆续开工。</p>
"""


def paired(english: str, chinese: str) -> list[tuple[list[int], list[int]]]:
    """Return the pairs with blocks numbered as editors see them: from 1."""
    found = pairing.pairs(blocks.of(english), blocks.of(chinese))
    return [([i + 1 for i in mine], [j + 1 for j in theirs]) for mine, theirs in found]


def without(text: str, start: str) -> str:
    """Return a text without the line that begins so."""
    return "\n".join(line for line in text.splitlines() if start not in line)


def test_each_paragraph_finds_its_translation():
    assert paired(ENGLISH, CHINESE) == [([n], [n]) for n in range(1, 8)]
    assert paired(CHINESE, ENGLISH) == [([n], [n]) for n in range(1, 8)]


def test_five_paragraphs_and_four_in_which_two_are_joined():
    joined = CHINESE.replace("工作岗位。</p>\n<p>", "工作岗位。")
    assert paired(ENGLISH, joined)[2:4] == [([3, 4], [3]), ([5], [4])]
    assert paired(joined, ENGLISH)[2:4] == [([3], [3, 4]), ([4], [5])]


def test_what_was_left_out_has_no_counterpart_and_shifts_nothing_else():
    assert paired(ENGLISH, without(CHINESE, "没有人"))[3] == ([4], [])
    assert paired(ENGLISH, without(CHINESE, "没有人"))[-1] == ([7], [6])
    assert paired(without(ENGLISH, "What comes next"), CHINESE)[4] == ([], [5])
    assert paired(ENGLISH, "") == [([n], []) for n in range(1, 8)]


def test_sentences_added_to_two_paragraphs_part_nobody():
    english = (
        "<p>The bridge was opened on Monday. It crosses the river.</p>"
        "<p>Buses use it from next week.</p><p>Walkers find a path on both sides.</p>"
    )
    plain = "<p>大桥周一通车，横跨嘉陵江。</p><p>公交车下周起通行。</p><p>两侧设有人行步道。</p>"
    more = "桥上设有公交专用道，早晚高峰时段优先通行，预计每天可运送乘客数万人次。"
    for first, second in (("江。", "行。"), ("行。", "道。"), ("江。", "道。")):
        longer = plain.replace(first, first + more, 1).replace(second, second + more, 1)
        assert paired(english, longer) == [([1], [1]), ([2], [2]), ([3], [3])]


def test_what_was_left_out_here_and_added_there_is_still_seen():
    chinese = without(CHINESE, "没有人") + "<p>欢迎前来咨询。</p>"
    assert paired(ENGLISH, chinese)[3:6] == [([4], []), ([5], [4]), ([6], [5])]


def test_lists_of_unequal_length_and_a_table_keep_to_themselves():
    english = (
        "<p>Bring these:</p><ul><li><p>your passport</p></li><li><p>form DS-160, signed twice</p>"
        "</li><li><p>two photographs of 33 by 48 mm</p></li></ul><table><tbody><tr><td><p>Fee</p>"
        "</td><td><p>400 yuan</p></td></tr></tbody></table><p>The office opens at 9.</p>"
    )
    chinese = (
        "<p>请带：</p><ul><li><p>护照</p></li><li><p>照片两张（33×48毫米）</p></li></ul><table>"
        "<tbody><tr><td><p>费用</p></td><td><p>400元</p></td></tr></tbody></table>"
        '<figure data-picture="1" data-alt=""></figure><p>9点开门。</p>'
    )
    assert paired(english, chinese) == [
        *(([1], [1]), ([2], [2]), ([3], []), ([4], [3])),
        *(([5], [4]), ([], [5]), ([6], [6])),
    ]


def test_all_sample_articles_of_both_languages_are_paired_as_they_were_translated():
    whole, apart, counted = 0, {}, 0
    for file in sorted(SAMPLES.glob("*.toml")):
        article = tomllib.loads(file.read_text(encoding="utf-8"))
        if not {"en", "zh-hans"} <= article.keys():
            continue
        english, chinese = (blocks.of(article[code]["body"]) for code in ("en", "zh-hans"))
        found = pairing.pairs(english, chinese)
        assert [i for mine, _theirs in found for i in mine] == [*range(len(english))]
        assert [j for _mine, theirs in found for j in theirs] == [*range(len(chinese))]
        if len(english) == len(chinese):
            counted += len(english)
            straight = sum(mine == theirs and len(mine) == 1 for mine, theirs in found)
            whole += straight
            if straight != len(english):
                apart[file.stem] = f"{straight} of {len(english)}"
    # Those with equal counts were translated paragraph by paragraph.
    assert counted > 1500
    assert whole / counted > 0.99, apart


def test_what_is_too_long_to_search_is_paired_by_order():
    english = [Block("p", f"Paragraph {n} of a very long text.") for n in range(3000)]
    chinese = [Block("p", f"很长的文章，第{n}段。") for n in range(2990)]
    found = pairing.pairs(english, chinese)
    assert found[:2] == [([0], [0]), ([1], [1])]
    assert found[-1] == ([2999], [])
