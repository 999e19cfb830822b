"""Without script everything works: languages, menus, lists, search, questions, photo stories."""

import re

import pytest

from tests import factories
from tests.page_kinds import addresses

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_sample):
    return open_sample(390, 844, java_script_enabled=False)


def test_menus_lead_to_lists_and_lists_to_the_other_language(page, watch):
    page.goto("/en/")
    page.click("header summary >> text=News")
    page.click("header .panel >> text=Events")
    assert page.inner_text("h1") == "Events"
    page.click("header >> text=中文")
    assert page.inner_text("h1") == "活动"
    watch.assert_quiet()


@pytest.mark.django_db(transaction=True)
def test_long_list_goes_on_and_can_be_filtered(open_browser, watch):
    for number in range(1, 23):
        factories.titled(f"Story {number}")
    page = open_browser(390, 844, java_script_enabled=False)
    page.goto("/en/news/events/")
    page.click("main nav >> text=Next")
    assert page.locator("main h3").count() == 2
    page.click("main summary >> text=Filter")
    page.fill("main [name=q]", "22")
    page.click("main >> text=Apply filters")
    assert page.locator("main h3").all_inner_texts() == ["Story 22"]
    page.click("main summary >> text=Filter")
    page.click("main form >> text=Clear")
    assert page.locator("main h3").count() == 20
    watch.assert_quiet()


def test_search_finds_and_marks(page, watch):
    page.goto("/en/")
    page.click("header .find-link")
    page.fill("main [name=q]", "lighthouse")
    page.click("main .finder button")
    assert page.locator(".hits mark").count() > 0
    page.click(".hits h3 a >> nth=0")
    assert "lighthouse" in page.inner_text("main").lower()
    watch.assert_quiet()


def test_every_picture_of_a_photo_story_has_an_address(page, watch, sample_site):
    page.goto(addresses(sample_site, "en")["photo story"])
    page.click("main figure >> nth=0 >> text=Next")
    assert page.url.endswith("#p2")
    second = page.locator("#p2")
    assert second.bounding_box()["y"] < 844
    assert second.locator("img").get_attribute("alt")
    page.click("header >> text=中文")
    assert re.search(r"/zh/news/\d+-", page.url)
    watch.assert_quiet()


@pytest.mark.parametrize("code", ["en", "zh-hans"])
def test_question_that_is_not_complete_comes_back(page, watch, sample_site, code):
    page.goto(addresses(sample_site, code)["contact"])
    page.fill("[name=message]", "Which school takes children of six?")
    page.click("main .ask-form button")
    assert page.locator(".errs li").count() == 4
    assert page.input_value("[name=message]") == "Which school takes children of six?"
    page.click(".errs a >> nth=0")
    assert "#id_" in page.url
    watch.assert_quiet()
