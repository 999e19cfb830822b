"""Choosing a picture of the library for an article, with a script and without."""

import json
import re
from html import unescape

import pytest

from languages import column
from library.models import Collection, Picture
from tests import factories, pages
from tests.desk.test_pictures import upload
from tests.pages import address

CHOOSE = "/admin/library/picture/choose/"
TEXTS = {"title": ("Quay", "码头"), "alt": ("Two cranes", "两台起重机"), "credit": ("Li", "李")}


def described(colour: str = "navy", **fields) -> Picture:
    picture = factories.picture(colour)
    for name, both in TEXTS.items():
        for code, text in zip(("en", "zh-hans"), both, strict=True):
            setattr(picture, column(name, code), text)
    Picture.objects.filter(pk=picture.pk).update(**fields)
    picture.save()
    return picture


def offered(page) -> list[int]:
    found = re.findall(r'data-picture="([^"]+)"', page.content.decode())
    return [json.loads(unescape(each))["id"] for each in found]


@pytest.mark.parametrize("words", ["quay", "码头", "起重机 navy", "LI two"])
def test_picture_is_found_by_words_of_either_language(desk, words):
    wanted = described()
    factories.picture("olive")
    assert offered(desk("author").get(CHOOSE, {"q": words})) == [wanted.pk]


def test_newest_pictures_come_first_in_pages_and_by_collection(desk):
    drawer = Collection.objects.create(name_en="Ports")
    made = [factories.picture(f"rgb({number * 8},1,1)") for number in range(26)]
    drawer.pictures.add(made[3])
    browser = desk(interface_language="en")
    first, second = browser.get(CHOOSE), browser.get(CHOOSE, {"page": 2})
    assert offered(first) + offered(second) == [each.pk for each in reversed(made)]
    assert "Page 1 of 2" in pages.text(first)
    assert offered(browser.get(CHOOSE, {"collection": drawer.pk})) == [made[3].pk]
    # Whatever else an address says is answered with a page.
    for wrong in ({"page": "x"}, {"collection": "9" * 30}, {"q": "\x00%_'"}):
        assert browser.get(CHOOSE, wrong).status_code == 200
    assert "No picture matches." in pages.text(browser.get(CHOOSE, {"q": "nothing"}))


def test_use_of_a_picture_begins_with_the_words_of_its_language(desk):
    picture = described()
    browser = desk(interface_language="en")
    place = f"/admin/library/picture/{picture.pk}/use/"
    page = browser.get(place, {"language": "zh-Hans", "new": "1"})
    assert "两台起重机" in page.content.decode()
    assert "Two cranes" not in page.content.decode()
    assert browser.get(place, {"language": "fr"}).status_code == 404
    thumbnail = f"/admin/library/picture/{picture.pk}/thumbnail/"
    assert browser.get(thumbnail).headers["Location"] == picture.thumbnail


def test_only_who_may_see_the_library_chooses(desk, visitor):
    picture = factories.picture()
    places = [CHOOSE, *(f"/admin/library/picture/{picture.pk}/{x}/" for x in ("use", "thumbnail"))]
    outsider = desk("enquiry-desk")
    for place in places:
        assert outsider.get(place).status_code == 403
        assert visitor.get(place).status_code == 302


def test_without_script_a_picture_is_chosen_from_a_list_and_lends_its_words(desk):
    picture = described()
    draft = factories.edited(
        factories.make(), picture_alt_en="", picture_alt_zh_hans="", picture_credit_en=""
    )
    browser = desk()
    page = browser.get(address(draft))
    # Only what is empty is filled, and a decorative picture would be a matter of a tick.
    pages.press(browser, page, "Save draft", picture=str(picture.pk), picture_credit_en="Mine")
    stored = factories.fresh(draft)
    assert stored.picture == picture
    assert (stored.picture_alt_en, stored.picture_alt_zh_hans) == TEXTS["alt"]
    assert (stored.picture_credit_en, stored.picture_caption_en) == (
        "Mine",
        "The boat in April.",
    )
    # Whoever empties a field of a picture that was there means it.
    page = browser.get(address(draft))
    pages.press(browser, page, "Save draft", picture_alt_en="")
    assert factories.fresh(draft).picture_alt_en == ""


def test_upload_of_a_known_picture_lends_its_words_to_a_row(desk):
    # The same bytes as in the library.
    picture = described()
    draft = factories.make("news.photostory", rows=0)
    row = {
        "pictures-TOTAL_FORMS": "1",
        "pictures-0-picture_upload": upload(factories.jpeg("navy", (300, 200)), "x.jpg"),
        "pictures-0-alt_zh_hans": "自己写的",
    }
    browser = desk()
    pages.press(browser, browser.get(address(draft)), "Save draft", **row)
    stored = factories.fresh(draft).pictures.get()
    assert stored.picture == picture
    assert (stored.alt_en, stored.alt_zh_hans) == ("Two cranes", "自己写的")
