"""Publishing from the form: when a text appears, changes and goes."""

from datetime import UTC, datetime

import pytest

from articles import publishing, working_copies
from tests import factories, pages
from tests.desk.steps import NOW, ONE_ENGLISH, edited, titles
from tests.pages import address

pytestmark = pytest.mark.once


def scheduled(browser, live, **changes):
    """Order an update of the English text as somebody without script does: in two steps."""
    page = edited(browser, live, ONE_ENGLISH, publish_at="2026-03-02T08:30", **changes)
    return pages.press(browser, page, "Schedule English for 2 Mar 2026 08:30 Beijing time")


def test_scheduled_language_can_be_published_at_once(desk, visitor, time_machine):
    time_machine.move_to(NOW)
    article = factories.make()
    publishing.publish(article, ["en"], at=datetime(2026, 4, 1, tzinfo=UTC))
    browser = desk()
    page = browser.post(address(article, "edit"), follow=True)
    page = pages.press(browser, page, "Publish English now")
    assert "Published: English." in pages.text(page)
    assert titles(visitor, article) == {"en": True, "zh": False}


def test_story_scheduled_in_beijing_time_appears_at_its_second(desk, visitor, time_machine):
    time_machine.move_to(NOW)
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    page = pages.press(browser, page, "Publish both languages now", publish_at="2026-03-02T08:30")
    # The button said "now", and no script has changed it.
    assert "Press the button again to schedule it for 2 March 2026, 08:30" in pages.text(page)
    time_machine.move_to(datetime(2026, 3, 2, 0, 30, 0, tzinfo=UTC))
    assert titles(visitor, draft) == {"en": False, "zh": False}
    time_machine.move_to(NOW)
    page = pages.press(browser, page, "Schedule both languages for 2 Mar 2026 08:30 Beijing time")
    said = "Scheduled: English, Chinese for 2 March 2026, 08:30, Beijing time."
    assert said in pages.text(page)
    time_machine.move_to(datetime(2026, 3, 2, 0, 29, 59, tzinfo=UTC))
    assert titles(visitor, draft) == {"en": False, "zh": False}
    time_machine.move_to(datetime(2026, 3, 2, 0, 30, 0, tzinfo=UTC))
    assert titles(visitor, draft) == {"en": True, "zh": True}


def test_update_scheduled_for_later_is_announced_and_comes_at_its_second(
    desk, visitor, time_machine
):
    time_machine.move_to(NOW)
    live = factories.live()
    page = scheduled(desk(), live, title_en="High water")
    said = "An update is scheduled for 2 March 2026, 08:30, Beijing time: English."
    assert said in pages.text(page)
    english = live.get_absolute_url()
    assert "Spring on the river" in pages.text(visitor.get(english))
    time_machine.move_to(datetime(2026, 3, 2, 0, 30, 1, tzinfo=UTC))
    assert "High water" in pages.text(visitor.get(english))


def test_update_scheduled_for_one_language_does_not_bring_old_facts_back(
    desk, visitor, time_machine
):
    time_machine.move_to(NOW)
    live = factories.live()
    scheduled(desk(), live, title_en="High water")
    copy = working_copies.edit(live)
    copy.category = factories.category("news.business")
    copy.save()
    publishing.publish(live, ["shared"])
    time_machine.move_to(datetime(2026, 3, 2, 0, 30, 1, tzinfo=UTC))
    visitor.get(live.get_absolute_url())
    stored = factories.fresh(live)
    assert (stored.title_en, stored.category.key) == ("High water", "news.business")


def test_time_in_the_past_dates_a_first_publication(desk, visitor):
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    pages.press(browser, page, "Publish English now", publish_at="2021-08-18T10:00")
    page = visitor.get(f"/en/{draft.pk}", follow=True)
    assert '<time datetime="2021-08-18T10:00+08:00"' in page.content.decode()


def test_story_with_an_end_goes_by_itself(desk, visitor, time_machine):
    time_machine.move_to(NOW)
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    pages.press(browser, page, "Publish English now", expires_at="2026-03-02T08:30")
    assert titles(visitor, draft) == {"en": True, "zh": False}
    time_machine.move_to(datetime(2026, 3, 2, 0, 30, 0, tzinfo=UTC))
    assert titles(visitor, draft) == {"en": False, "zh": False}


def test_end_is_taken_away_when_its_box_is_ticked(desk, visitor, time_machine):
    time_machine.move_to(NOW)
    article = factories.make()
    publishing.publish(article, ["en"], expires={"en": datetime(2026, 3, 2, tzinfo=UTC)})
    edited(desk(), article, ONE_ENGLISH, title_en="High water", no_end="on")
    time_machine.move_to(datetime(2026, 4, 1, tzinfo=UTC))
    assert titles(visitor, article) == {"en": True, "zh": False}


def test_scheduled_story_is_moved_by_changing_its_time(desk, time_machine):
    time_machine.move_to(NOW)
    browser, story = desk(), factories.make()
    publishing.publish(story, ["en", "zh-hans"], at=datetime(2026, 4, 1, tzinfo=UTC))
    page = browser.post(address(story, "edit"), follow=True)
    assert pages.shown(page)["publish_at"] == "2026-04-01T08:00"
    button = "Replace both scheduled texts"
    page = pages.press(browser, page, button, publish_at="2026-04-02T08:00")
    assert factories.fresh(story).published_at_en == datetime(2026, 4, 2, tzinfo=UTC)
    page = browser.post(address(story, "edit"), follow=True)
    pages.press(browser, page, button, publish_at="", title_en="High water")
    story = factories.fresh(story)
    assert (story.title_en, story.published_at_zh_hans.day) == ("High water", 2)


def test_past_time_typed_for_a_scheduled_story_is_named_before_it_is_published(desk, time_machine):
    time_machine.move_to(NOW)
    browser, story = desk(), factories.make()
    publishing.publish(story, ["en"], at=datetime(2026, 4, 1, tzinfo=UTC))
    page = browser.post(address(story, "edit"), follow=True)
    button = "Replace the English text scheduled for 1 Apr 2026 08:00"
    page = pages.press(browser, page, button, publish_at="2025-11-23T09:00")
    assert factories.fresh(story).published_at_en == datetime(2026, 4, 1, tzinfo=UTC)
    assert "the time that was given has passed" in pages.text(page)
    pages.press(browser, page, "Publish English now, dated 23 Nov 2025 09:00")
    assert factories.fresh(story).published_at_en == datetime(2025, 11, 23, 1, tzinfo=UTC)
