"""The list of pictures: finding one, seeing what it lacks, and putting many into a collection."""

from datetime import timedelta

import pytest
from django.utils import timezone

from library.models import Collection, Picture
from tests import factories, pages

LIST = "/admin/library/picture/"


def shown(browser, query: str = "") -> set[str]:
    """Return the names of the pictures that the list shows."""
    page = browser.get(LIST + query)
    return {str(picture) for picture in page.context["cl"].result_list}


def picture(colour: str, **fields) -> Picture:
    Picture.objects.filter(pk=factories.picture(colour).pk).update(**fields)
    return Picture.objects.latest("pk")


@pytest.fixture
def bridge(db) -> Picture:
    return picture(
        "teal",
        title_en="Bridge at dawn",
        alt_en="Two arches",
        alt_zh_hans="两个桥拱",
        caption_zh_hans="礼嘉大桥的清晨",
        credit_en="Ma Lan",
        source_en="Port Office",
        licence="own",
    )


@pytest.mark.parametrize(
    "words",
    [
        "bridge",
        "DAWN arches",
        "礼嘉大桥",
        "桥拱",
        "Ma Lan",
        "port office",
        "teal.jpg",
        "清晨　dawn",
    ],
)
def test_picture_is_found_by_any_words_about_it(desk, bridge, words):
    factories.picture("navy")
    assert shown(desk(), f"?q={words}") == {"Bridge at dawn"}


@pytest.mark.parametrize("words", ['"bridge', "^bridge", "100%", "_____", "' OR 1=1", "x " * 500])
def test_signs_in_a_search_are_only_letters(desk, bridge, words):
    page = desk().get(LIST, {"q": words})
    assert "No picture fits." in pages.text(page)


def test_list_is_narrowed_down_by_what_a_picture_lacks(desk, bridge):
    today = timezone.localdate()
    events = Collection.objects.create(name_en="Events")
    author = desk("author")
    picture("navy", licence_expires_on=today - timedelta(1), created_by=author.user)
    picture("olive", licence_expires_on=today + timedelta(30), collection=events)
    picture("gold", licence_expires_on=today + timedelta(31))
    factories.make(picture=Picture.objects.get(file_name="gold.jpg"))
    expected = {
        "?missing=alt_zh_hans": {"navy.jpg", "olive.jpg", "gold.jpg"},
        "?missing=credit_zh_hans": {"Bridge at dawn", "navy.jpg", "olive.jpg", "gold.jpg"},
        "?licence=ended": {"navy.jpg"},
        "?licence=soon": {"olive.jpg"},
        "?licence=unknown": {"navy.jpg", "olive.jpg", "gold.jpg"},
        f"?collection={events.pk}": {"olive.jpg"},
        "?collection=none&missing=alt_en": {"navy.jpg", "gold.jpg"},
        "?use=unused": {"Bridge at dawn", "navy.jpg", "olive.jpg"},
        "?by=me": {"navy.jpg"},
        "?collection=&missing=&licence=&use=&by=&q=": 4,
    }
    for query, names in expected.items():
        found = shown(author, query)
        assert found == names or len(found) == names, query


@pytest.mark.parametrize("query", ["?missing=alt_fr", "?collection=x", "?licence=9", "?by=you"])
def test_filter_that_is_not_offered_narrows_nothing(desk, bridge, query):
    assert shown(desk(), query) == {"Bridge at dawn"}


@pytest.mark.parametrize("query", ["?alt_en__regex=a", "?created_by__password__startswith=a"])
def test_address_cannot_ask_for_anything_else(desk, bridge, query):
    assert desk().get(LIST + query).status_code == 400


def test_card_says_what_is_missing_and_where_it_is_used(desk, bridge):
    factories.live(picture=bridge)
    story = factories.make("news.photostory", rows=1)
    story.pictures.update(picture=bridge)
    Picture.objects.filter(pk=bridge.pk).update(licence_expires_on="2020-02-03")
    page = pages.text(desk(interface_language="en").get(f"{LIST}?q=bridge"))
    assert "used in 2 articles" in page
    assert "no credit (Chinese)" in page
    assert "no description (English)" not in page.split("Bridge at dawn")[1]
    assert "Licence ended on 3 February 2020" in page


def test_selected_pictures_are_put_into_a_collection(desk, bridge):
    other = factories.picture("navy")
    events = Collection.objects.create(name_en="Events", name_zh_hans="活动")
    browser = desk("author", interface_language="en")
    chosen = {"_selected_action": [bridge.pk, other.pk]}
    put = "Put into the collection"
    page = pages.press(browser, browser.get(LIST), put, into=events.pk, **chosen)
    assert "2 pictures put into: Events." in pages.text(page)
    assert events.pictures.count() == 2
    page = pages.press(browser, browser.get(LIST), put, into="", **chosen)
    assert "Please choose a collection first." in pages.text(page)
    pages.press(browser, browser.get(LIST), put, into="none", **chosen)
    assert not events.pictures.exists()
    page = pages.press(browser, browser.get(LIST), "Write the texts", **chosen)
    assert len(page.context["rows"]) == 2


@pytest.mark.parametrize("action", ["file_into", "write_texts", "remove_selected"])
def test_forged_choice_of_pictures_chooses_nothing(desk, bridge, action):
    browser = desk(interface_language="en")
    forged = ["x", "\0", "50.5", "٣", "-1", "9" * 19, "9" * 5000]
    data = {"action": action, "into": "none", "confirmed": "1"}
    for chosen in forged:
        page = browser.post(LIST, data | {"_selected_action": chosen}, follow=True)
        assert "Items must be selected" in pages.text(page), chosen[:9]
    page = browser.post(LIST, data | {"_selected_action": [*forged, "0"]}, follow=True)
    assert page.status_code == 200
    assert Picture.objects.get() == bridge


def test_empty_library_says_how_to_begin(desk):
    page = pages.text(desk(interface_language="en").get(LIST))
    assert "The library is empty. Upload pictures…" in page


def test_queries_of_the_list_do_not_grow_with_the_pictures(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    story = factories.live("news.photostory", rows=1)

    def make(numbers):
        for number in numbers:
            made = picture(f"rgb({number * 4},9,9)")
            row = factories.add_row(story, "pictures", number)
            type(row).objects.filter(pk=row.pk).update(picture=made)

    make(range(5))
    browser = desk()
    browser.get(LIST)
    with django_assert_max_num_queries(20) as few:
        browser.get(LIST)
    make(range(5, 60))
    with django_assert_num_queries(len(few)):
        page = browser.get(LIST)
    assert len(page.context["cl"].result_list) == 48


def test_collections_have_a_name_in_both_languages_and_an_order(desk):
    browser = desk("editor", interface_language="zh-hans")
    page = browser.get("/admin/library/collection/add/")
    names = {"name_en": "Events", "name_zh_hans": "活动", "position": "2"}
    browser.post("/admin/library/collection/add/", pages.shown(page) | names)
    assert "活动" in pages.text(browser.get("/admin/library/collection/"))
    assert desk("author").get("/admin/library/collection/").status_code == 403
