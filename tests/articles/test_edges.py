"""Where two promises meet: what a careful reader of the code found, kept from coming back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing, states, strands, working_copies
from articles.models import Article, Category, Typing
from languages import EN, ZH
from pagestore.models import PurgeOrder
from post.models import Letter
from tests import factories, pages
from tests.pages import address

DAY = timedelta(days=1)


def open_draft(browser, live):
    return browser.post(address(live, "edit"), follow=True)


# Two languages, two people


def test_first_translation_is_not_undone_by_a_form_opened_before_it(desk):
    story = factories.live(langs=[EN])
    ann, bo = desk("editor", name="ann"), desk("editor", name="bo")
    factories.edited(story)
    opened_by_ann, opened_by_bo = ann.get(address(story)), bo.get(address(story))
    pages.press(bo, opened_by_bo, "Save draft", title_zh_hans="博的标题")
    pages.press(ann, opened_by_ann, "Save draft", title_en="Ann")
    draft = working_copies.edit(story)
    assert (draft.title_en, draft.title_zh_hans) == ("Ann", "博的标题")


def test_translation_under_way_is_a_draft_in_the_list_and_in_the_filter(desk):
    story = factories.live(langs=[EN])
    copy = factories.edited(story, title_zh_hans="还在译")
    assert states.of_row(factories.fresh(story), ZH, copy).key == states.DRAFT
    rows = type(story).objects.live()
    assert story in states.filter_rows(rows, ZH, states.DRAFT)
    assert story not in states.filter_rows(rows, ZH, states.NONE)
    found = desk().get("/admin/news/story/", {"q": "还在译"})
    assert (
        pages.shown_titles(found)
        if hasattr(pages, "shown_titles")
        else story.title_en in (pages.text(found))
    )


def test_writer_of_one_language_cannot_discard_the_other(desk):
    story = factories.live()
    factories.edited(story, title_en="English draft")
    translator = desk(factories.restricted(("write", "", ZH)))
    assert translator.post(address(story, "discard")).status_code == 403
    assert Article.objects.filter(live=story).exists()


def test_publisher_of_one_language_does_not_publish_facts_that_both_show(desk):
    story = factories.live()
    browser = desk(factories.restricted(("write", "", ZH), ("publish", "", ZH)))
    form = open_draft(browser, story)
    business = factories.category("news.business").pk
    pages.press(browser, form, "Update the Chinese text now", title_zh_hans="新", category=business)
    live = factories.fresh(story)
    assert (live.title_zh_hans, live.category.key) == ("新", "news.events")


def test_right_to_publish_is_asked_where_the_article_is_and_where_it_goes(desk):
    story = factories.live()
    browser = desk(factories.restricted(("write", "", ""), ("publish", "living", "")))
    form = open_draft(browser, story)
    moved = factories.category("living.info").pk
    page = pages.press(browser, form, "Save draft", title_en="Taken over", category=moved)
    assert not [label for label in pages.buttons(page) if "ublish" in label]
    data = pages.shown(page) | {"_publish": EN}
    assert browser.post(address(story), data).status_code == 403
    assert Typing.objects.get().person == browser.user
    assert factories.fresh(story).title_en != "Taken over"


# What becomes public


def test_new_picture_needs_its_description_in_every_language_that_shows_it(db):
    story = factories.live()
    # A story without a picture has nothing to describe.
    Article.objects.filter(pk=story.pk).update(picture_alt_zh_hans="")
    olive = factories.picture("olive")
    copy = factories.edited(factories.fresh(story), picture=olive, picture_alt_en="New")
    with pytest.raises(publishing.Incomplete) as refused:
        publishing.publish(copy, [EN, strands.SHARED])
    assert list(refused.value.missing) == [ZH]


def test_editor_is_told_when_the_other_language_keeps_the_words_of_an_earlier_picture(desk):
    story = factories.live(picture=factories.picture("navy"))
    factories.edited(story, picture=factories.picture("olive"), picture_alt_en="New")
    browser = desk()
    page = pages.press(
        browser,
        browser.get(address(story)),
        "Update the English text now (shared facts have changed)",
    )
    assert "still those of the earlier picture" in pages.text(page)


def test_photo_story_without_a_picture_in_a_language_is_not_published_in_it(db):
    story = factories.live("news.photostory", langs=[EN])
    copy = factories.edited(story, title_zh_hans="标题", source_zh_hans="报")
    factories.add_row(copy, "pictures", 3, langs=[ZH])
    with pytest.raises(publishing.Incomplete):
        publishing.publish(copy, [ZH])


def test_picture_that_is_removed_is_no_change_of_the_texts(db):
    story = factories.live("news.photostory")
    copy = working_copies.edit(story)
    copy.pictures.order_by("position").last().delete()
    working_copies.record(copy)
    assert working_copies.changed_strands(copy, factories.fresh(story)) == [strands.SHARED]


def test_replacing_a_scheduled_text_keeps_its_time(desk):
    story = factories.make()
    # To the minute, as it stands in the form.
    at = (timezone.now() + 3 * DAY).replace(second=0, microsecond=0)
    publishing.publish(story, [EN], at=at)
    browser = desk()
    form = open_draft(browser, story)
    (button,) = [words for words in pages.buttons(form) if words.startswith("Replace the English")]
    pages.press(browser, form, button, title_en="New")
    live = factories.fresh(story)
    assert (live.title_en, live.published_at(EN)) == ("New", at)


def test_update_cannot_be_scheduled_for_after_the_end(db):
    story = factories.live(langs=[EN])
    publishing.publish(story, [EN], expires={EN: timezone.now() + DAY})
    factories.edited(story, title_en="Too late")
    with pytest.raises(publishing.EndsBeforeStart):
        publishing.publish(story, [EN], at=timezone.now() + 5 * DAY)


def test_end_that_was_set_is_shown_and_can_be_taken_back(desk):
    story = factories.live(langs=[EN])
    publishing.publish(story, [EN], expires={EN: timezone.now() + DAY})
    browser = desk()
    assert "until" in pages.text(browser.get(address(story)))
    form = open_draft(browser, story)
    pages.press(browser, form, "Update the English text now", no_end="on")
    assert factories.fresh(story).expires_at(EN) is None


def test_publishing_nothing_is_refused(desk, db):
    story = factories.live(langs=[EN])
    assert desk().post(address(story, "publish"), {}).status_code == 400
    with pytest.raises(ValueError, match="Nothing"):
        publishing.publish(story, [])


# What follows


@pytest.fixture
def summer(db, time_machine):
    """A story that becomes "Summer" by a scheduled update whose second has just passed."""
    story = factories.live(is_featured=True)
    factories.live()
    factories.edited(story, title_en="Summer")
    publishing.publish(story, [EN], at=timezone.now() + DAY)
    time_machine.move_to(timezone.now() + 2 * DAY)
    return story


@pytest.mark.parametrize(
    "path", ["/en/", "/en/news/", "/en/news/events/", "/en/news/events/feed.atom"]
)
def test_whatever_is_asked_for_first_shows_the_scheduled_update(visitor, summer, path):
    assert b"Summer" in visitor.get(path).content


def test_related_articles_show_the_scheduled_update(visitor, summer):
    other = Article.objects.exclude(pk=summer.pk).get(live=None)
    assert b"Summer" in visitor.get(f"/en/{other.pk}", follow=True).content


def test_author_is_told_of_a_time_and_not_of_a_page_that_is_not_there_yet(db):
    story = factories.make(created_by=factories.person("author"))
    publishing.publish(story, [EN], factories.person("publisher"), at=timezone.now() + 3 * DAY)
    assert Letter.objects.get().subject.startswith("Scheduled")


def test_lists_are_made_anew_in_the_place_that_an_article_has_left(db):
    story, _other = factories.live(), factories.live()
    place = factories.category("living.info")
    factories.live("living.info", category=place)
    factories.edited(story, category=place)
    publishing.publish(story, [EN, strands.SHARED])
    tags = PurgeOrder.objects.order_by("-pk").first().tags
    assert {f"c{story.category_id}.en", f"c{place.pk}.en"} <= set(tags)


def test_pages_are_made_anew_when_something_appears_or_ends_by_itself(db):
    story = factories.make()
    start, end = timezone.now() + DAY, timezone.now() + 2 * DAY
    publishing.publish(story, [EN], at=start, expires={EN: end})
    times = PurgeOrder.objects.order_by("due_at").values_list("due_at", flat=True)
    assert list(times)[1:] == [start, end]


def test_category_added_under_the_hidden_section_stands_alone(visitor, db):
    site = Category.objects.get(key="site")
    own = Category.objects.create(key="own.site.help", slug="help", section=site, name_en="Help")
    factories.live("about.page", category=own)
    assert b"/en/help/" in visitor.get("/en/site-map/").content
    assert visitor.get("/en/help/").status_code == 200


def test_page_that_stands_alone_does_not_lead_to_itself(visitor, db):
    factories.live("about.page", category=factories.category("site.terms"))
    page = visitor.get("/en/terms/").content.decode()
    main = page[page.index("</header>") : page.index('<footer class="foot">')]
    assert 'href="/en/terms/"' not in main
    assert 'href="/en/"' in main


def test_note_of_a_missing_language_does_not_lead_to_itself(visitor, db):
    factories.live("about.page", category=factories.category("site.terms"), langs=[ZH])
    page = visitor.get("/en/terms/").content.decode()
    assert "Not yet available in English" in page
    main = page[page.index("</header>") : page.index('<footer class="foot">')]
    assert 'href="/en/terms/"' not in main


def test_feeds_are_only_read(visitor, db):
    assert visitor.post("/en/news/events/feed.atom").status_code in (403, 405)


def test_working_title_of_another_language_does_not_show_in_the_address(db):
    story = factories.make(title_en="Do not tell anybody yet")
    publishing.publish(story, [ZH])
    assert factories.fresh(story).slug == "jiang-shang-chun-tian"
