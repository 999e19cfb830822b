"""Who else has an article open is said; nobody is locked out."""

from datetime import timedelta

import pytest

from articles import presence
from articles.models import Presence
from languages import ZH
from tests import factories, pages
from tests.articles.days import NOW
from tests.pages import address

pytestmark = pytest.mark.once


@pytest.fixture
def ann(desk):
    return desk("editor", name="ann")


@pytest.fixture
def bo(desk):
    return desk("editor", name="bo")


def heard(browser, article, **data):
    return browser.post(address(article, "presence"), data)


def test_form_says_who_has_it_open_and_since_when(ann, bo, desk, clock):
    article = factories.make()
    ann.get(address(article))
    clock.shift(timedelta(minutes=5))
    assert "ann has had this open since 17:00." in pages.text(bo.get(address(article)))
    chinese = desk("editor", name="cai", interface_language=ZH)
    words = pages.in_chinese(
        "%(person)s has had this open since %(time)s.", person="ann", time="17:00"
    )
    assert words in pages.text(chinese.get(address(article)))
    # And what one saves is not refused for that.
    page = bo.get(address(article))
    assert "Draft saved" in pages.text(pages.press(bo, page, "Save draft", title_en="Bo's"))


def test_nobody_is_told_of_themselves_or_of_a_reader(ann, bo):
    live = factories.live()
    ann.get(address(live))
    assert "has had this open" not in pages.text(ann.get(address(live)))
    assert "has had this open" not in pages.text(bo.get(address(live)))


def test_page_with_script_is_forgotten_two_minutes_after_it_was_last_heard_of(ann, bo, clock):
    article = factories.make()
    ann.get(address(article))
    clock.shift(timedelta(seconds=30))
    heard(ann, article)
    clock.shift(timedelta(seconds=119))
    assert heard(bo, article).json()["people"] == ["ann has had this open since 17:00."]
    clock.shift(timedelta(seconds=2))
    assert heard(bo, article).json()["people"] == []


def test_page_without_script_is_forgotten_a_quarter_of_an_hour_after_it_was_opened(ann, bo, clock):
    article = factories.make()
    ann.get(address(article))
    clock.shift(timedelta(minutes=14))
    assert heard(bo, article).json()["people"]
    clock.shift(timedelta(minutes=2))
    assert heard(bo, article).json()["people"] == []


@pytest.mark.both
def test_whoever_leaves_is_no_longer_named(ann, bo):
    article = factories.make()
    ann.get(address(article))
    heard(ann, article, leave="1")
    assert heard(bo, article).json()["people"] == []


def test_open_form_hears_of_what_somebody_saved_since(ann, bo, clock):
    article = factories.make()
    shown = pages.shown(bo.get(address(article)))
    opened = {name: value for name, value in shown.items() if name.startswith("opened_")}
    assert heard(bo, article, **opened).json()["saved"] == []
    pages.press(ann, ann.get(address(article)), "Save draft", title_zh_hans="安的标题")
    assert heard(bo, article, **opened).json()["saved"] == [
        "ann saved a newer version at 1 March 2026, 17:00: Chinese."
    ]


def test_presence_is_for_those_who_may_write_there(desk, visitor):
    article = factories.make()
    other = desk(factories.restricted(("write", "living", "")))
    assert heard(other, article).status_code == 403
    assert heard(visitor, article).status_code == 302
    assert not Presence.objects.exists()


def test_heartbeat_asks_few_questions_whoever_is_there(ann, desk, django_assert_num_queries):
    article = factories.make()
    ann.get(address(article))
    heard(ann, article)
    for number in range(5):
        heard(desk("editor", name=f"one{number}"), article)
    # Session, person, article, permissions (2), rights, who is there, that one is there, versions.
    with django_assert_num_queries(9):
        assert len(heard(ann, article).json()["people"]) == 5


@pytest.mark.both
def test_old_presence_is_tidied_away(ann, clock):
    ann.get(address(factories.make()))
    presence.forget_old()
    assert Presence.objects.count() == 1
    clock.move_to(NOW + timedelta(days=2))
    presence.forget_old()
    assert not Presence.objects.exists()
