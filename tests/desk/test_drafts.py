"""Saving a draft: everything typed is kept, and visitors see nothing of it."""

import pytest

from articles.models import Article, Revision
from tests import factories, pages
from tests.pages import address

ADD = "/admin/news/story/add/"


def new(browser, **texts):
    """Press Save draft on an empty form, and return the record and the page that comes."""
    texts = {"category": factories.category("news.events").pk, **texts}
    page = pages.press(browser, browser.get(ADD), "Save draft", **texts)
    return Article.objects.order_by("-pk").first(), page


def test_new_story_is_saved_with_one_title_in_one_language(desk):
    for texts in ({"title_en": "Only a title"}, {"title_zh_hans": "只有标题"}):
        made, page = new(desk(name=f"p{len(texts)}{list(texts)[0]}"), **texts)
        assert "Draft saved. Visitors see nothing of it yet." in pages.text(page)
        assert page.request["PATH_INFO"] == address(made)
        for name, words in texts.items():
            assert pages.shown(page)[name] == words


def test_new_story_knows_who_wrote_it(desk):
    browser = desk("author")
    made, _page = new(browser, title_en="Mine")
    assert (made.created_by, made.updated_by) == (browser.user, browser.user)


def test_draft_of_a_public_story_is_kept_and_visitors_see_nothing_of_it(desk, visitor):
    live = factories.live()
    before = visitor.get(live.get_absolute_url()).content
    browser = desk("author")
    page = browser.post(address(live, "edit"), follow=True)
    page = pages.press(browser, page, "Save draft", title_en="High water", slug="other")
    assert "Draft saved. Visitors see nothing of it yet." in pages.text(page)
    assert "Changed so far: English, shared facts." in pages.text(page)
    assert pages.shown(page)["title_en"] == "High water"
    assert visitor.get(live.get_absolute_url()).content == before


def test_each_save_leaves_a_version_of_what_changed_with_name_and_note(desk):
    live = factories.live()
    known = set(Revision.objects.values_list("pk", flat=True))
    browser = desk("editor")
    page = browser.post(address(live, "edit"), follow=True)
    pages.press(browser, page, "Save draft", title_zh_hans="大水", note="Better verb")
    kept = Revision.objects.exclude(pk__in=known)
    assert [(row.strand, row.created_by, row.note) for row in kept] == [
        ("zh-hans", browser.user, "Better verb")
    ]
    assert kept[0].content["fields"]["title_zh_hans"] == "大水"


def test_saving_without_a_change_leaves_no_version(desk):
    live = factories.live("news.photostory")
    browser = desk()
    page = browser.post(address(live, "edit"), follow=True)
    known = Revision.objects.count()
    page = pages.press(browser, page, "Save draft")
    assert Revision.objects.count() == known
    assert "Nothing in it differs from the published text yet." in pages.text(page)


def test_history_stands_under_the_live_record(desk):
    live = factories.live()
    browser = desk()
    page = browser.post(address(live, "edit"), follow=True)
    pages.press(browser, page, "Save draft", title_en="High water")
    assert "English, version 2" in pages.text(browser.get(address(live, "history")))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  spaces around  ", "spaces around"),
        ("e\u0301", "e\u0301"),
        ("𠮷野家 😀 \u202b", "𠮷野家 😀"),
        ("<b>tags</b> & \"quotes\" 'both'", "<b>tags</b> & \"quotes\" 'both'"),
    ],
)
def test_title_comes_back_as_it_was_typed(desk, typed, kept):
    made, page = new(desk(), title_en=typed)
    assert pages.shown(page)["title_en"].strip("\u202b ") == kept


# Discarding


def test_discarded_draft_is_gone_and_visitors_notice_nothing(desk, visitor):
    live = factories.live()
    before = visitor.get(live.get_absolute_url()).content
    browser = desk()
    page = browser.post(address(live, "edit"), follow=True)
    pages.press(browser, page, "Save draft", title_en="High water")
    page = browser.get(address(live, "discard"))
    assert "The draft differs from the published text in: English." in pages.text(page)
    page = pages.press(browser, page, "Discard the draft")
    assert "The draft is discarded. Visitors noticed nothing." in pages.text(page)
    assert "Edit" in pages.buttons(page)
    assert not Article.objects.filter(live_id=live.pk).exists()
    assert visitor.get(live.get_absolute_url()).content == before


def test_asking_to_discard_changes_nothing(desk):
    live = factories.live()
    browser = desk()
    browser.post(address(live, "edit"))
    browser.get(address(live, "discard"))
    assert Article.objects.filter(live_id=live.pk).exists()


def test_discarding_where_there_is_no_draft_leaves_the_record_alone(desk, visitor):
    live, draft = factories.live(), factories.make()
    browser = desk()
    for article in (live, draft):
        page = browser.post(address(article, "discard"), follow=True)
        assert page.request["PATH_INFO"] == address(article)
    assert Article.objects.count() == 2
    assert visitor.get(live.get_absolute_url()).status_code == 200
