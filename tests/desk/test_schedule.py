"""Everything that is scheduled on one page, and in red what has not taken place."""

from datetime import timedelta

import pytest

from articles import publishing, scheduled, strands
from articles.models import Act
from languages import EN, ZH
from liangjiang.models import Mourning
from liangjiang.models.home_slot import Place
from post.models import Letter
from tests import factories, pages
from tests.articles.days import NEXT_WEEK, NOW, TOMORROW
from tests.pages import address

PLACE = "/admin/schedule/"


def ordered(by=None, **fields):
    """Order an update of a public photo story for tomorrow."""
    story = factories.live("news.photostory", rows=1)
    factories.edited(story, by, **(fields or {"title_en": "Summer"}))
    return story, publishing.publish(story, [EN, strands.SHARED], by, at=TOMORROW)


def broken(**fields):
    """Return an order that cannot be carried out: what it needs is gone from the history."""
    story, act = ordered(**fields)
    story.revisions.filter(strand=EN, number=act.strands[EN]).delete()
    return story, act


def test_list_names_what_happens_when_in_which_language(desk, clock):
    first = factories.make(title_en="Appears", title_zh_hans="出现")
    publishing.publish(first, [EN, ZH], at=TOMORROW, expires={EN: NEXT_WEEK})
    story, _act = ordered()
    page = desk().get(PLACE)
    words = pages.text(page)
    assert "2 March 2026" in words
    assert "17:00 Appears appears English, Chinese" in words
    assert "Appears is taken down English" in words
    assert "Spring on the river is updated English, shared facts" in words
    assert "Has not taken place" not in words
    for article in (first, story):
        assert f'href="{address(article)}"' in page.content.decode()


def test_one_language_and_one_month_can_be_looked_at(desk, clock):
    one = factories.make(title_en="In English", title_zh_hans="英文的")
    publishing.publish(one, [EN], at=TOMORROW)
    browser = desk()
    assert "In English" in pages.text(browser.get(PLACE, {"language": EN}))
    assert "Nothing is scheduled." in pages.text(browser.get(PLACE, {"language": ZH}))
    page = browser.get(PLACE, {"month": "2026-03"})
    assert "March 2026" in pages.text(page)
    cell = page.content.decode().split('<time datetime="2026-03-02">')[1].split("</td>")[0]
    assert "In English" in cell
    # The month begins with the week of today, a Sunday.
    assert '<tbody><tr><td class="other"><time datetime="2026-02-23">' in page.content.decode()
    clock.shift(timedelta(days=1))
    page = desk(browser.user).get(PLACE, {"month": "2026-03"})
    assert '<tbody><tr><td class=" today"><time datetime="2026-03-02">' in page.content.decode()
    clock.shift(timedelta(days=-1))
    browser = desk(browser.user)
    for odd in ("2026-13", "0000-00", "1900-01", "9999-12", "x"):
        assert browser.get(PLACE, {"month": odd, "language": "fr"}).status_code == 200


def test_page_asks_as_few_questions_for_many_as_for_one(desk, clock, django_assert_num_queries):
    browser = desk()
    ordered()
    publishing.publish(factories.make(), [EN], at=TOMORROW)
    browser.get(PLACE)
    with django_assert_num_queries(10) as counted:
        browser.get(PLACE)
    for _number in range(4):
        ordered()
        publishing.publish(factories.make(), [EN, ZH], at=TOMORROW)
        factories.slot(Place.LEAD, factories.make(), starts_at=TOMORROW)
        factories.notice(starts_at=TOMORROW)
    with django_assert_num_queries(len(counted)):
        browser.get(PLACE)


def test_who_has_nothing_to_do_with_articles_does_not_see_it(desk, db):
    assert desk("enquiry-desk").get(PLACE).status_code == 403
    assert desk("author").get(PLACE).status_code == 200


