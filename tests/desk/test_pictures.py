"""Uploading a picture into an article's form: an upload is never lost, and never taken twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from library.models import Picture
from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.once


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_upload_is_kept_when_another_field_is_wrong(desk):
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    wrong = {"publish_at": "2030-05-02T10:00", "expires_at": "2030-05-01T10:00"}
    photo = upload(factories.jpeg(), "bridge.jpg")
    page = pages.press(browser, page, "Save draft", picture_upload=photo, **wrong)
    picture = Picture.objects.get()
    assert pages.shown(page)["picture"] == str(picture.pk)
    assert 'alt="bridge.jpg"' in page.content.decode()
    pages.press(browser, page, "Save draft", expires_at="")
    assert factories.fresh(draft).picture == picture


def test_upload_into_a_row_is_kept_when_another_field_is_wrong(desk):
    draft = factories.make("news.photostory")
    browser = desk()
    page = browser.get(address(draft))
    row = {
        "pictures-TOTAL_FORMS": "4",
        "pictures-3-picture_upload": upload(factories.jpeg("black")),
        "pictures-3-caption_en": "The fourth",
    }
    page = pages.press(browser, page, "Save draft", slug="two words", **row)
    picture = Picture.objects.latest("pk")
    assert pages.shown(page)["pictures-3-picture"] == str(picture.pk)
    pages.press(browser, page, "Save draft", slug="words")
    fourth = factories.fresh(draft).pictures.get(position=3)
    assert (fourth.picture, fourth.caption_en) == (picture, "The fourth")


def test_row_without_a_picture_is_asked_for_one(desk):
    draft = factories.make("news.photostory")
    browser = desk()
    row = {"pictures-TOTAL_FORMS": "4", "pictures-3-caption_en": "No picture"}
    page = pages.press(browser, browser.get(address(draft)), "Save draft", **row)
    assert "Please choose the picture file of this row." in pages.text(page)
    assert pages.shown(page)["pictures-3-caption_en"] == "No picture"


def test_same_file_uploaded_twice_is_one_picture(desk):
    one, two = factories.make(), factories.make()
    browser = desk()
    for draft in (one, two):
        page = browser.get(address(draft))
        pages.press(browser, page, "Save draft", picture_upload=upload(factories.jpeg()))
    assert Picture.objects.count() == 1
    assert factories.fresh(one).picture == factories.fresh(two).picture


def test_new_upload_takes_the_place_of_the_old_picture_in_the_draft_alone(desk, visitor):
    live = factories.live(picture=factories.picture())
    before = visitor.get(live.get_absolute_url()).content
    browser = desk()
    page = browser.post(address(live, "edit"), follow=True)
    photo = upload(factories.jpeg("black"))
    page = pages.press(browser, page, "Save draft", picture_upload=photo)
    assert pages.shown(page)["picture"] != str(live.picture_id)
    assert visitor.get(live.get_absolute_url()).content == before


def test_picture_is_taken_off_when_the_box_is_ticked(desk):
    draft = factories.make(picture=factories.picture(), picture_is_decorative=True)
    browser = desk()
    page = browser.get(address(draft))
    pages.press(browser, page, "Save draft", remove_picture="on")
    stored = factories.fresh(draft)
    assert stored.picture is None
    assert not stored.picture_is_decorative


@pytest.mark.both
def test_hint_of_photo_stories_stands_in_their_form_alone(desk):
    browser, hint = desk(), "For lists. Left empty, the first picture of the story is taken"
    assert hint in pages.text(browser.get("/admin/news/photostory/add/"))
    assert hint not in pages.text(browser.get("/admin/news/story/add/"))
