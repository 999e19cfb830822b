"""What a result shows of a text: whole words, whole sentences, and what was looked for in one."""

import pytest

from search import excerpts, marking
from search.query import Clause, Phrase, Query, parse
from tests import factories

pytestmark = pytest.mark.once


def shown(parts: list[excerpts.Part]) -> str:
    return "".join(f"[{part.text}]" if part.is_hit else part.text for part in parts)


def found(words: str, *, prefix: str = "zh-hans", **texts) -> tuple[str, str]:
    """Return title and text of what is shown of an article: [what is marked] in brackets."""
    texts = {"title_zh_hans": "标题", "summary_zh_hans": "", "body_zh_hans": ""} | texts
    row = factories.make(**texts)
    return tuple(map(shown, marking.of_article(row, parse(words), prefix, prefix)))


def test_summary_that_fits_is_shown_whole(db):
    summary = (
        "自2024年12月17日起，符合条件的外籍人员可在重庆口岸办理过境免签手续，停留时间延长为240小时。"
        * 2
    )
    assert found("停留时间", summary_zh_hans=summary)[1] == summary.replace(
        "停留时间", "[停留时间]"
    )
    english = "Effective 17 December 2024, travellers may stay for ten days. " * 3
    text = found("stay", prefix="en", summary_en=english)[1]
    assert text.startswith("Effective 17") and text.endswith("ten days.")


def test_no_word_is_cut(db):
    words = "两江新区水土国际合作产业园区人工智能创新中心" * 12
    middle = found("养老服务", body_zh_hans=f"<p>{words}养老服务{words}</p>")[1]
    assert middle.startswith("……") and middle.endswith("……")
    begun, ended = middle.strip("…").split("[养老服务]")
    whole = ("两江", "新区", "水土", "国际", "合作", "产业", "园区", "人工智能", "创新", "中心")
    assert begun.startswith(whole) and ended.endswith(whole)
    english = "Effective 17 December 2024 " + "and more " * 6 + "quay " + "boats " * 60
    text = found("quay", prefix="en", summary_en=english)[1]
    assert text.startswith(("…17 ", "…December ", "…2024 ")) and text.endswith("boats…")


def test_where_a_text_is_cut_is_said_as_its_language_says_it(db):
    parts = excerpts.excerpt("Boats go. " * 60, [(300, 305)], "en")
    assert (parts[0].text, parts[-1].text) == ("…", "…")
    parts = excerpts.excerpt("船在江上航行。" * 60, [(210, 212)], "zh-hans")
    assert (parts[0].text, parts[-1].text) == ("……", "……")


def test_what_stands_together_is_marked_and_shown_before_its_parts(db):
    rest = "这里是两江，那里是一片新区。" * 20
    body = f"<p>{rest}</p><p>欢迎来到两江新区。</p><p>{rest}</p>"
    title, text = found("两江新区", title_zh_hans="两江协同创新区", body_zh_hans=body)
    assert title == "两江协同创新区"
    assert text.startswith("……欢迎来到[两江新区]。") and text.count("[") == 1
    # Nothing else stands there: then its parts say why it was found.
    title, text = found("两江新区", title_zh_hans="两江与新区", summary_zh_hans="两江。")
    assert (title, text) == ("[两江]与[新区]", "[两江]。")
    # One character alone is found everywhere and says nothing.
    assert found("果园港", title_zh_hans="果园港", summary_zh_hans="香港果园。")[1] == "香港果园。"
    assert found("港", title_zh_hans="港口")[0] == "[港]口"


def test_letters_mark_the_characters_that_they_stand_for(db):
    clause = Clause("ljxq", ((Phrase(("ιlj", "ιjx", "ιxq")),),))
    row = factories.make(title_zh_hans="走进两江新区", summary_zh_hans="两江新区。")
    title, text = marking.of_article(row, Query((clause,)), "zh-hans", "zh-hans")
    assert (shown(title), shown(text)) == ("走进[两江新区]", "[两江新区]。")
