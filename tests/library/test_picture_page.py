"""One picture at the desk: its texts, its focal point, its file, and how it leaves."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import publishing, working_copies
from library import making, removing
from library.candidates import forget_abandoned
from library.models import DiscardedFile, Picture
from pagestore.models import PurgeOrder
from tests import factories, pages
from tests.pages import address

LIST = "/admin/library/picture/"
SAVE = "Save"


def place(picture: Picture, act: str = "change") -> str:
    return f"{LIST}{picture.pk}/{act}/"


def fresh(picture: Picture) -> Picture:
    return Picture.objects.get(pk=picture.pk)


def press(browser, picture, button: str = SAVE, **changes):
    return pages.press(browser, browser.get(place(picture)), button, **changes)


def photo(colour: str = "maroon") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"新{colour}.jpg", factories.jpeg(colour), "image/jpeg")


@pytest.fixture
def picture(db) -> Picture:
    return factories.picture()


@pytest.fixture
def purged():
    """Return a function that tells the tags whose pages were ordered to be purged."""
    return lambda: {tag for order in PurgeOrder.objects.all() for tag in order.tags}


# Texts


def test_author_writes_the_texts_in_both_languages(desk, picture, purged):
    factories.live(picture=picture)
    PurgeOrder.objects.all().delete()
    texts = {"alt_en": "Two arches\nand a boat", "alt_zh_hans": "两个桥拱", "credit_en": "Ma Lan"}
    browser = desk("author", interface_language="en")
    page = press(browser, picture, licence="agency", licence_expires_on="2031-05-01", **texts)
    saved = fresh(picture)
    assert (saved.alt_en, saved.alt_zh_hans) == ("Two arches and a boat", "两个桥拱")
    assert "Articles keep the words they have of their own" in pages.text(page)
    assert purged() == set()


@pytest.mark.parametrize(
    "alt", ["Teal.jpg", "teal", "THE BRIDGE", "the bridge.", "The bridge at dawn", "礼嘉大桥"]
)
def test_description_that_only_repeats_something_else_is_refused(desk, picture, alt):
    fields = {
        "title_en": "The bridge",
        "title_zh_hans": "“礼嘉大桥”",
        "caption_en": "The bridge at dawn!",
    }
    page = press(desk(interface_language="en"), picture, alt_en=alt, **fields)
    assert "This only repeats the title, the caption or the name of the file." in pages.text(page)
    assert pages.shown(page)["alt_en"] == alt
    assert not fresh(picture).title_en


def test_two_people_who_change_the_same_text_see_both(desk, picture):
    one, two = desk("editor", name="one"), desk("author", name="two", interface_language="en")
    mine, theirs = one.get(place(picture)), two.get(place(picture))
    pages.press(one, mine, SAVE, alt_en="Two arches", credit_en="Ma Lan")
    page = pages.press(two, theirs, SAVE, alt_en="A bridge with arches", focal_x="20")
    assert "Theirs: “Two arches”." in pages.text(page)
    shown = pages.shown(page)
    assert (shown["alt_en"], shown["credit_en"]) == ("A bridge with arches", "Ma Lan")
    pages.press(two, page, SAVE)
    saved = fresh(picture)
    assert (saved.alt_en, saved.credit_en, saved.focal_x) == ("A bridge with arches", "Ma Lan", 20)


def test_two_people_who_change_different_texts_keep_both(desk, picture):
    one, two = desk("editor", name="one"), desk("author", name="two")
    mine, theirs = one.get(place(picture)), two.get(place(picture))
    pages.press(one, mine, SAVE, alt_en="Two arches", licence="own")
    pages.press(two, theirs, SAVE, alt_zh_hans="两个桥拱")
    saved = fresh(picture)
    assert (saved.alt_en, saved.alt_zh_hans, saved.licence) == ("Two arches", "两个桥拱", "own")


# The focal point


def test_focal_point_is_written_as_two_numbers_and_shown_at_once(desk, picture, visitor, purged):
    live = factories.live(picture=picture)
    PurgeOrder.objects.all().delete()
    page = press(desk(), picture, focal_x="81", focal_y="9")
    assert 'class="fx-8 fy-1"' in page.content.decode()
    assert purged() == {f"p{picture.pk}"}
    assert "fx-8 fy-1" in visitor.get(f"/en/{live.pk}", follow=True).content.decode()


@pytest.mark.parametrize("number", ["101", "-1", "x", ""])
def test_focal_point_outside_the_picture_is_refused(desk, picture, number):
    press(desk(), picture, focal_x=number)
    assert fresh(picture).focal_x == 50


@pytest.mark.parametrize("act", ["history", "change"])
def test_page_of_a_picture_can_be_posted_to_without_a_transaction_around(
    transactional_db, desk, act
):
    # In production no transaction surrounds a request.
    page = desk().post(place(factories.picture(), act))
    assert page.status_code == 200


# Where it is used, and deleting


def test_page_names_every_use_with_its_languages(desk, picture):
    live = factories.live(picture=picture, title_en="Open day", langs=("en",))
    story = factories.make("news.photostory", rows=1, title_en="Along the river")
    story.pictures.update(picture=picture)
    page = desk(interface_language="en").get(place(picture))
    words = pages.text(page)
    assert "Open day lead picture public: English" in words
    assert "Along the river picture 1 not public" in words
    assert f'href="{address(live)}"' in page.content.decode()


@pytest.mark.parametrize("how", ["public", "draft", "new draft of a public article"])
def test_picture_that_something_shows_cannot_be_deleted(desk, picture, how):
    live = (
        factories.make(title_en="Open day")
        if how == "draft"
        else factories.live(title_en="Open day")
    )
    if how == "new draft of a public article":
        factories.edited(live, picture_id=picture.pk)
    else:
        type(live).objects.filter(pk=live.pk).update(picture=picture)
    browser = desk("editor", interface_language="en")
    page = browser.get(place(picture, "delete"))
    assert "This picture cannot be deleted, because it is used." in pages.text(page)
    assert "Open day" in pages.text(page)
    page = browser.post(place(picture, "delete"))
    assert (page.status_code, Picture.objects.filter(pk=picture.pk).exists()) == (200, True)


def test_picture_of_older_versions_alone_can_go_and_the_page_says_so(desk, picture):
    live = factories.live(picture=picture)
    factories.edited(live, picture=None, picture_is_decorative=False)
    publishing.publish(live, ["en", "zh-hans", "shared"])
    assert not working_copies.editable_row(factories.fresh(live))
    browser = desk("editor", interface_language="en")
    page = browser.get(place(picture, "delete"))
    assert "Older versions of articles show it" in pages.text(page)
    name = picture.file.name
    page = pages.press(browser, page, "Delete the picture")
    assert "is deleted." in pages.text(page)
    assert not Picture.objects.filter(pk=picture.pk).exists()
    assert DiscardedFile.objects.get().name == name


def test_picture_that_nothing_ever_showed_is_deleted_without_that_sentence(desk, picture):
    factories.live(picture=factories.picture("navy"))
    page = desk(interface_language="en").get(place(picture, "delete"))
    assert "Older versions" not in pages.text(page)


def test_picture_that_somebody_begins_to_use_meanwhile_stays(picture, settings):
    settings.PICTURE_USES = []
    factories.make(picture=picture)
    with pytest.raises(removing.InUse):
        removing.remove(picture)
    assert fresh(picture)
    assert not DiscardedFile.objects.exists()


def test_of_many_only_unused_pictures_are_deleted(desk, picture):
    factories.live(picture=picture)
    free = [factories.picture("navy"), factories.picture("olive")]
    browser = desk("editor", interface_language="en")
    chosen = [picture.pk, *(each.pk for each in free)]
    page = pages.press(browser, browser.get(LIST), "Delete…", _selected_action=chosen)
    assert "These stay, because they are used: teal.jpg" in pages.text(page)
    assert Picture.objects.count() == 3
    page = pages.press(browser, page, "Delete these pictures")
    assert "2 pictures deleted." in pages.text(page)
    assert list(Picture.objects.all()) == [picture]


# Replacing the file


def replaced(browser, picture, upload):
    page = pages.press(browser, browser.get(place(picture, "replace")), "Show both", file=upload)
    return pages.press(browser, page, "Replace now")


def test_replaced_file_has_a_new_address_and_its_pages_are_purged(desk, visitor, picture, purged):
    live = factories.live(picture=picture, title_en="Open day")
    PurgeOrder.objects.all().delete()
    Picture.objects.update(alt_en="Two arches")
    making.make_all(picture)
    PurgeOrder.objects.all().delete()
    before, name = fresh(picture).thumbnail, picture.file.name
    browser = desk("editor", interface_language="en")
    page = pages.press(browser, browser.get(place(picture, "replace")), "Show both", file=photo())
    assert "Open day lead picture public: English, Chinese" in pages.text(page)
    assert purged() == set()
    page = pages.press(browser, page, "Replace now")
    assert "The file is replaced." in pages.text(page)
    saved = Picture.objects.get()
    assert (saved.pk, saved.alt_en, saved.file_name) == (picture.pk, "Two arches", "新maroon.jpg")
    assert (saved.file_width, saved.renditions_made_at) == (640, None)
    assert saved.thumbnail != before
    assert saved.thumbnail in visitor.get(f"/en/{live.pk}", follow=True).content.decode()
    for file in (before, saved.thumbnail):
        assert visitor.get(file).getvalue().startswith(b"\xff\xd8")
    assert f"p{picture.pk}" in purged()
    assert DiscardedFile.objects.get().name == name


def test_file_that_is_another_picture_is_refused_with_a_link(desk, picture):
    other = factories.picture("navy")
    browser = desk("editor", interface_language="en")
    upload = SimpleUploadedFile("n.jpg", factories.jpeg("navy", (300, 200)))
    page = browser.post(place(picture, "replace"), {"file": upload})
    assert "This file is another picture of the library: navy.jpg" in pages.text(page)
    assert f'href="{place(other)}"' in page.content.decode()
    same = SimpleUploadedFile("t.jpg", factories.jpeg("teal", (300, 200)))
    page = browser.post(place(picture, "replace"), {"file": same})
    assert "This is the file that the picture has already." in pages.text(page)
    page = browser.post(place(picture, "replace"), {"file": SimpleUploadedFile("a.svg", b"<svg/>")})
    assert 'role="alert"' in page.content.decode()
    assert Picture.objects.count() == 2


def test_whoever_keeps_the_old_file_leaves_nothing_behind(desk, picture):
    browser = desk("editor", interface_language="en")
    page = pages.press(browser, browser.get(place(picture, "replace")), "Show both", file=photo())
    pages.press(browser, page, "Do not replace")
    assert Picture.objects.get().content_hash == picture.content_hash


def shown_beside(browser, picture, colour: str = "maroon"):
    page = browser.get(place(picture, "replace"))
    return pages.press(browser, page, "Show both", file=photo(colour))


def test_file_left_undecided_is_shown_nowhere_and_offered_again(desk, picture):
    browser = desk("editor", interface_language="en")
    shown_beside(browser, picture)
    candidate = Picture.objects.latest("pk")
    draft = address(factories.make())
    for where in (LIST, f"{LIST}choose/", f"{LIST}?use=unused", draft):
        assert candidate.file_name not in browser.get(where).content.decode()
    work = pages.text(browser.get(f"{LIST}work/"))
    assert "no description (English) 1" in work or "1 no description (English)" in work
    for act in ("replace", "delete"):
        assert browser.get(place(candidate, act)).status_code == 404
    page = shown_beside(browser, picture)
    assert Picture.objects.count() == 2
    pages.press(browser, page, "Replace now")
    assert Picture.objects.get().content_hash == candidate.content_hash


def test_file_left_undecided_may_replace_another_picture_too(desk, picture):
    browser = desk("editor", interface_language="en")
    first = shown_beside(browser, picture)
    other = factories.picture("navy")
    pages.press(browser, shown_beside(browser, other), "Replace now")
    page = pages.press(browser, first, "Replace now")
    assert "The new file is no longer there." in pages.text(page)
    assert fresh(picture).content_hash == picture.content_hash
    assert fresh(other).file_name == "新maroon.jpg"


def test_file_left_undecided_and_uploaded_elsewhere_is_a_picture_like_others(desk, picture):
    browser = desk("editor", interface_language="en")
    offered = shown_beside(browser, picture)
    again = SimpleUploadedFile("again.jpg", factories.jpeg("maroon"))
    assert browser.post(f"{LIST}receive/", {"file": again}).json()["is_known"] is False
    assert "again.jpg" in pages.text(browser.get(LIST))
    page = pages.press(browser, offered, "Replace now")
    assert "The new file is no longer there." in pages.text(page)
    assert "This file is another picture" in pages.text(shown_beside(browser, picture))
    assert Picture.objects.count() == 2


def test_file_left_undecided_is_gone_after_a_day_unless_something_shows_it(desk, picture, clock):
    browser = desk("editor", interface_language="en")
    for colour in ("maroon", "olive"):
        shown_beside(browser, picture, colour)
    unused, used = Picture.objects.exclude(pk=picture.pk).order_by("pk")
    factories.live(picture=used)
    clock.shift(timedelta(hours=23))
    forget_abandoned()
    assert Picture.objects.count() == 3
    clock.shift(timedelta(hours=2))
    forget_abandoned()
    assert set(Picture.objects.in_library()) == set(Picture.objects.all()) == {picture, used}
    assert DiscardedFile.objects.get().name == unused.file.name


def test_deleted_picture_takes_its_candidates_along(desk, picture):
    browser = desk("editor", interface_language="en")
    shown_beside(browser, picture)
    pages.press(browser, browser.get(place(picture, "delete")), "Delete the picture")
    assert not Picture.objects.exists()
    assert DiscardedFile.objects.count() == 2


def test_offer_is_good_once_and_cannot_be_made_up(desk, picture):
    browser = desk("editor", interface_language="en")
    victim = factories.picture("navy")
    for offer in ("", "x", json.dumps([picture.pk, picture.content_hash, victim.pk])):
        page = browser.post(place(picture, "replace"), {"with": offer})
        assert "The new file is no longer there." in pages.text(page)
    page = pages.press(browser, browser.get(place(picture, "replace")), "Show both", file=photo())
    pages.press(browser, page, "Replace now")
    page = pages.press(browser, page, "Replace now")
    assert "The new file is no longer there." in pages.text(page)
    assert set(Picture.objects.values_list("pk", flat=True)) == {picture.pk, victim.pk}


def test_new_file_that_an_article_uses_meanwhile_is_not_taken_from_it(desk, picture):
    browser = desk("editor", interface_language="en")
    page = pages.press(browser, browser.get(place(picture, "replace")), "Show both", file=photo())
    factories.live(picture=Picture.objects.latest("pk"))
    page = pages.press(browser, page, "Replace now")
    assert "Nothing was replaced" in pages.text(page)
    assert fresh(picture).content_hash == picture.content_hash


# Who may


@pytest.mark.parametrize("role", ["author", "translator"])
def test_authors_describe_pictures_but_neither_replace_nor_delete_them(desk, picture, role):
    browser = desk(role, interface_language="en")
    page = browser.get(place(picture))
    assert SAVE in pages.buttons(page)
    assert "Replace the file…" not in pages.text(page)
    assert "deletelink" not in page.content.decode()
    for act in ("replace", "delete"):
        assert browser.get(place(picture, act)).status_code == 403
        assert browser.post(place(picture, act)).status_code == 403
    assert "Delete…" not in pages.buttons(browser.get(LIST))
    data = {"action": "remove_selected", "index": 0, "_selected_action": picture.pk, "confirmed": 1}
    browser.post(LIST, data)
    assert fresh(picture)


def test_enquiry_desk_sees_nothing_of_the_library(desk, picture):
    browser = desk("enquiry-desk")
    for where in ("", "upload/", "texts/?ids=1", "work/", f"{picture.pk}/change/"):
        assert browser.get(LIST + where).status_code == 403
    assert "Upload pictures" not in pages.text(browser.get("/admin/"))


@pytest.mark.parametrize("number", ["999999", "9" * 40, "x", "0"])
def test_picture_that_is_not_there_is_not_found(desk, number, db):
    browser = desk()
    for act in ("replace", "delete"):
        assert browser.get(f"{LIST}{number}/{act}/").status_code == 404
    assert browser.get(f"{LIST}{number}/change/", follow=True).status_code == 200


def test_licence_that_has_ended_is_said_on_the_page(desk, picture, clock):
    today = datetime.now(tz=UTC).date()
    Picture.objects.update(licence_expires_on=today - timedelta(days=1))
    page = pages.text(desk(interface_language="en").get(place(picture)))
    assert "Nothing disappears by itself: renew the licence" in page
