"""Appearing, going and changing at a second that was chosen before."""

from datetime import timedelta

import pytest

from articles import publishing, scheduled
from articles.models import Act
from languages import EN, ZH, column
from pagestore.models import PurgeOrder
from tests import factories
from tests.articles.contract.places import EVERYWHERE, listed, page, place
from tests.articles.days import NEXT_WEEK, TOMORROW

SECOND = timedelta(seconds=1)
# One word: several in a row would be marked as English on a Chinese page.
NEW_TITLE = "From-tomorrow-on"


# Decided in the query: nothing runs in these tests


def test_article_appears_at_its_second_in_its_language(visitor, db, clock, kind, language, other):
    article = factories.make(kind)
    publishing.publish(article, [language], at=TOMORROW)
    clock.move_to(TOMORROW - SECOND)
    assert page(visitor, article, language).status_code == 404
    assert listed(visitor, article, language) == []
    clock.move_to(TOMORROW)
    assert page(visitor, article, language).status_code == 200
    assert listed(visitor, article, language) == EVERYWHERE
    assert page(visitor, article, other).status_code == 404


def test_each_language_appears_at_its_own_second(visitor, db, clock, kind):
    article = factories.make(kind)
    publishing.publish(article, [EN], at=TOMORROW)
    publishing.publish(article, [ZH], at=NEXT_WEEK)
    clock.move_to(NEXT_WEEK - SECOND)
    assert [page(visitor, article, code).status_code for code in (EN, ZH)] == [200, 404]
    clock.move_to(NEXT_WEEK)
    assert [page(visitor, article, code).status_code for code in (EN, ZH)] == [200, 200]


def test_article_goes_at_its_second_in_its_language(visitor, db, clock, kind, language, other):
    article = factories.make(kind)
    publishing.publish(article, [EN, ZH], expires={language: TOMORROW})
    clock.move_to(TOMORROW - SECOND)
    assert page(visitor, article, language).status_code == 200
    clock.move_to(TOMORROW)
    assert page(visitor, article, language).status_code == 404
    assert listed(visitor, article, language) == []
    assert page(visitor, article, other).status_code == 200


# An update of what is public already


def order_update(kind: str, language: str):
    """Return an article whose text in one language is to change tomorrow."""
    article = factories.live(kind, is_featured=True)
    factories.edited(article, **{column("title", language): NEW_TITLE})
    publishing.publish(article, [language], at=TOMORROW)
    return factories.fresh(article)


@pytest.fixture
def ordered(db, clock, kind, language):
    return order_update(kind, language)


def test_update_is_not_seen_before_its_second(visitor, ordered, clock, language):
    clock.move_to(TOMORROW - SECOND)
    assert NEW_TITLE not in page(visitor, ordered, language).content.decode()


def test_update_is_carried_out_by_the_first_who_reads_the_page(
    visitor, ordered, clock, language, other
):
    before = page(visitor, ordered, other).content
    clock.move_to(TOMORROW)
    response = page(visitor, ordered, language)
    assert response.status_code == 200
    assert f">{NEW_TITLE}</h1>" in response.content.decode()
    assert page(visitor, ordered, other).content == before


@pytest.mark.parametrize(
    ("name", "language"), [("home", EN), ("section", ZH), ("category", EN), ("feed", ZH)]
)
def test_update_is_carried_out_by_the_first_who_reads_a_list(
    visitor, db, clock, kind, name, language
):
    article = order_update(kind, language)
    clock.move_to(TOMORROW)
    content = visitor.get(place(article, name, language)).content.decode()
    assert NEW_TITLE in content
    assert f">{factories.TEXT[language]['title']}<" not in content


def test_update_is_carried_out_by_the_worker(visitor, ordered, clock, language):
    clock.move_to(TOMORROW)
    assert scheduled.carry_out_due() == 1
    assert NEW_TITLE in page(visitor, ordered, language).content.decode()


def test_update_is_carried_out_once_however_many_come(visitor, ordered, clock, language):
    clock.move_to(TOMORROW)
    PurgeOrder.objects.all().delete()
    first = page(visitor, ordered, language).content
    assert scheduled.carry_out_due() == 0
    assert page(visitor, ordered, language).content == first
    assert PurgeOrder.objects.count() == 1
    assert Act.objects.exclude(done_at=None).latest("pk").done_at == TOMORROW


def test_update_that_cannot_be_carried_out_does_not_take_the_page_away(
    visitor, ordered, clock, settings, language
):
    settings.PUBLISHING_STEPS = ["tests.articles.test_orders.failing_step"]
    clock.move_to(TOMORROW)
    response = page(visitor, ordered, language)
    assert response.status_code == 200
    assert f">{factories.TEXT[language]['title']}</h1>" in response.content.decode()
