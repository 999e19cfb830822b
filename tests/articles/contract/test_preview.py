"""The preview: the draft in the public page's own clothes, for nobody but the desk."""

import pytest

import languages
from languages import EN, column
from tests import factories, pages
from tests.articles.contract.places import page

pytestmark = pytest.mark.once


def preview(browser, article, language: str):
    return browser.get(pages.address(article, "preview") + f"{languages.prefix(language)}/")


def test_preview_shows_the_draft_while_the_public_page_shows_what_is_public(
    visitor, desk, article, language
):
    factories.edited(article, **{column("title", language): "Draft"})
    response = preview(desk("author"), article, language)
    assert response.status_code == 200
    assert ">Draft</h1>" in response.content.decode()
    assert "Draft" not in page(visitor, article, language).content.decode()


def test_preview_shows_a_record_that_was_never_public(desk, db, kind, language):
    response = preview(desk("author"), factories.make(kind), language)
    title = factories.TEXT[language]["title"]
    assert f">{title}</h1>" in response.content.decode()
    assert f'<html lang="{languages.html_lang(language)}">' in response.content.decode()


def test_preview_of_what_is_public_is_the_public_text(visitor, desk, article, language):
    public = matter(page(visitor, article, language))
    assert factories.TEXT[language]["body"].split("</p>")[0] in public
    assert matter(preview(desk("author"), article, language)) == public


def matter(response) -> str:
    """Return the article itself, without the line for paper that names its address."""
    text = response.content.decode().partition('class="prose story-text"')[2]
    lines = text.partition("</article>")[0].splitlines()
    return "\n".join(line for line in lines if "paper-only" not in line and line.strip())


def test_preview_is_kept_nowhere_and_found_by_no_search_engine(desk, article, language):
    response = preview(desk("author"), article, language)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert 'rel="canonical"' not in response.content.decode()


def test_preview_is_not_open_to_visitors(visitor, article):
    response = preview(visitor, article, EN)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_preview_is_not_open_to_who_may_not_write_here(desk, article):
    assert preview(desk("enquiry-desk"), article, EN).status_code == 403