def test_notices_places_and_days_of_mourning_stand_beside_the_articles(desk, clock):
    slot = factories.slot(Place.LEAD, factories.make(title_en="Spring"), ends_at=TOMORROW)
    notice = factories.notice(langs=[ZH], starts_at=TOMORROW, ends_at=NEXT_WEEK)
    factories.notice(ends_at=None)
    Mourning.objects.create(note="Day of mourning", starts_at=TOMORROW, ends_at=NEXT_WEEK)
    browser = desk()
    page = browser.get(PLACE)
    words = pages.text(page)
    for line in (
        "17:00 Place on the home page lead story: Spring ends English, Chinese",
        "Notice on every page 大厅今日闭馆。 begins Chinese",
        "Notice on every page 大厅今日闭馆。 ends Chinese",
        "Time of mourning Day of mourning begins English, Chinese",
    ):
        assert line in words
    for row in (slot, notice):
        place = f"/admin/liangjiang/{row._meta.model_name}/{row.pk}/change/"
        assert f'href="{place}"' in page.content.decode()
    assert "大厅" not in pages.text(browser.get(PLACE, {"language": EN}))
    cells = browser.get(PLACE, {"month": "2026-03"}).content.decode()
    assert "Spring" in cells.split('<time datetime="2026-03-02">')[1].split("</td>")[0]
    # An author has nothing to do with these pages.
    assert "Nothing is scheduled." in pages.text(desk("author").get(PLACE))


# What has not taken place


def test_refused_order_says_why_tells_who_gave_it_and_is_tried_again(desk, clock, caplog):
    browser = desk("publisher", interface_language="en")
    story, act = ordered(browser.user, title_en="Summer")
    # A story of pictures is none without them, however that has come about.
    row = story.pictures.get()
    revision = story.revisions.filter(strand=strands.SHARED).latest("number")
    revision.content["rows"]["pictures"] = []
    revision.save()
    clock.move_to(TOMORROW)
    assert scheduled.carry_out_due() == 0
    assert factories.fresh(story).title_en == "Spring on the river"
    assert story.pictures.get() == row
    for place in (PLACE, address(story)):
        words = pages.text(desk(browser.user).get(place))
        assert "Something that the page needs has been removed since it was scheduled." in words
    letter = Letter.objects.get(subject__startswith="Not carried out")
    assert letter.recipient == browser.user.email
    # Nobody is told twice, and no page tries again at once.
    assert scheduled.carry_out_due() == 0
    clock.move_to(TOMORROW + scheduled.REST)
    assert scheduled.carry_out_due() == 0
    assert Letter.objects.filter(subject__startswith="Not carried out").count() == 1


def test_order_that_was_mended_is_carried_out_by_trying_again(desk, clock):
    browser = desk()
    story, act = broken()
    kept = story.revisions.filter(strand=EN).latest("number")
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    browser = desk(browser.user)
    page = browser.get(PLACE)
    assert "The version that was scheduled is not in the history any more." in pages.text(page)
    page = pages.press(browser, page, "Try again")
    assert "Not carried out:" in pages.text(page)
    story.revisions.create(
        strand=EN,
        number=act.strands[EN],
        content=kept.content | {"fields": kept.content["fields"] | {"title_en": "Mended"}},
    )
    page = pages.press(browser, browser.get(PLACE), "Try again")
    assert "Published: English, shared facts." in pages.text(page)
    assert factories.fresh(story).title_en == "Mended"
    act.refresh_from_db()
    assert (act.refused_at, act.refusal) == (None, "")


def test_order_that_nobody_has_carried_out_is_overdue(desk, clock):
    story, act = ordered()
    # The desk itself carries nothing out.
    clock.move_to(TOMORROW + timedelta(minutes=3))
    browser = desk()
    page = browser.get(PLACE)
    assert "It is overdue: nothing has carried it out so far." in pages.text(page)
    page = pages.press(browser, page, "Cancel this update")
    assert "The scheduled update is cancelled." in pages.text(page)
    assert "Nothing is scheduled." in pages.text(page)
    assert Act.objects.get(pk=act.pk).cancelled_at == TOMORROW + timedelta(minutes=3)


@pytest.mark.parametrize("name", ["try-again", "cancel"])
def test_only_who_may_publish_tries_again_or_cancels(desk, clock, name):
    story, act = broken()
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    author = desk("author")
    assert "Try again" not in pages.buttons(author.get(PLACE))
    assert author.post(address(story, name), {"act": act.pk}).status_code == 403
    assert desk().post(address(story, name), {"act": "x"}).status_code == 404


def test_order_that_is_not_due_is_not_carried_out_before_its_time(desk, clock):
    story, act = ordered()
    desk().post(address(story, "try-again"), {"act": act.pk})
    assert factories.fresh(story).title_en == "Spring on the river"
    assert act.due_at > NOW
