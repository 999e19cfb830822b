"""Bringing many pictures into the library: one request a file, then one form for all texts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from library.models import Collection, Picture
from tests import factories, pages

UPLOAD, TEXTS, LIST = (f"/admin/library/picture/{part}" for part in ("upload/", "texts/?ids=", ""))
RECEIVE = "/admin/library/picture/receive/"
COLOURS = ("teal", "navy", "olive", "maroon")


def photo(colour: str = "teal", name: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name or f"{colour}.jpg", factories.jpeg(colour), "image/jpeg")


# The endpoint


def test_script_gets_the_picture_and_learns_whether_it_was_there_before(desk):
    browser = desk("author")
    answer = browser.post(RECEIVE, {"file": photo()}).json()
    picture = Picture.objects.get()
    assert (answer["id"], answer["is_known"]) == (picture.pk, False)
    assert (picture.created_by, answer["texts"]["alt_zh_hans"]) == (browser.user, "")
    Picture.objects.update(title_en="A bridge")
    again = desk("editor").post(RECEIVE, {"file": photo(name="同一张.jpg")}).json()
    assert (again["id"], again["is_known"], again["name"]) == (picture.pk, True, "A bridge")


def test_script_is_told_in_words_why_there_is_no_picture(desk, visitor, db):
    refused = desk("author").post(RECEIVE, {"file": SimpleUploadedFile("a.svg", b"<svg/>")})
    assert (refused.status_code, set(refused.json())) == (400, {"error"})
    signed_out = visitor.post(RECEIVE, {"file": photo()})
    assert signed_out.status_code == 401
    assert signed_out.json()["error"].startswith("You are no longer signed in.")
    assert desk("enquiry-desk").post(RECEIVE, {"file": photo()}).status_code == 403
    browser = desk("editor")
    assert browser.get(RECEIVE).status_code == 405
    assert browser.post(RECEIVE).json() == {"error": "No file has arrived."}
    assert not Picture.objects.exists()


@pytest.mark.parametrize("length", ["0", "12", "-1", "word"])
def test_length_that_lies_neither_stores_nor_breaks_anything(desk, visitor, length):
    browser = desk("editor")
    answer = browser.post(RECEIVE, {"file": photo()}, CONTENT_LENGTH=length)
    assert answer.status_code in (200, 400)
    assert Picture.objects.count() == (answer.status_code == 200)
    assert visitor.get("/en/").status_code == 200


def test_form_of_another_site_cannot_upload(desk):
    browser = desk("editor")
    browser.handler.enforce_csrf_checks = True
    assert browser.post(RECEIVE, {"file": photo()}).status_code == 403
    assert not Picture.objects.exists()


# Without script


def test_forty_files_in_one_form_lead_to_the_form_with_their_texts(desk):
    browser = desk("author", interface_language="en")
    known = factories.picture("gold")
    files = [photo(f"rgb({number * 6},90,120)", f"照片{number}.jpg") for number in range(39)]
    gold = SimpleUploadedFile("gold.jpg", factories.jpeg("gold", (300, 200)))
    bad = SimpleUploadedFile("notes.pdf", b"%PDF-1.7")
    page = browser.post(UPLOAD, {"files": [*files, bad, gold]}, follow=True)
    words = pages.text(page)
    assert "“notes.pdf” was refused." in words
    assert "“gold.jpg” is in the library already:" in words
    assert words.count("· 照片") == 39
    assert f"picture{known.pk}-title_en" not in pages.form(page, "Save all texts")["data"]


def test_upload_without_a_file_asks_for_one(desk):
    page = desk().post(UPLOAD, follow=True)
    assert "No file has arrived. Please choose at least one picture." in pages.text(page)


def test_address_to_add_a_picture_leads_to_the_upload(desk):
    assert desk().get(f"{LIST}add/")["Location"] == UPLOAD


# The texts of many


@pytest.fixture
def three(db) -> list[Picture]:
    return [factories.picture(colour) for colour in COLOURS[:3]]


def texts(browser, pictures):
    return browser.get(TEXTS + ",".join(str(picture.pk) for picture in pictures))


def named(picture: Picture, **fields) -> dict:
    return {f"picture{picture.pk}-{name}": value for name, value in fields.items()}


def test_all_texts_are_saved_at_once_and_common_ones_fill_what_is_empty(desk, three):
    events = Collection.objects.create(name_en="Events", name_zh_hans="活动")
    first, second, _third = three
    Picture.objects.filter(pk=second.pk).update(credit_en="Known before")
    browser = desk("author", interface_language="en")
    changes = {"credit_en": "Ma Lan", "credit_zh_hans": "马兰", "licence": "own"}
    changes |= {"collection": events.pk, "licence_expires_on": "2031-05-01"}
    changes |= named(first, title_en="Bridge", alt_en="Two arches", alt_zh_hans="两个桥拱")
    page = pages.press(browser, texts(browser, three), "Save all texts", **changes)
    assert "The texts of 3 pictures are saved." in pages.text(page)
    assert "2 of them still lack a description in one of the languages." in pages.text(page)
    rows = {row.pk: row for row in Picture.objects.all()}
    assert [rows[each.pk].credit_en for each in three] == ["Ma Lan", "Known before", "Ma Lan"]
    assert {row.collection for row in rows.values()} == {events}
    assert {(row.licence, str(row.licence_expires_on)) for row in rows.values()} == {
        ("own", "2031-05-01")
    }
    assert (rows[first.pk].alt_zh_hans, rows[first.pk].credit_zh_hans) == ("两个桥拱", "马兰")


def test_common_texts_can_be_looked_at_before_saving(desk, three):
    browser = desk(interface_language="en")
    page = pages.press(browser, texts(browser, three), "Fill in below", source_en="Port Office")
    shown = pages.form(page, "Save all texts")["data"]
    assert shown[f"picture{three[2].pk}-source_en"] == "Port Office"
    assert not Picture.objects.filter(source_en="Port Office").exists()
    pages.press(browser, page, "Save all texts")
    assert Picture.objects.filter(source_en="Port Office").count() == 3


def test_nothing_typed_is_lost_when_one_row_is_wrong(desk, three):
    browser = desk(interface_language="en")
    changes = named(three[0], alt_en="Two arches") | named(
        three[1], licence_expires_on="0001-01-01"
    )
    page = pages.press(browser, texts(browser, three), "Save all texts", **changes)
    assert "Please check the year." in pages.text(page)
    shown = pages.form(page, "Save all texts")["data"]
    assert shown[f"picture{three[0].pk}-alt_en"] == "Two arches"
    assert not Picture.objects.filter(alt_en="Two arches").exists()
    pages.press(browser, page, "Save all texts", **named(three[1], licence_expires_on=""))
    assert Picture.objects.filter(alt_en="Two arches").exists()


def test_picture_deleted_meanwhile_is_left_out_and_strange_numbers_are_nothing(desk, three):
    browser = desk()
    page = browser.get(f"{TEXTS}{three[0].pk},{three[1].pk},x,999999,{'9' * 40}")
    three[1].delete()
    pages.press(browser, page, "Save all texts", **named(three[0], alt_en="Two arches"))
    assert Picture.objects.get(pk=three[0].pk).alt_en == "Two arches"
    page = browser.get(f"{TEXTS}{three[1].pk}", follow=True)
    assert "These pictures are no longer in the library." in pages.text(page)


def test_number_of_queries_does_not_grow_with_the_pictures(desk, django_assert_max_num_queries):
    pictures = [factories.picture(f"rgb({number},0,0)") for number in range(40)]
    browser = desk()
    texts(browser, pictures)
    with django_assert_max_num_queries(50):
        texts(browser, pictures)
