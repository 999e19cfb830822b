"""How many questions a page asks the database: few, and no more when there is more to show."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.addresses import in_language
from languages import EN, ZH, column
from tests import factories
from tests.articles.contract.places import place
from tests.articles.days import NEXT_WEEK

pytestmark = pytest.mark.once

# The most that a page may ask.
MOST = {"article": 8, "home": 12, "section": 6, "category": 6, "feed": 6, "sitemap": 6}
MORE = 6


def address_of(article, name: str, language: str) -> str:
    return in_language(article, language) if name == "article" else place(article, name, language)


def asked(visitor, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert visitor.get(address).status_code == 200
    return len(queries)


def test_pages_ask_few_questions_and_no_more_when_there_is_more_to_show(
    visitor, db, kind, language, django_assert_num_queries
):
    article = factories.live(kind, picture=factories.picture(), is_featured=True)
    # Enough for every part of a page to be there: a lead, a list, a related article.
    factories.live(kind, is_featured=True)
    factories.figure({2020: "5"}, is_on_home=True)
    numbers = {name: asked(visitor, address_of(article, name, language)) for name in MOST}
    assert {name for name, number in numbers.items() if number > MOST[name]} == set()
    for count in range(MORE):
        fields = {"langs": [EN]} if count % 3 else {"picture": factories.picture("olive")}
        factories.live(kind, **fields)
    for name, number in numbers.items():
        with django_assert_num_queries(number, info=name):
            visitor.get(address_of(article, name, language))


def test_pages_read_no_text_of_another_language(visitor, db, kind, language):
    article = factories.live(kind, picture=factories.picture(), is_featured=True)
    factories.live(kind)
    own = {"article": {column("body", language)}}
    for name in MOST:
        with CaptureQueriesContext(connection) as queries:
            visitor.get(address_of(article, name, language))
        selected = " ".join(each["sql"].partition(" FROM ")[0] for each in queries)
        assert set(re.findall(r'"(body\w*)"', selected)) == own.get(name, set()), name


def test_notice_about_a_missing_language_asks_few_questions(
    visitor, db, kind, django_assert_max_num_queries
):
    article = factories.live(kind, langs=[EN])
    with django_assert_max_num_queries(MOST["article"]):
        assert visitor.get(in_language(article, ZH)).status_code == 404


def test_redirect_to_the_right_address_asks_two_questions_at_most(
    visitor, article, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        assert visitor.get(f"/en/{article.pk}").status_code == 301


def test_update_that_waits_for_its_time_costs_nothing(visitor, article, clock, language):
    places = [address_of(article, name, language) for name in MOST]
    before = [asked(visitor, place) for place in places]
    factories.edited(article, title_en="Summer")
    publishing.publish(article, [EN], at=NEXT_WEEK)
    assert [asked(visitor, place) for place in places] == before
