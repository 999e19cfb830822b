"""The pictures of a photo story in its form: changed, added, removed and moved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import working_copies
from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.once

ENGLISH, CHINESE = "Update the English text now", "Update the Chinese text now"


@pytest.fixture
def story(db):
    """A public photo story with three pictures."""
    return factories.live("news.photostory")


@pytest.fixture
def editor(desk):
    return desk()


def opened(browser, story):
    return browser.post(address(story, "edit"), follow=True)


def captions(row, language: str = "en") -> list[str]:
    rows = factories.fresh(row).pictures.order_by("position")
    return [getattr(each, f"caption_{language}") for each in rows]


def shown(visitor, story, code: str = "en") -> str:
    return pages.text(visitor.get(f"/{code}/{story.pk}", follow=True))


def everything(caption: str) -> dict:
    """Change the first picture, move the second to the end, remove the third, add another."""
    return {
        "pictures-TOTAL_FORMS": "4",
        "pictures-0-caption_en": caption,
        "pictures-0-caption_zh_hans": "改过",
        "pictures-1-position": "9",
        "pictures-2-DELETE": "on",
        "pictures-3-position": "5",
        "pictures-3-picture_upload": SimpleUploadedFile("new.jpg", factories.jpeg("black")),
        "pictures-3-caption_en": "Added",
        "pictures-3-alt_en": "A black square",
        "pictures-3-caption_zh_hans": "新加",
        "pictures-3-alt_zh_hans": "黑色方块",
    }


def test_pictures_are_changed_added_removed_and_moved_in_one_go(editor, visitor, story):
    page = opened(editor, story)
    page = pages.press(editor, page, "Update both languages now", **everything("Changed"))
    assert captions(story) == ["Changed", "Added", "caption 1 English"]
    assert captions(story, "zh_hans") == ["改过", "新加", "caption 1 中文"]
    text = shown(visitor, story)
    assert text.index("Changed") < text.index("Added") < text.index("caption 1 English")
    assert "caption 2 English" not in text


def test_draft_of_the_pictures_is_kept_and_visitors_see_nothing_of_it(editor, visitor, story):
    before = visitor.get(story.get_absolute_url()).content
    page = pages.press(editor, opened(editor, story), "Save draft", **everything("Changed"))
    assert "Changed so far: English, Chinese, shared facts." in pages.text(page)
    copy = working_copies.editable_row(story)
    assert captions(copy) == ["Changed", "Added", "caption 1 English"]
    assert captions(story) == [f"caption {number} English" for number in range(3)]
    assert visitor.get(story.get_absolute_url()).content == before


def test_chinese_alone_leaves_the_english_page_byte_for_byte(editor, visitor, story):
    before = visitor.get(story.get_absolute_url()).content
    page = opened(editor, story)
    data = pages.form(page, CHINESE)["data"] | everything("Changed") | {"_publish": "zh-hans"}
    # An unticked box is not sent at all.
    del data["publish_shared"]
    editor.post(address(story), data)
    assert visitor.get(story.get_absolute_url()).content == before
    assert "改过" in shown(visitor, story, "zh")
    # Which pictures there are, and in which order, is a fact that both languages share.
    assert captions(story, "zh_hans") == ["改过", "caption 1 中文", "caption 2 中文"]


@pytest.mark.both
def test_picture_keeps_its_row_and_its_other_language_through_a_publication(editor, story):
    rows = list(story.pictures.order_by("position").values_list("pk", "caption_zh_hans"))
    texts = {"pictures-0-caption_en": "Changed"}
    pages.press(editor, opened(editor, story), ENGLISH, **texts)
    after = list(story.pictures.order_by("position").values_list("pk", "caption_zh_hans"))
    assert after == rows


def test_picture_without_words_in_a_language_is_not_shown_in_it(editor, visitor, story):
    texts = {f"pictures-1-{name}_en": "" for name in ("caption", "credit", "alt")}
    pages.press(editor, opened(editor, story), ENGLISH, **texts)
    text = shown(visitor, story)
    assert "caption 0 English" in text
    assert "caption 1" not in text
    assert "caption 1 中文" in shown(visitor, story, "zh")


def test_picture_without_a_description_is_named_by_its_number(editor, story):
    page = pages.press(editor, opened(editor, story), ENGLISH, **{"pictures-1-alt_en": ""})
    assert "English still lacks: picture description of picture 2." in pages.text(page)


def test_photo_story_without_any_picture_is_not_published(editor, visitor, db):
    draft = factories.make("news.photostory", rows=0)
    page = pages.press(editor, editor.get(address(draft)), "Publish English now")
    assert "at least one picture with a description" in pages.text(page)
    assert visitor.get(f"/en/{draft.pk}", follow=True).status_code == 404


def test_new_photo_story_is_written_with_its_pictures_in_one_go(editor, visitor, db):
    page = editor.get("/admin/news/photostory/add/")
    texts = {
        "category": factories.category("news.photos").pk,
        "title_en": "River in pictures",
        "source_en": "River Gazette",
        "pictures-TOTAL_FORMS": "2",
    }
    for number, colour in enumerate(("black", "white")):
        photo = SimpleUploadedFile(f"{colour}.jpg", factories.jpeg(colour))
        texts |= {
            f"pictures-{number}-picture_upload": photo,
            f"pictures-{number}-caption_en": f"A {colour} square",
            f"pictures-{number}-alt_en": f"All {colour}",
        }
    page = pages.press(editor, page, "Publish English now", **texts)
    assert "Published: English." in pages.text(page)
    text = pages.text(visitor.get("/en/news/photos/"))
    assert "River in pictures" in text


def test_pictures_of_a_public_story_can_only_be_read(editor, story):
    page = editor.get(address(story))
    assert "caption 2 English" in pages.text(page)
    assert [name for name in pages.shown(page) if name.endswith(("caption_en", "several"))] == []


def test_form_without_script_has_no_row_that_is_lost_or_made_by_itself(editor, story):
    page = opened(editor, story)
    for _ in range(3):
        page = pages.press(editor, page, "Save draft")
    assert len(captions(working_copies.editable_row(story))) == 3


# Several files at once, without a script


def several(*names: str) -> list[SimpleUploadedFile]:
    return [
        SimpleUploadedFile(name, factories.jpeg(["black", "white"][index]))
        for index, name in enumerate(names)
    ]


def test_several_files_chosen_at_once_become_rows_in_their_order(editor, story):
    page = pages.press(
        editor,
        opened(editor, story),
        "Save draft",
        **{"pictures-several": several("江.jpg", "b.jpg")},
    )
    assert "Draft saved." in pages.text(page)
    rows = working_copies.editable_row(story).pictures.order_by("position")
    assert [row.position for row in rows] == [0, 1, 2, 3, 4]
    assert [row.picture.file_name for row in rows][3:] == ["江.jpg", "b.jpg"]


def test_file_that_is_refused_is_named_and_the_others_are_kept(editor, story):
    first, last = several("江.jpg", "b.jpg")
    files = [first, SimpleUploadedFile("信.jpg", b"words"), last]
    page = pages.press(editor, opened(editor, story), "Save draft", **{"pictures-several": files})
    assert "信.jpg: This is a text, not a picture." in pages.text(page)
    pages.press(editor, page, "Save draft")
    rows = working_copies.editable_row(story).pictures.order_by("position")
    assert [row.picture.file_name for row in rows][3:] == ["江.jpg", "b.jpg"]


# Places


@pytest.mark.both
def test_rows_are_numbered_from_one_and_anew_at_each_saving(editor, story):
    page = opened(editor, story)
    assert [pages.shown(page)[f"pictures-{row}-position"] for row in range(3)] == ["1", "2", "3"]
    page = pages.press(editor, page, "Save draft", **{"pictures-2-position": "1"})
    assert [pages.shown(page)[f"pictures-{row}-position"] for row in range(3)] == ["1", "2", "3"]
    page = pages.press(editor, page, "Save draft", **{"pictures-0-DELETE": "on"})
    assert [pages.shown(page)[f"pictures-{row}-position"] for row in range(2)] == ["1", "2"]
    assert captions(working_copies.editable_row(story)) == [
        "caption 0 English",
        "caption 1 English",
    ]


def test_picture_that_somebody_put_between_two_others_stays_there(editor, desk, story):
    first, second = opened(editor, story), opened(editor, story)
    new = {
        "pictures-TOTAL_FORMS": "4",
        "pictures-3-picture": factories.picture("maroon").pk,
        "pictures-3-caption_en": "Between",
        "pictures-1-position": "3",
        "pictures-2-position": "4",
        "pictures-3-position": "2",
    }
    pages.press(desk("editor"), first, "Save draft", **new)
    pages.press(editor, second, "Save draft", **{"pictures-2-caption_en": "Written since"})
    assert captions(working_copies.editable_row(story)) == [
        "caption 0 English",
        "Between",
        "caption 1 English",
        "Written since",
    ]


# As many as there is room for


@pytest.mark.both
def test_hundred_pictures_are_saved_and_more_are_refused_in_words(editor, db):
    draft = factories.make("news.photostory", rows=0)
    photo = factories.picture()
    model = draft.pictures.model
    for position in range(100):
        model(story=draft, picture=photo, position=position, caption_en=f"{position}").save()
    page = editor.get(address(draft))
    data = pages.shown(page) | {"_save": "1", "title_en": "A hundred", "pictures-99-position": "1"}
    assert editor.post(address(draft), data).status_code == 302
    assert draft.pictures.order_by("position").first().caption_en == "99"
    files = {"pictures-several": several("a.jpg", "b.jpg")}
    page = pages.press(editor, page, "Save draft", **files)
    assert "There is room for 100 pictures: 2 were left out." in pages.text(page)
    assert draft.pictures.count() == 100


# What others see of them


def test_lists_show_thefirst_picture_until_somebody_chooses_another(editor, db):
    draft = factories.make("news.photostory")
    first, second, third = [row.picture for row in draft.pictures.order_by("position")]
    page = pages.press(editor, editor.get(address(draft)), "Save draft", title_en="Only words")
    assert factories.fresh(draft).picture is None
    page = pages.press(editor, page, "Save draft", **{"pictures-2-position": "1"})
    assert factories.fresh(draft).picture == third
    page = pages.press(editor, page, "Save draft", **{"pictures-0-DELETE": "on"})
    assert factories.fresh(draft).picture == first
    changes = {"picture": second.pk, "pictures-1-position": "1"}
    pages.press(editor, page, "Save draft", **changes)
    assert factories.fresh(draft).picture == second


def test_pictures_are_counted_and_each_has_an_address_of_its_own(visitor, story):
    page = visitor.get(story.get_absolute_url())
    text, html = pages.text(page), page.content.decode()
    assert [f"Picture {number} of 3" in text for number in (1, 2, 3)] == [True] * 3
    assert 'id="p3"' in html
    assert 'href="#p3"' in html
    assert "第3张，共3张" in shown(visitor, story, "zh")


def test_story_of_forty_pictures_asks_no_more_questions_than_one_of_three(visitor, story):
    more = factories.live("news.photostory", rows=40)
    numbers = []
    for each in (story, more):
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(each.get_absolute_url()).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
