"""What is not published is there for nobody, whoever asks."""

import pytest

from articles import publishing, working_copies
from articles.addresses import in_language
from languages import EN, ZH
from tests import factories
from tests.articles.contract.places import listed, page

pytestmark = pytest.mark.once


@pytest.fixture(params=["visitor", "administrator"])
def anybody(request, visitor, desk):
    return visitor if request.param == "visitor" else desk(request.param)


def test_public_address_of_a_draft_is_404_for_everybody(anybody, db, kind):
    draft = factories.make(kind, slug="spring")
    for code in (EN, ZH):
        response = page(anybody, draft, code)
        assert response.status_code == 404
        assert factories.TEXT[code]["title"] not in response.content.decode()


def test_draft_is_not_listed(visitor, db, kind, language):
    assert listed(visitor, factories.make(kind), language) == []


def test_working_copy_has_no_address_of_its_own(anybody, article):
    copy = working_copies.edit(article)
    for code in (EN, ZH):
        address = in_language(article, code).replace(f"/{article.pk}-", f"/{copy.pk}-")
        assert anybody.get(address).status_code == 404


def test_article_that_was_taken_down_in_both_languages_is_404_without_a_notice(
    visitor, article, language
):
    publishing.withdraw(article, [EN, ZH])
    response = page(visitor, article, language)
    assert response.status_code == 404
    assert factories.TEXT[language]["title"] not in response.content.decode()
    assert listed(visitor, article, language) == []


def test_language_that_was_taken_down_is_gone_and_the_other_stays(
    visitor, article, language, other
):
    publishing.withdraw(article, [language])
    assert page(visitor, article, language).status_code == 404
    assert listed(visitor, article, language) == []
    assert page(visitor, article, other).status_code == 200
    assert "home" in listed(visitor, article, other)
