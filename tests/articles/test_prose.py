"""Rich text is stored in one form, and reaches readers by one function."""

import pytest
from django.conf import settings

from articles import prose, publishing
from articles.addresses import in_language
from articles.prose.removals import Removals
from languages import EN, ZH
from tests import factories, pages
from tests.pages import address

# What comes in, and the one form it is stored in: what the editor itself would write.
FORMS = {
    "<p>a</p>\n\n<p>b</p>": "<p>a</p><p>b</p>",
    "a\n\nb": "<p>a</p><p>b</p>",
    "a\nb<br>\n c": "<p>a b<br>c</p>",
    "四月，\n江水上涨": "<p>四月，江水上涨</p>",
    "<div>a<div>b</div>c</div>": "<p>a</p><p>b</p><p>c</p>",
    "<p><br></p><p>&nbsp;</p><p>a<br></p>": "<p>a</p>",
    '<p>a &amp; b&nbsp;c &lt;&#x44;> "q"</p>': '<p>a &amp; b&nbsp;c &lt;D&gt; "q"</p>',
    "<h1>a</h1><h4>b</h4>": "<h2>a</h2><h3>b</h3>",
    "<h2><p>a</p><ul><li>b</ul></h2>": "<h2>a</h2><ul><li><p>b</p></li></ul>",
    "<b>a <i>b</i></b><i>c</i>": "<p><strong>a <em>b</em></strong><em>c</em></p>",
    "<i>a</i><i>b <b>c</b></i>": "<p><em>ab </em><strong><em>c</em></strong></p>",
    "<b><p>a</p><p>b</p></b>": "<p><strong>a</strong></p><p><strong>b</strong></p>",
    "<ul><li>a<ul><li>b</ul><li></ul>": "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
    "<ul><li>a</li><ul><li>b</li></ul></ul>": (
        "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"
    ),
    "<ol start=3><li><h2>a</h2></ol><li>b": (
        '<ol start="3"><li><p>a</p></li></ol><ul><li><p>b</p></li></ul>'
    ),
    "<table><thead><tr><th>a<th>b</thead><tr><td>c</table>": (
        "<table><tbody><tr><th><p>a</p></th><th><p>b</p></th></tr>"
        "<tr><td><p>c</p></td><td><p></p></td></tr></tbody></table>"
    ),
    '<table><tr><td rowspan="9" colspan="1">a<td>b<tr><td>c</table>': (
        '<table><tbody><tr><td rowspan="2"><p>a</p></td><td><p>b</p></td></tr>'
        "<tr><td><p>c</p></td></tr></tbody></table>"
    ),
    "<table><tr><td>a<table><tr><td>b</table></table>": (
        "<table><tbody><tr><td><p>a</p><p>b</p></td></tr></tbody></table>"
    ),
    "<blockquote>a<p>b</blockquote><blockquote></blockquote>": (
        "<blockquote><p>a</p><p>b</p></blockquote>"
    ),
    '<a href=" https://e.example/a b?c=1&amp;d=2 ">a</a>': (
        '<p><a href="https://e.example/a%20b?c=1&amp;d=2">a</a></p>'
    ),
    '<a href="javascript:1">a</a><a name="x">b</a><p>m<img src=x></p>': "<p>ab</p><p>m</p>",
}


@pytest.mark.nodb
@pytest.mark.parametrize(("given", "stored"), FORMS.items())
def test_rich_text_has_one_form(given, stored):
    assert prose.clean(given) == stored
    assert prose.clean(stored) == stored


@pytest.mark.nodb
def test_text_of_any_depth_and_width_is_cleaned_in_reasonable_time():
    deep = "<blockquote>" * 5000 + "a"
    wide = f"<table><tr>{'<td colspan=999 rowspan=999>b' * 5000}{'<tr><td>c' * 2000}</table>"
    breaks = f"<p>d{'<br>' * 50_000}e</p>"
    for text in (deep, wide, breaks):
        cleaned = prose.clean(text)
        assert prose.clean(cleaned) == cleaned


