"""Opening a record: what visitors can read is shown, not edited; Edit makes the one draft of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import working_copies
from articles.models import Article, Category
from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.once

STORIES = "/admin/news/story/"
# How many questions the page of a record asks: a story's and a photo story's, a draft's, a new one.
READING, WRITING, DRAFT, NEW = [13, 15], [19, 21], 18, 11
# The same where a second person publishes.
RULED = [24, 26]


def test_record_that_visitors_can_read_opens_read_only(desk):
    page = desk().get(address(factories.live()))
    assert "title_en" not in pages.shown(page)
    assert "Save draft" not in pages.buttons(page)
    assert "Visitors can read this. Press Edit" in pages.text(page)


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_every_kind_opens_read_only_and_for_editing(desk, kind):
    browser, live = desk(), factories.live(kind)
    page = browser.get(address(live))
    assert "The river rises in April." in pages.text(page)
    page = pages.press(browser, page, "Edit")
    assert pages.shown(page)["title_zh_hans"] == "江上春天"


def test_read_only_page_shows_the_text_as_its_readers_see_it(desk):
    live = factories.live(body_en="<p>One <strong>bold</strong> word.</p>")
    page = desk().get(address(live)).content.decode()
    assert "<p>One <strong>bold</strong> word.</p>" in page


def test_edit_opens_the_form_with_the_public_text(desk):
    browser, live = desk(), factories.live()
    page = pages.press(browser, browser.get(address(live)), "Edit")
    shown = pages.shown(page)
    assert shown["title_en"] == "Spring on the river"
    assert shown["body_zh_hans"] == "<p>四月，江水上涨。</p><p>船照常开。</p>"
    assert "You are writing in a draft." in pages.text(page)


@pytest.mark.both
def test_edit_makes_one_working_copy_however_often_and_whoever_presses_it(desk):
    live = factories.live()
    one, other = desk("editor"), desk("publisher")
    for browser in (one, other, one):
        assert browser.post(address(live, "edit")).status_code == 302
    assert Article.objects.filter(live_id=live.pk).count() == 1


def test_edit_happens_by_post_alone(desk):
    live = factories.live()
    assert desk().get(address(live, "edit")).status_code == 405
    assert not Article.objects.filter(live_id=live.pk).exists()


def test_edit_leaves_the_public_page_byte_for_byte_as_it_was(desk, visitor):
    live = factories.live("news.photostory")
    before = visitor.get(live.get_absolute_url()).content
    desk().post(address(live, "edit"))
    assert visitor.get(live.get_absolute_url()).content == before


@pytest.mark.both
@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_every_address_on_the_form_carries_the_live_records_id(desk, kind):
    browser, live = desk(), factories.live(kind)
    factories.make(kind)  # so that the working copy's id is no neighbour of the live one's
    page = browser.post(address(live, "edit"), follow=True)
    assert page.request["PATH_INFO"] == address(live)
    copy = Article.objects.get(live_id=live.pk)
    base = re.escape(f"/admin/{kind.replace('.', '/')}/")
    ids = set(re.findall(rf'"{base}(\d+)/', page.content.decode()))
    assert ids == {str(live.pk)}
    assert str(copy.pk) not in ids


def test_working_copy_has_no_address_of_its_own(desk):
    live = factories.live()
    copy = working_copies.edit(live)
    browser = desk()
    for act in ("change", "delete"):
        page = browser.get(f"{STORIES}{copy.pk}/{act}/", follow=True)
        assert page.request["PATH_INFO"] == "/admin/"
    for act in ("edit", "publish", "withdraw", "discard"):
        assert browser.post(f"{STORIES}{copy.pk}/{act}/").status_code == 404
    for act in ("preview/en", "history", "compare", "restore/en/1"):
        assert browser.get(f"{STORIES}{copy.pk}/{act}/").status_code == 404


def test_record_that_was_never_public_is_edited_in_place(desk):
    draft = factories.make()
    page = desk().get(address(draft))
    assert pages.shown(page)["title_en"] == "Spring on the river"
    assert "Edit" not in pages.buttons(page)


@pytest.mark.parametrize("pk", ["99999999999999999999999", "9" * 5000, "0", "abc", "1%00", "²"])
def test_id_that_nothing_has_leads_back_to_the_desk(desk, pk):
    browser = desk()
    page = browser.get(f"{STORIES}{pk}/change/", follow=True)
    assert page.request["PATH_INFO"] == "/admin/"
    page = browser.post(f"{STORIES}{pk}/edit/", follow=True)
    assert page.status_code == 404 or page.request["PATH_INFO"] == "/admin/"


def test_form_opened_before_the_record_went_public_is_saved_into_a_draft(desk, visitor):
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    editor = desk("editor")
    pages.press(editor, editor.get(address(draft)), "Publish English now")
    pages.press(browser, page, "Publish Chinese now", title_en="Written meanwhile")
    assert "Written meanwhile" not in pages.text(visitor.get(f"/en/{draft.pk}", follow=True))
    assert pages.shown(browser.get(address(draft)))["title_en"] == "Written meanwhile"


# How fast


def asked(browser, place: str) -> int:
    """Return how many questions a page asks the database once its forms are warm."""
    browser.get(place)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(place).status_code == 200
    return len(queries)


def test_page_of_a_record_asks_once_for_what_it_shows_many_times(desk):
    browser = desk()
    story, photos = factories.live(), factories.live("news.photostory", rows=12)
    assert [asked(browser, address(each)) for each in (story, photos)] == READING
    for each in (story, photos):
        factories.edited(each, title_en="Newer words")
    assert [asked(browser, address(each)) for each in (story, photos)] == WRITING
    assert asked(browser, address(factories.make())) == DRAFT
    assert asked(browser, f"{STORIES}add/") == NEW
    Category.objects.filter(key="news").update(four_eyes=True)
    assert [asked(browser, address(each)) for each in (story, photos)] == RULED
