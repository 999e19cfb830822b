"""Text of any making is read soon and in little memory, and Chinese text keeps its letters."""

import random

import pytest

from articles import prose
from articles.prose import pasting
from articles.prose.lines import as_lines
from articles.prose.scanning import LONGEST, MOST_OPEN, MOST_TAGS
from tests import factories, pages
from tests.desk.test_prose_box import HTML, PASTE
from tests.pages import address, in_chinese, shown, text

# Far more than may be open, and than anybody writes.
MANY = range(2000)
# With a look back at every tag each would take longer the longer it is, and some gigabytes.
HEAVY = {
    "fragments": "<!--StartFragment-->" * 60_000,
    "breaks": f"<p>{'<br>' * 29_000}",
    "wide number": "<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>1"
    f"{' ' * 900_000}x</span>a",
    "styles": f"<p style='{'mso-list:' * 100_000}'>a",
    "open formats": f"<p>{''.join(f'<font color={n}>' for n in MANY)}{'</p><p>x' * len(MANY)}",
    "formats closed elsewhere": "".join(f"<b class=a{n}><table></b></table>" for n in MANY)
    + "</p><p>x" * 100,
    "formats around blocks": "".join(
        f"<b class=a{n}>{'<div>' * 9}</b>{'</div>' * 9}" for n in range(500)
    )
    + "</p><p>x" * 1000,
    "blocks": "<div>" * 29_000 + "a",
    "words across blocks": "<span><div></span></div>" * 2000,
    "paragraphs across blocks": "<p><div></p>" * 2500,
    "items across lists": "<section><li><ul></li></ul>" * 1700,
    "attributes": f"<p {' '.join(f'a{n}=1' for n in range(10_000))}>a",
    "unclosed tags": "<a " * 29_000,
    "unclosed quotes": '<p a="' * 29_000,
    "unclosed drawings": "<svg>" * 29_000,
    "deep digits": "<sup>" * 200 + "1" * 900_000,
    "tables with holes": "<table><tr><td colspan=40>a<tr><td>b</table>" * 1000,
    "table with holes": f"<table><tr><td colspan=40>a{'<tr><td>b' * 998}</table>",
    "more tags than are read": "<b>a</b> &lt; " * MOST_TAGS,
    "more form than is read": "<li>a" * (MOST_TAGS // 2 + 1),
    "longer than is read": f"{'中文' * 500}\n\n" * (LONGEST // 900),
}


@pytest.mark.nodb
@pytest.mark.parametrize("name", HEAVY)
def test_heavy_text_is_cleaned_into_one_form_that_is_not_much_larger(name):
    stored = prose.clean(HEAVY[name])
    assert prose.clean(stored) == stored
    assert len(stored) < 5 * len(HEAVY[name]) + 40_000
    try:
        pasted, _removals = pasting.cleaned(HEAVY[name])
    except pasting.TooMuch:
        assert prose.is_too_much(HEAVY[name])
    else:
        assert prose.clean(pasted) == pasted


@pytest.mark.nodb
def test_what_is_too_deep_or_too_much_loses_its_tags_and_keeps_its_words():
    assert prose.clean("<div>" * MOST_OPEN * 9 + "a<p>b") == "<p>a</p><p>b</p>"
    words = prose.clean("<p><b>a</b> &lt;b&gt;</p>\n" * MOST_TAGS)
    assert words.startswith("<p>a &lt;b&gt;</p><p>a &lt;b&gt;</p>")


@pytest.mark.nodb
@pytest.mark.parametrize(
    "style",
    ["font-size:.px", "font-size:1.2.3px", "font-size:.5pt", f"mso-list:l0 level{'9' * 5000}"],
)
def test_style_without_sense_is_pasted_as_words(style):
    assert pasting.cleaned(f"<p style='{style}'>a</p>")[0] == "<p>a</p>"


@pytest.mark.nodb
@pytest.mark.parametrize("number", ["٣", "007", "0", "1" * 19])
def test_only_a_number_as_we_write_it_names_an_article_or_a_picture(number):
    assert prose.clean(f'<a href="article:{number}">a</a>') == "<p>a</p>"
    assert "article:" not in prose.clean(f'<a href="/en/{number}">a</a>')
    assert prose.clean(f'<figure data-picture="{number}"></figure>a') == "<p>a</p>"


def troublesome(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311
    signs = [
        "\u3000",
        "\u2028",
        "\u200b",
        "\xa0",
        "\u2003",
        "\ufeff",
        "\x85",
        " ",
        "\n",
        "\r\n",
        "\t",
    ]
    letters = ["中", "文。", *"ab<>", "&", "&amp;", "&lt;", "&gt;", "&nbsp;", "amp;", "&quot;"]
    tags = "br p /p b /b i /i h2 /h2 ul /ul ol /ol li /li table /table tr td /td th blockquote"
    tags = [*tags.split(), "/blockquote", "a href='article:7'", "/a", "div", "/div", "sup", "/sup"]
    tags += ["figure data-picture=3", "hr", "ol start=3", "th colspan=2"]
    alphabet = [*signs, *letters, *signs, *letters, *(f"<{tag}>" for tag in tags)]
    return "".join(chance.choices(alphabet, k=chance.randint(1, 24)))


@pytest.mark.nodb
def test_every_text_has_one_form_in_the_editor_in_plain_lines_and_as_pasted():
    for seed in range(2000):
        given = troublesome(seed)
        stored = prose.clean(given)
        assert prose.clean(stored) == stored, given
        assert prose.clean(as_lines(stored)) == stored, (given, as_lines(stored))
        assert prose.clean(as_lines(stored).replace("\n", "\r\n")) == stored, given
        pasted, _removals = pasting.cleaned(given)
        assert prose.clean(pasted) == pasted, given


@pytest.mark.nodb
def test_wide_spaces_before_chinese_paragraphs_stay():
    stored = "<p>\u3000\u3000四月</p><p>\u3000\u3000江水<br>\u3000\u3000上涨</p>"
    assert prose.clean(stored) == prose.clean(as_lines(stored)) == stored


def test_text_that_is_too_much_is_refused_in_words_and_comes_back_as_it_was_typed(desk):
    draft = factories.make()
    before = factories.fresh(draft).body_en
    typed = "<b>a</b>" * MOST_TAGS
    words = (
        "This text is too long, or its formatting is too much: at most 1,500,000 characters and "
        "30,000 tags. Divide it into several articles."
    )
    for plain in (False, True):
        browser = desk(factories.person("publisher", f"p{plain}", writes_plain_text=plain))
        page = pages.press(browser, browser.get(address(draft)), "Save draft", body_en=typed)
        assert words in text(page)
        assert shown(page)["body_en"] == typed
        assert factories.fresh(draft).body_en == before
    browser = desk("author", interface_language="zh-hans")
    refused = browser.post(PASTE, typed, content_type=HTML)
    assert refused.status_code == 400
    said = in_chinese("This is too much to bring in at once. Bring it in part by part.")
    assert refused.json() == {"error": said}


def test_text_that_is_too_much_is_saved_as_its_words_from_elsewhere(db):
    draft = factories.make(body_en="<b>a</b>\n\n" * MOST_TAGS)
    stored = factories.fresh(draft).body_en
    assert stored.startswith("<p>a</p>") and "<strong>" not in stored
