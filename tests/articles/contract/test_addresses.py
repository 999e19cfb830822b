"""The live row's id finds the article; whatever else stands in an address is decoration."""

import pytest

import languages
from articles import publishing, strands
from articles.addresses import in_language
from articles.models import OldAddress
from languages import EN, ZH
from tests import factories
from tests.articles.contract.places import page

pytestmark = pytest.mark.once

SECTIONS = ["news", "investing", "living", "about"]
OTHER_FORMS = [
    "/{prefix}/{section}/{pk}-wrong-end/",
    "/{prefix}/{section}/{pk}-wrong-end",
    "/{prefix}/{section}/{pk}-spring-on-the-river",
    "/{prefix}/{section}/{pk}-Spring-On-The-River/",
    "/{prefix}/{section}/{pk}-/",
    "/{prefix}/{section}/{pk}/",
    "/{prefix}/{section}/{pk}",
    "/{prefix}/{section}/0{pk}-spring-on-the-river/",
    "/{prefix}/{section}/{pk}.html",
    "/{prefix}/{section}/{pk}-春天/",
    "/{prefix}/{pk}",
    "/{prefix}/{pk}/",
    "/{prefix}/{pk}-spring-on-the-river/",
]
HUGE = ["9" * digits for digits in (10, 18, 19, 20, 40, 5000)]


def test_address_holds_section_id_and_title(article, language):
    prefix, section = languages.prefix(language), article.kind.split(".")[0]
    assert (
        in_language(article, language) == f"/{prefix}/{section}/{article.pk}-spring-on-the-river/"
    )


def test_any_other_form_leads_to_the_address_in_one_hop(visitor, article, language):
    prefix, section = languages.prefix(language), article.kind.split(".")[0]
    address = in_language(article, language)
    for form in OTHER_FORMS:
        asked = form.format(prefix=prefix, section=section, pk=article.pk)
        response = visitor.get(asked)
        assert (response.status_code, response.get("Location")) == (301, address), asked
    assert visitor.get(address).status_code == 200


def test_article_asked_for_in_a_wrong_section_is_found_too(visitor, article):
    for section in {*SECTIONS} - {article.kind.split(".")[0]}:
        response = visitor.get(f"/en/{section}/{article.pk}-spring-on-the-river/")
        assert (response.status_code, response["Location"]) == (301, in_language(article, EN))


def test_article_without_an_end_of_its_address_lives_under_its_id_alone(visitor, db, kind):
    article = factories.live(kind, langs=[EN], title_en="2026年？！", slug="")
    type(article).objects.filter(pk=article.pk).update(slug="")
    section = kind.split(".")[0]
    assert visitor.get(f"/en/{section}/{article.pk}/").status_code == 200
    assert visitor.get(f"/en/{section}/{article.pk}-old/")["Location"] == (
        f"/en/{section}/{article.pk}/"
    )


def test_new_end_of_the_address_leaves_the_old_one_working(visitor, article, language):
    before = in_language(article, language)
    publishing.publish(factories.edited(article, slug="summer"), [language, strands.SHARED])
    after = in_language(factories.fresh(article), language)
    assert after.endswith("-summer/")
    response = visitor.get(before)
    assert (response.status_code, response["Location"]) == (301, after)


@pytest.mark.parametrize("key", ["news.local", "investing.policies", "living.info"])
def test_filing_an_article_elsewhere_changes_no_address(visitor, article, key):
    before = {code: in_language(article, code) for code in (EN, ZH)}
    copy = factories.edited(article, category=factories.category(key))
    publishing.publish(copy, [EN, ZH, strands.SHARED])
    article = factories.fresh(article)
    for code, address in before.items():
        assert in_language(article, code) == address
        assert visitor.get(address).status_code == 200
        listing = visitor.get(f"/{languages.prefix(code)}/{key.replace('.', '/')}/")
        assert f'href="{address}"' in listing.content.decode()


@pytest.mark.parametrize("form", ["/en/{}", "/en/news/{}/", "/en/news/{}-spring/", "/zh/{}.html"])
def test_id_that_cannot_exist_is_not_found(visitor, db, form):
    for pk in HUGE:
        assert visitor.get(form.format(pk)).status_code == 404, len(pk)


def test_zero_is_no_article(visitor, db):
    assert visitor.get("/en/news/0/").status_code == 404


# Addresses of the site before this one


def test_old_address_leads_to_the_article_for_ever(visitor, article):
    OldAddress.objects.create(path="/2021-08/19/content_37546317.htm", article=article)
    response = visitor.get("/2021-08/19/content_37546317.htm")
    assert (response.status_code, response["Location"]) == (301, in_language(article, EN))
    publishing.publish(factories.edited(article, slug="summer"), [EN, strands.SHARED])
    response = visitor.get("/2021-08/19/content_37546317.htm")
    assert response["Location"] == in_language(factories.fresh(article), EN)


def test_old_address_leads_to_the_language_there_is(visitor, db, kind):
    article = factories.live(kind, langs=[ZH])
    OldAddress.objects.create(path="/content_1.htm", article=article)
    assert visitor.get("/content_1.htm")["Location"] == in_language(article, ZH)


def test_old_address_of_an_article_that_is_not_public_is_not_found(visitor, article):
    OldAddress.objects.create(path="/content_1.htm", article=article)
    publishing.withdraw(article, [EN, ZH])
    assert visitor.get("/content_1.htm").status_code == 404


def test_old_address_is_never_asked_for_where_a_page_answers(
    visitor, article, django_assert_num_queries
):
    OldAddress.objects.create(path=in_language(article, EN), article=article)
    assert page(visitor, article, EN).status_code == 200
