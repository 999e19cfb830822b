"""Both languages are set as their readers expect: DESIGN's table of typography, row by row."""

import re

import pytest

from languages import EN, ZH

pytestmark = pytest.mark.browser

STORY = "sample-film-learning-hotpot-words"
# Emphasis with a phrase of the other language in it, each way; and alone.
WRITTEN = {
    EN: '<p>on <em>time, <span lang="zh-Hans">江北</span></em></p>',
    ZH: '<p lang="en">A park by the river.</p>'
    '<p>要<em>准时，<span lang="en">Quay Road</span></em></p>'
    '<p><span lang="en">People’s Park</span></p>',
}
SEEN = """
written => {
    document.querySelector(".prose").insertAdjacentHTML("beforeend", written);
    const all = selector => [...document.querySelectorAll(selector)].at(-1);
    const style = selector => getComputedStyle(all(selector));
    const size = selector => parseFloat(style(selector).fontSize);
    const height = selector => parseFloat(style(selector).lineHeight) / size(selector);
    const body = style(".prose > p");
    const emphasis = selector => [style(selector).fontStyle, style(selector).textEmphasisStyle];
    const ruler = document.createElement("p");
    ruler.style.cssText = "width: 66ch; max-width: none";
    document.querySelector(".prose").append(ruler);
    const wide = ruler.getBoundingClientRect().width;
    ruler.remove();
    return {
        heights: [".prose > p", ".story-text > p:first-child", ".foot p", "h1"].map(height),
        measure: [parseFloat(body.maxWidth) / wide, parseFloat(body.maxWidth) / size(".prose > p")],
        indent: body.textIndent,
        space: parseFloat(body.marginTop) / size(".prose > p"),
        em: emphasis("em"),
        foreign: emphasis("em [lang]"),
        lines_of_english: height(".prose p:lang(en)"),
        english: style(".prose :is(p, span):lang(en)").fontFamily,
        lines: [body.lineBreak, body.textSpacingTrim, body.textAutospace],
        wrap: ["h1", ".prose h2", ".prose > p"].map(each => style(each).textWrapStyle),
        figures: ["table", ".meta time"].map(each => style(each).fontVariantNumeric),
        offset: parseFloat(style(".crumbs a").textUnderlineOffset) / size(".crumbs a"),
        date: all(".meta time").textContent,
    };
}
"""
# Of the four: text, lead, parts of the page, headings.
HEIGHTS = {EN: [1.55, 1.45, 1.35, 1.12], ZH: [1.8, 1.7, 1.5, 1.3]}
SLANTED, DOTTED = ["italic", "none"], ["normal", "dot"]


@pytest.fixture(params=[EN, ZH])
def code(request) -> str:
    return request.param


def test_text_is_set_by_the_rules_of_its_language(open_sample, sample_site, code):
    page = open_sample()
    page.goto(sample_site.address(STORY, code))
    seen = page.evaluate(SEEN, WRITTEN[code])
    assert seen["heights"] == pytest.approx(HEIGHTS[code], abs=0.005)
    # 66 digits, or 38 characters, wide.
    in_digits, in_characters = seen["measure"]
    assert (in_digits if code == EN else in_characters / 38) == pytest.approx(1, abs=0.01)
    assert (seen["indent"], seen["space"] > 1) == ("0px", True)
    assert seen["em"] == (SLANTED if code == EN else DOTTED)
    assert seen["foreign"] == (DOTTED if code == EN else SLANTED)
    assert seen["lines_of_english"] == pytest.approx(HEIGHTS[EN][0], abs=0.005)
    assert seen["english"].startswith('"LJ Sans", "LJ Fallback"')
    assert seen["lines"] == ["strict", "trim-start", "normal"]
    assert seen["wrap"] == ["balance", "balance" if code == EN else "pretty", "pretty"]
    assert seen["figures"] == ["tabular-nums", "tabular-nums"]
    assert seen["offset"] == pytest.approx(0.2, abs=0.01)
    day = r"\d{1,2} [A-Z][a-z]{2} \d{4}" if code == EN else r"\d{4}年\d{1,2}月\d{1,2}日"
    assert re.fullmatch(day, seen["date"])


def test_chinese_takes_letters_and_digits_alone_from_the_latin_typeface(open_sample):
    page = open_sample()
    page.goto("/zh/")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"LJ Sans ZH"')
    ours = page.evaluate("""
        async () => {
            const [file] = [...document.fonts].filter(each => each.family.includes("LJ Sans ZH"));
            return file.unicodeRange;
        }
    """)
    ranges = [part.removeprefix("U+").split("-") for part in ours.split(", ")]
    taken = {
        chr(sign)
        for low, *high in ranges
        for sign in range(int(low, 16), int((high or [low])[0], 16) + 1)
    }
    assert set("AZaz09%&é²") <= taken
    assert not set("“”‘’…—·、。「《") & taken
