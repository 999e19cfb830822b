"""Writing rich text at the desk: what the editor asks for, and the plain text area."""

import pytest

from articles import prose
from articles.prose.lines import as_lines
from tests import factories, pages
from tests.articles.test_prose import FORMS
from tests.pages import address, in_chinese, shown, text

pytestmark = pytest.mark.once

FIND, PASTE = "/admin/articles/article/find/", "/admin/articles/article/paste/"
WAY = "/admin/articles/article/way-of-writing/"
SAVE_AND_WRITE_PLAIN = "Save draft and write in a plain text area from now on"
HTML = "text/html; charset=utf-8"


def found(browser, **query) -> list[dict]:
    return browser.get(FIND, query).json()["articles"]


@pytest.mark.both
def test_article_is_found_by_words_of_either_language_and_shown_in_ones_own_first(desk):
    live = factories.live(title_en="Ferry over the river", title_zh_hans="江上渡轮")
    factories.make("about.page", title_en="Ferry times", langs=["en"], title_zh_hans="")
    browser = desk("author", interface_language="zh-hans")
    (only,) = found(browser, q="渡轮")
    assert only["id"] == live.pk
    assert [title["text"] for title in only["titles"]] == ["江上渡轮", "Ferry over the river"]
    assert only["titles"][0]["lang"] == "zh-Hans"
    draft = in_chinese("Draft", context="work on a language")
    assert draft in found(browser, q="ferry times")[0]["about"]
    assert len(found(browser, q="ferry")) == 2
    assert [each["id"] for each in found(browser, ids=f"{live.pk},x,999")] == [live.pk]
    assert found(browser, q="\x00' OR 1=1") == []


def test_a_search_asks_few_questions_however_much_it_finds(desk, django_assert_num_queries):
    browser = desk()
    factories.titled("Ferry")
    with django_assert_num_queries(8):
        found(browser, q="ferry")
    for _number in range(4):
        factories.titled("Ferry")
    with django_assert_num_queries(8):
        assert len(found(browser, q="ferry")) == 5


def test_only_who_writes_articles_may_ask(desk, visitor):
    for browser, status in ((desk("enquiry-desk"), 403), (visitor, 302)):
        assert browser.get(FIND).status_code == status
        assert browser.post(PASTE, "<p>a</p>", content_type=HTML).status_code == status
        assert browser.post(WAY, {"plain": "1"}).status_code == status


def test_pasted_text_comes_back_clean_with_a_note_in_ones_own_language(desk):
    browser = desk("author", interface_language="zh-hans")
    said = browser.post(PASTE, "<h1>a</h1><p><img src=x>b<p>", content_type=HTML).json()
    assert said["html"] == "<h2>a</h2><p>b</p>"
    assert "图片" in said["note"]
    refused = browser.post(PASTE, "a" * (2 * 1024 * 1024 + 1), content_type=HTML)
    assert refused.status_code == 400
    words = in_chinese("This is too much to bring in at once: more than 2 MB.")
    assert refused.json() == {"error": words}
    browser.handler.enforce_csrf_checks = True
    assert browser.post(PASTE, "<p>a</p>", content_type=HTML).status_code == 403


# The plain text area


@pytest.mark.nodb
@pytest.mark.parametrize(
    "form", [*FORMS.values(), "".join(FORMS.values()), "<p>R&amp;D &amp;lt;</p>"]
)
def test_lines_of_a_plain_text_area_say_what_is_stored(form):
    form = prose.clean(form)
    assert prose.clean(as_lines(form)) == form
    assert prose.clean(as_lines(form).replace("\n", "\r\n")) == form


def test_person_who_prefers_it_writes_in_a_plain_text_area(desk):
    body = (
        "<p>One &amp; two</p><p>Three<br>four</p><h2>Five</h2>"
        "<ul><li><p>six</p></li><li><p>seven</p></li></ul>"
    )
    draft = factories.make(body_en=body)
    browser = desk()
    page = browser.get(address(draft))
    assert "The choice is kept for all articles" in text(page)
    # Without script what was typed is saved first.
    page = pages.press(browser, page, SAVE_AND_WRITE_PLAIN, title_en="Typed just now")
    assert factories.fresh(draft).title_en == "Typed just now"
    assert "From now on you write all articles in a plain text area." in text(page)
    assert SAVE_AND_WRITE_PLAIN not in pages.buttons(page)
    lines = (
        "One & two\n\nThree<br>\nfour\n\n<h2>Five</h2>\n\n<ul>\n<li>six</li>\n<li>seven</li>\n</ul>"
    )
    assert shown(page)["body_en"] == lines
    pages.press(browser, page, "Save draft")
    assert factories.fresh(draft).body_en == body
    page = browser.get(address(draft))
    pages.press(browser, page, "Save draft", body_en=f"{lines}\r\n\r\nEight\r\n\r\nNine <3")
    assert factories.fresh(draft).body_en == f"{body}<p>Eight</p><p>Nine &lt;3</p>"


@pytest.mark.both
def test_texts_are_turned_with_the_way_of_writing(desk):
    browser = desk()
    texts = ["<p>One &amp; two</p><h2>Three</h2>", ""]
    told = browser.post(WAY, {"plain": "1", "text": texts}).json()
    lines = ["One & two\n\n<h2>Three</h2>", ""]
    assert told == {"texts": lines, "notes": ["", ""]}
    page = browser.get("/admin/news/story/add/")
    assert SAVE_AND_WRITE_PLAIN not in pages.buttons(page)
    told = browser.post(WAY, {"plain": "0", "text": [lines[0], "a<img src=x>"]}).json()
    assert told["texts"] == [texts[0], "<p>a</p>"]
    assert "1 picture from elsewhere" in told["notes"][1]
    assert SAVE_AND_WRITE_PLAIN in pages.buttons(browser.get("/admin/news/story/add/"))


def test_words_typed_in_a_plain_text_area_come_back_with_a_form_that_has_mistakes(desk):
    draft = factories.make()
    for plain in (True, False):
        person = factories.person("publisher", f"p{plain}", writes_plain_text=plain)
        browser = desk(person)
        page = browser.get(address(draft))
        page = pages.press(browser, page, "Save draft", body_en="a\r\n\r\nb", publish_at="x")
        assert shown(page)["body_en"] == ("a\n\nb" if plain else "<p>a</p><p>b</p>")


def test_what_saving_left_out_is_said(desk):
    draft = factories.make()
    browser = desk()
    typed = "<p>a</p><img src=x><p style='color:red'>b</p><p></p>"
    page = pages.press(browser, browser.get(address(draft)), "Save draft", body_en=typed)
    assert (
        "English text: Removed: 1 picture from elsewhere (add it from the library), "
        "colours and fonts." in text(page)
    )
    page = pages.press(browser, browser.get(address(draft)), "Save draft")
    assert "Removed" not in text(page)