@pytest.mark.nodb
def test_what_was_left_out_is_said_in_words():
    removals = Removals()
    prose.clean(
        "<p style='color:red'>a<img src=x></p><img src=y><iframe src=z></iframe>"
        "<script>1</script><p></p><a href='javascript:1'>b</a><input>",
        removals,
    )
    assert removals.words() == (
        "Removed: 2 pictures from elsewhere (add them from the library), 1 embedded video, "
        "1 script, 1 form field, 1 link without a usable address (its words stay), "
        "colours and fonts, 1 empty paragraph."
    )
    assert "empty" not in removals.of_note().words()


# Links to our own articles


@pytest.mark.nodb
@pytest.mark.parametrize(
    "typed",
    [
        "/en/news/1042-liangjiang-inks-25-projects/",
        "/zh/1042",
        f"{settings.SITE_URL}/zh/news/1042-x/?from=timeline#top",
        "article:1042",
    ],
)
def test_address_of_an_article_is_stored_as_its_id(typed):
    cleaned = prose.clean(f'<p><a href="{typed}">a</a></p>')
    assert cleaned == '<p><a href="article:1042">a</a></p>'
    assert prose.references(cleaned) == {1042}


@pytest.mark.nodb
@pytest.mark.parametrize("typed", ["/en/news/", "https://e.example/en/news/1042/", "/en/contact/"])
def test_other_addresses_stay(typed):
    assert prose.clean(f'<a href="{typed}">a</a>') == f'<p><a href="{typed}">a</a></p>'


def linking_to(*articles) -> str:
    links = (f'<a href="article:{each.live_pk}">see {each.live_pk}</a>' for each in articles)
    return f"<p>{' '.join(links)}</p>"


def page_of(visitor, article, language: str) -> str:
    return visitor.get(in_language(article, language)).content.decode()


def test_link_follows_the_article_and_goes_where_nobody_may_read_it(visitor, db):
    target, in_english = factories.live(), factories.live(langs=[EN])
    body = linking_to(target, in_english)
    article = factories.live(body_en=body, body_zh_hans=body)
    for language in (EN, ZH):
        page = page_of(visitor, article, language)
        there = in_language(target, language)
        assert f'<a href="{there}">see {target.pk}</a>' in page
        assert 'href="article:' not in page
    assert f"see {in_english.pk}</a>" in page_of(visitor, article, EN)
    assert f" see {in_english.pk}</p>" in page_of(visitor, article, ZH)
    type(target).objects.filter(pk=target.pk).update(slug="elsewhere")
    assert f'/en/news/{target.pk}-elsewhere/">see' in page_of(visitor, article, EN)
    publishing.withdraw(target, [EN], None, "moved")
    assert f"<p>see {target.pk} <a" in page_of(visitor, article, EN)


def test_links_cost_one_question_however_many_there_are(
    visitor, db, django_assert_num_queries, django_assert_max_num_queries
):
    targets = [factories.live() for _ in range(3)]
    one, three = (
        in_language(factories.live(body_en=linking_to(*found)), EN)
        for found in (targets[:1], targets)
    )
    with django_assert_max_num_queries(8) as asked:
        visitor.get(one)
    with django_assert_num_queries(len(asked)):
        visitor.get(three)


def test_preview_and_read_only_page_show_links_as_readers_get_them(desk):
    target = factories.live()
    article = factories.live(body_en=linking_to(target))
    browser = desk()
    for act in ("preview/en", "change"):
        page = browser.get(address(article, act)).content.decode()
        assert f'<a href="{in_language(target, EN)}">see {target.pk}</a>' in page


def test_tables_scroll_and_their_headers_say_of_what(visitor, db):
    table = "<table><tr><th>Year</th><th>Cars</th></tr><tr><th>2024</th><td>7</td></tr></table>"
    article = factories.live(body_en=table)
    page = page_of(visitor, article, EN)
    assert '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>' in page
    assert '<th scope="col"><p>Year</p></th>' in page
    assert '<th scope="row"><p>2024</p></th><td>' in page
    assert "scope" not in factories.fresh(article).body_en


def test_text_opened_and_saved_without_a_change_is_the_same_to_the_byte(desk):
    body = prose.clean("".join(FORMS))
    draft = factories.make(body_en=body, body_zh_hans=body)
    browser = desk()
    for _time in range(2):
        pages.press(browser, browser.get(address(draft)), "Save draft")
        assert factories.fresh(draft).body_en == factories.fresh(draft).body_zh_hans == body
    assert factories.fresh(draft).version_en == draft.version_en
