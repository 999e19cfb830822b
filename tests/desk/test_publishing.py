"""Publishing from the form: which languages, and what is said."""

import re
from datetime import UTC, datetime

import pytest

from articles import publishing, working_copies
from articles.models import Article
from tests import factories, pages
from tests.desk.steps import NOW, ONE_CHINESE, ONE_ENGLISH, edited, titles
from tests.pages import address

pytestmark = pytest.mark.once

# Which languages


@pytest.mark.parametrize(
    ("button", "said", "readable"),
    [
        ("Publish English now", "Published: English.", {"en": True, "zh": False}),
        ("Publish Chinese now", "Published: Chinese.", {"en": False, "zh": True}),
        ("Publish both languages now", "Published: English, Chinese.", {"en": True, "zh": True}),
    ],
)
def test_draft_is_published_in_the_language_that_the_button_names(
    desk, visitor, button, said, readable
):
    draft = factories.make()
    browser = desk()
    page = pages.press(browser, browser.get(address(draft)), button)
    assert said in pages.text(page)
    assert titles(visitor, draft) == readable


def test_new_story_is_written_and_published_in_one_step(desk, visitor):
    browser = desk()
    page = browser.get("/admin/news/story/add/")
    texts = {
        "category": factories.category("news.local").pk,
        "title_en": "A new bridge",
        "body_en": "<p>It opens on Monday.</p>",
        "source_en": "River Gazette",
    }
    pages.press(browser, page, "Publish English now", **texts)
    page = visitor.get("/en/news/local/")
    assert "A new bridge" in pages.text(page)


@pytest.mark.parametrize(
    ("button", "changed", "unchanged"), [(ONE_ENGLISH, "en", "zh"), (ONE_CHINESE, "zh", "en")]
)
def test_update_of_one_language_leaves_the_other_byte_for_byte(
    desk, visitor, button, changed, unchanged
):
    live = factories.live("news.photostory")
    before = {code: visitor.get(f"/{code}/{live.pk}", follow=True).content for code in ("en", "zh")}
    texts = {
        "title_en": "High water",
        "title_zh_hans": "大水",
        "pictures-0-caption_en": "New",
        "pictures-0-caption_zh_hans": "新",
    }
    edited(desk(), live, button, publish_shared="", **texts)
    after = {code: visitor.get(f"/{code}/{live.pk}", follow=True).content for code in ("en", "zh")}
    assert after[unchanged] == before[unchanged]
    assert after[changed] != before[changed]


def test_shared_facts_stay_back_when_their_box_is_not_ticked(desk, visitor):
    live = factories.live()
    other = factories.category("news.business")
    browser = desk()
    page = browser.post(address(live, "edit"), follow=True)
    changes = {"title_en": "High water", "category": other.pk}
    # An unticked box is not sent at all.
    chosen = pages.form(page, ONE_ENGLISH)["data"] | changes | {"_publish": "en"}
    del chosen["publish_shared"]
    browser.post(address(live), chosen)
    stored = factories.fresh(live)
    assert (stored.title_en, stored.category.key) == ("High water", "news.events")


def test_button_says_that_shared_facts_have_changed(desk):
    live = factories.live()
    browser = desk()
    page = edited(browser, live, "Save draft", is_featured="on")
    assert f"{ONE_ENGLISH} (shared facts have changed)" in pages.buttons(page)
    page = edited(browser, live, "Save draft", is_featured="on", title_en="High water")
    page = pages.press(browser, page, f"{ONE_ENGLISH} (shared facts have changed)")
    assert factories.fresh(live).is_featured


def test_draft_goes_when_nothing_in_it_differs_any_more(desk):
    live = factories.live()
    page = edited(desk(), live, "Update both languages now", title_en="High water")
    assert "Edit" in pages.buttons(page)


def test_draft_stays_for_what_has_not_been_published(desk):
    live = factories.live()
    page = edited(desk(), live, ONE_ENGLISH, title_en="High water", title_zh_hans="大水")
    assert pages.shown(page)["title_zh_hans"] == "大水"
    assert "Changed so far: Chinese." in pages.text(page)


