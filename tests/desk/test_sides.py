"""The form of two languages: which paragraphs belong together, and a text begun from the other."""

import re

import pytest

from articles.models import Revision
from articles.models.language import Match
from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.django_db

ENGLISH = (
    "<h2>What to bring</h2><p>Your passport and form DS-160.</p><p>Nothing else is needed.</p>"
    "<ul><li><p>No <strong>knives</strong></p></li></ul>"
    "<table><tbody><tr><th><p>Fee</p></th><td><p>400</p></td></tr></tbody></table>"
)
CHINESE = "<h2>带什么</h2><p>护照和DS-160表。</p><ul><li><p>不带刀具</p></li></ul>"


def pairs(page) -> list[list[str]]:
    """Return the rows of the table of pairs: the numbers in each column."""
    table = page.content.decode().partition('id="pairs"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr><td.*?</tr>", table, re.DOTALL)
    cells = (re.findall(r"<td.*?</td>", row, re.DOTALL) for row in rows)
    return [[" ".join(re.findall(r'data-block="(\d+)"', cell)) for cell in row] for row in cells]


def test_paragraphs_are_numbered_and_paired_as_they_were_saved(desk):
    draft = factories.make(body_en=ENGLISH, body_zh_hans=CHINESE)
    browser = desk("publisher")
    page = browser.get(address(draft))
    assert pairs(page) == [["1", "1"], ["2", "2"], ["3", ""], ["4", "3"], ["5", ""]]
    assert "Not in the Chinese text" in pages.text(page)
    typed = pages.press(browser, page, "Save draft", body_zh_hans="<p>不够</p>" * 9, category="")
    assert pairs(typed) == pairs(page)


def test_the_own_language_comes_first(desk):
    draft = factories.make(body_en=ENGLISH, body_zh_hans=CHINESE)
    page = desk("publisher", interface_language="zh-hans").get(address(draft))
    content = page.content.decode()
    assert content.index('id="pane-zh-hans"') < content.index('id="pane-en"')
    assert pairs(page)[2] == ["", "3"]


def test_a_text_is_begun_from_the_structure_of_the_other_language(desk):
    draft = factories.make(langs=["en"], body_en=ENGLISH, title_zh_hans="签证", source_zh_hans="报")
    browser = desk("publisher")
    page = browser.get(address(draft))
    page = pages.press(browser, page, "Start Chinese from the English structure", title_en="Visas")
    begun = factories.fresh(draft)
    assert begun.title_en == "Visas"
    assert begun.body_en == ENGLISH
    assert begun.body_zh_hans == (
        "<h2>【待译】 What to bring</h2><p>【待译】 Your passport and form DS-160.</p>"
        "<p>【待译】 Nothing else is needed.</p>"
        "<ul><li><p>【待译】 No <strong>knives</strong></p></li></ul>"
        "<table><tbody><tr><th><p>【待译】 Fee</p></th><td><p>400</p></td></tr></tbody></table>"
    )
    last = Revision.objects.filter(article=draft, strand="zh-hans").latest("number")
    assert last.note == "Begun from the structure of the English text"
    assert "Start Chinese" not in pages.text(page)
    page = pages.press(browser, page, "Publish Chinese now")
    assert "the translation of what is marked 【待译】" in pages.text(page)
    assert not factories.fresh(draft).published_at("zh-hans")
    # It is counted among what lacks a translation until the last part has one.
    assert match_of(draft) == Match.MISSING
    chinese = draft.languages.get(language="zh-hans")
    assert chinese.basis_number == factories.fresh(draft).version_en
    pages.press(browser, browser.get(address(draft)), "Save draft", body_zh_hans=CHINESE)
    assert match_of(draft) == Match.CURRENT


def match_of(article) -> str:
    return article.languages.get(language="zh-hans").match


def test_either_language_may_be_the_source_and_no_text_is_ever_overwritten(desk):
    picture = factories.picture()
    figure = f'<figure data-picture="{picture.pk}" data-alt="江"></figure>'
    draft = factories.make(langs=["zh-hans"], body_zh_hans=f"<p>江</p>{figure}")
    browser = desk("publisher")
    page = browser.get(address(draft))
    pages.press(browser, page, "Start English from the Chinese structure")
    begun = factories.fresh(draft).body_en
    assert begun == f"<p>[To translate] 江</p>{figure.replace('江', '')}"
    # Pressed again on a page that was open from before, it changes nothing.
    again = pages.press(browser, page, "Start English from the Chinese structure")
    assert "There is a text already." in pages.text(again)
    assert factories.fresh(draft).body_en == begun


def test_who_may_not_write_a_language_does_not_begin_it(desk):
    draft = factories.make(langs=["en"], body_en=ENGLISH)
    browser = desk(factories.restricted(("write", "", "en")))
    page = browser.get(address(draft))
    assert "Start Chinese" not in pages.text(page)
    pages.press(browser, page, "Save draft", _structure="zh-hans")
    assert factories.fresh(draft).body_zh_hans == ""


def test_facts_that_matter_seldom_are_folded_until_something_is_wrong_in_them(desk):
    draft = factories.make()
    browser = desk("publisher")
    page = browser.get(address(draft))
    folded = r"<details>\s*<summary>[^<]*<h2[^>]*>More for both languages"
    assert re.search(folded, page.content.decode())
    page = pages.press(browser, page, "Save draft", slug="no such address")
    assert not re.search(folded, page.content.decode())
