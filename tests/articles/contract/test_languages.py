"""Two languages that never stand in for each other."""

import pytest

import languages
from articles import publishing
from articles.addresses import in_language
from languages import EN, ZH, column
from tests import factories
from tests.articles.contract.places import EVERYWHERE, listed, page

pytestmark = pytest.mark.once


def test_article_is_read_in_each_language_at_the_same_address_but_for_its_beginning(
    visitor, article
):
    english, chinese = (in_language(article, code) for code in (EN, ZH))
    assert english.removeprefix("/en/") == chinese.removeprefix("/zh/")
    for code in (EN, ZH):
        response = page(visitor, article, code)
        assert response.status_code == 200
        assert response["Content-Language"] == languages.html_lang(code)
        assert f'<html lang="{languages.html_lang(code)}">' in response.content.decode()


def test_page_holds_the_texts_of_its_language_and_none_of_the_other(
    visitor, article, language, other
):
    content = page(visitor, article, language).content.decode()
    for name in ("summary", "source"):
        assert factories.TEXT[language][name] in content
        assert factories.TEXT[other][name] not in content
    # The heading alone; the switch to the other language may name the other title.
    assert f">{factories.TEXT[language]['title']}</h1>" in content


def test_untranslated_article_answers_404_with_a_notice_of_what_there_is(
    visitor, db, kind, language, other
):
    article = factories.live(kind, langs=[language])
    response = page(visitor, article, other)
    content = response.content.decode()
    assert response.status_code == 404
    assert f'href="{in_language(article, language)}"' in content
    assert factories.TEXT[language]["title"] in content
    assert f'<html lang="{languages.html_lang(other)}">' in content


def test_notice_about_a_missing_language_is_for_no_search_engine(
    visitor, db, kind, language, other
):
    article = factories.live(kind, langs=[language])
    response = page(visitor, article, other)
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert 'rel="canonical"' not in response.content.decode()


def test_untranslated_article_is_not_listed_in_that_language(visitor, db, kind, language, other):
    article = factories.live(kind, langs=[language])
    assert listed(visitor, article, language) == EVERYWHERE
    assert listed(visitor, article, other) == []


def test_untranslated_article_is_not_related_to_others_in_that_language(
    visitor, db, kind, language, other
):
    article = factories.live(kind)
    untranslated = factories.live(kind, langs=[language])
    mark = f"/{untranslated.pk}-"
    assert mark in page(visitor, article, language).content.decode()
    assert mark not in page(visitor, article, other).content.decode()


def test_translation_that_is_written_but_not_published_is_not_shown_anywhere(
    visitor, db, kind, language, other
):
    article = factories.make(kind)
    publishing.publish(article, [language])
    draft = page(visitor, article, other)
    assert draft.status_code == 404
    for name in ("title", "summary", "body"):
        assert getattr(article, column(name, other)) not in draft.content.decode()
    assert listed(visitor, article, other) == []


@pytest.mark.both
def test_page_names_its_other_languages_for_search_engines_and_no_language_that_is_missing(
    visitor, article, language, other
):
    tag, address = languages.html_lang(other), in_language(article, other)
    mark = f'<link rel="alternate" hreflang="{tag}" href="http://testserver{address}">'
    assert mark in page(visitor, article, language).content.decode()
    publishing.withdraw(article, [other])
    assert mark not in page(visitor, article, language).content.decode()


def test_canonical_address_is_that_of_the_page_on_our_own_host(visitor, article, language):
    address = in_language(article, language)
    response = visitor.get(address, headers={"host": "127.0.0.1"})
    mark = f'<link rel="canonical" href="http://testserver{address}">'
    assert mark in response.content.decode()