def test_language_is_published_as_it_stands_from_the_read_only_page(desk, visitor):
    draft = factories.make()
    publishing.publish(draft, ["en"])
    browser = desk()
    page = browser.get(address(draft))
    page = pages.press(browser, page, "Publish Chinese as it stands")
    assert "Published: Chinese." in pages.text(page)
    assert titles(visitor, draft) == {"en": True, "zh": True}


# What the buttons say


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "Publish English now"),
        ("live", "Update the English text now"),
        ("scheduled", "Replace the English text scheduled for 1 Apr 2026 08:00"),
        ("expired", "Publish English again now"),
        ("withdrawn", "Publish English again now"),
    ],
)
def test_button_says_what_pressing_it_will_do(desk, time_machine, state, words):
    time_machine.move_to(NOW)
    article = factories.make()
    if state == "live":
        publishing.publish(article, ["en"])
    elif state == "scheduled":
        publishing.publish(article, ["en"], at=datetime(2026, 4, 1, tzinfo=UTC))
    elif state == "expired":
        end = {"en": datetime(2026, 2, 1, tzinfo=UTC)}
        publishing.publish(article, ["en"], at=datetime(2026, 1, 1, tzinfo=UTC), expires=end)
    elif state == "withdrawn":
        publishing.publish(article, ["en"])
        publishing.withdraw(article, ["en"])
    working_copies.edit(article)
    assert words in pages.buttons(desk().get(address(article)))


def test_button_for_both_languages_says_what_becomes_of_them(desk, time_machine):
    time_machine.move_to(NOW)
    browser = desk()
    live, scheduled, withdrawn = factories.live(), factories.make(), factories.live()
    publishing.withdraw(withdrawn, ["en", "zh-hans"])
    publishing.publish(scheduled, ["en", "zh-hans"], at=datetime(2026, 4, 1, tzinfo=UTC))
    for article, words in (
        (live, "Update both languages now"),
        (scheduled, "Replace both scheduled texts"),
        (withdrawn, "Publish both languages again now"),
    ):
        assert words in pages.buttons(browser.post(address(article, "edit"), follow=True))


def test_what_publishing_needs_is_marked_beside_its_label(desk):
    html = desk().get(address(factories.make())).content.decode()
    need = '<small class="pane-need">needed to publish</small>'
    marked = re.findall(rf'for="id_(\w+)"[^>]*>[^<]*{need}', html)
    assert sorted(marked) == [
        f"{name}_{code}" for name in ("body", "source", "title") for code in ("en", "zh_hans")
    ]


def main_button(page) -> str:
    return re.search(r'class="default">([^<]+)', page.content.decode()).group(1)


def more_buttons(page) -> str:
    return page.content.decode().split('class="more-buttons"')[1].split("</details>")[0]


def test_main_button_is_what_is_meant_and_what_must_fail_stands_behind_more(desk):
    browser = desk()
    page = browser.get("/admin/news/story/add/")
    assert main_button(page) == "Save draft"
    assert "Publish Chinese now" in more_buttons(page)
    assert "say the same" not in pages.text(page)
    english = browser.get(address(factories.make(langs=["en"])))
    assert main_button(english) == "Publish English now"
    assert "Publish both" in more_buttons(english)
    assert "say the same" not in pages.text(english)
    live = factories.live()
    assert main_button(browser.post(address(live, "edit"), follow=True)) == "Save draft"
    factories.edited(live, title_en="High water")
    assert main_button(browser.get(address(live))) == ONE_ENGLISH
    factories.edited(live, title_zh_hans="大水")
    assert main_button(browser.get(address(live))) == "Update both languages now"


def test_new_form_knows_the_section_of_four_eyes_and_who_owes_a_reason(desk):
    category = factories.category("news.events")
    category.section.four_eyes = True
    category.section.save()
    browser = desk()
    add = f"/admin/news/story/add/?_changelist_filters=category%3D{category.pk}"
    page = browser.get(add)
    assert pages.shown(page)["category"] == str(category.pk)
    assert main_button(page) == "Submit for review"
    category.section.four_eyes_exempt.add(browser.user)
    assert "please write the reason into the note first" in pages.text(browser.get(add))
    draft = factories.make()
    factories.edited(draft, browser.user, title_en="My own")
    page = browser.get(address(draft))
    assert "please write the reason into the note first" in pages.text(page)
    page = pages.press(browser, page, "Publish English now")
    assert '<a href="#id_note">Note</a>' in page.content.decode()


@pytest.mark.both
def test_new_form_begins_with_the_category_and_the_source_that_were_used_last(desk):
    browser = desk()
    page = browser.get("/admin/news/story/add/")
    category = str(factories.category("news.local").pk)
    texts = {"title_en": "A new bridge", "source_en": "River Gazette", "category": category}
    pages.press(browser, page, "Save draft", **texts)
    page = browser.get("/admin/news/story/add/")
    assert pages.shown(page)["category"] == category
    assert pages.shown(page)["source_en"] == "River Gazette"
    # The source alone is not a text.
    pages.press(browser, page, "Save draft", title_zh_hans="新桥", source_zh_hans="江报")
    assert Article.objects.get(title_zh_hans="新桥").source_en == ""


def test_note_about_a_publication_stands_in_the_history(desk):
    live = factories.live()
    browser = desk()
    edited(browser, live, ONE_ENGLISH, title_en="High water", note="The mayor asked for it")
    assert "The mayor asked for it" in pages.text(browser.get(address(live, "history")))


# What is missing


def test_incomplete_language_is_saved_and_the_words_say_what_it_lacks(desk, visitor):
    draft = factories.make(langs=["en"])
    browser = desk()
    page = browser.get(address(draft))
    page = pages.press(browser, page, "Publish Chinese now", title_zh_hans="江上春天")
    said = (
        'lacks: <a href="#id_body_zh_hans_place">text</a>, <a href="#id_source_zh_hans">source</a>.'
    )
    html = page.content.decode().lower()
    assert '<li class="error">the draft is saved, but not published. chinese still ' + said in html
    assert 'id="id_body_zh_hans_place"' in html and 'id="id_source_zh_hans"' in html
    assert "Draft saved." not in pages.text(page)
    assert pages.shown(page)["title_zh_hans"] == "江上春天"
    assert titles(visitor, draft) == {"en": False, "zh": False}


def test_nothing_is_published_when_one_of_two_languages_is_incomplete(desk, visitor):
    draft = factories.make(langs=["en"])
    browser = desk()
    page = pages.press(browser, browser.get(address(draft)), "Publish both languages now")
    assert "Chinese still lacks" in pages.text(page)
    assert "English still lacks" not in pages.text(page)
    assert titles(visitor, draft) == {"en": False, "zh": False}


def test_picture_without_a_description_keeps_its_language_back(desk, visitor):
    draft = factories.make(picture=factories.picture())
    browser = desk()
    page = browser.get(address(draft))
    page = pages.press(browser, page, "Publish English now", picture_alt_en="")
    assert "english still lacks: picture description" in pages.text(page).lower()
    assert titles(visitor, draft) == {"en": False, "zh": False}
    pages.press(browser, page, "Publish English now", picture_is_decorative="on")
    assert titles(visitor, draft) == {"en": True, "zh": False}


def test_update_that_lacks_something_leaves_the_public_text(desk, visitor):
    live = factories.live()
    before = visitor.get(live.get_absolute_url()).content
    page = edited(desk(), live, ONE_ENGLISH, body_en="", title_en="High water")
    assert "English still lacks" in pages.text(page)
    assert pages.shown(page)["title_en"] == "High water"
    assert visitor.get(live.get_absolute_url()).content == before


def test_spaces_alone_are_no_text(desk, visitor):
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    page = pages.press(browser, page, "Publish English now", body_en="<p> </p><p>&nbsp;</p>")
    assert "English still lacks" in pages.text(page)
    assert titles(visitor, draft) == {"en": False, "zh": False}
