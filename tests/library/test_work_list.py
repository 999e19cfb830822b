"""What is to be done about pictures: words that are missing, licences that end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article
from library.models import Picture
from tests import factories, pages
from tests.pages import address

WORK = "/admin/library/picture/work/"


def work(browser, query: str = ""):
    return browser.get(WORK + query)


def part(page, words: str) -> dict:
    """Return the entries of one list, as title to whether it is public."""
    found = next(each for each in page.context["used"] if each["words"] == words)
    assert found["count"] == len(found["gaps"])
    return {gap.title: gap.is_public for gap in found["gaps"]}


def set_live(article, **fields) -> None:
    Article.objects.filter(pk=article.pk).update(**fields)


def test_uses_without_words_are_listed_per_language_and_open_at_the_field(desk):
    shown = factories.live(title_en="Open day", picture=factories.picture())
    set_live(shown, picture_credit_en="", picture_alt_zh_hans="")
    factories.make(title_en="Draft", picture=factories.picture(), picture_alt_en=" ")
    Article.objects.filter(title_en="Draft").update(picture_alt_en="")
    factories.make(title_en="Ornament", picture=factories.picture(), picture_is_decorative=True)
    Article.objects.filter(title_en="Ornament").update(picture_alt_en="", picture_credit_en="")
    # Not written in Chinese at all, so nothing is missing there.
    factories.live(title_en="English alone", langs=("en",), picture=factories.picture())
    page = work(desk("author", interface_language="en"))
    assert part(page, "no description (English)") == {"Draft": False}
    assert part(page, "no credit (English)") == {"Open day": True}
    assert part(page, "no description (Chinese)") == {"Open day": True}
    assert part(page, "no credit (Chinese)") == {}
    assert f'href="{address(shown)}#id_picture_credit_en"' in page.content.decode()


def test_draft_and_published_text_are_one_entry(desk):
    live = factories.live(title_en="Open day", picture=factories.picture())
    set_live(live, picture_credit_en="")
    factories.edited(factories.fresh(live), summary_en="Another")
    page = work(desk(interface_language="en"))
    assert part(page, "no credit (English)") == {"Open day": True}


def test_rows_of_photo_stories_are_listed_where_visitors_see_them(desk):
    story = factories.live("news.photostory", title_en="Along the river")
    story.pictures.filter(position=1).update(credit_en="", alt_zh_hans="", caption_zh_hans="")
    page = work(desk(interface_language="en"))
    assert part(page, "no credit (English)") == {"Along the river": True}
    assert part(page, "no description (Chinese)") == {}
    assert f'href="{address(story)}#id_pictures-1-credit_en"' in page.content.decode()


def test_language_narrows_the_list_down(desk):
    page = work(desk(interface_language="en"), "?language=zh-hans")
    assert {each["words"] for each in page.context["used"]} == {
        "no description (Chinese)",
        "no credit (Chinese)",
    }
    assert work(desk(name="two"), "?language=fr").status_code == 200


def test_pictures_of_the_library_are_counted_and_lead_to_the_list(desk):
    described = factories.picture("navy")
    Picture.objects.filter(pk=described.pk).update(alt_en="A square", credit_en="Ma Lan")
    factories.picture("olive")
    browser = desk(interface_language="en")
    counts = {each["words"]: each for each in work(browser).context["unwritten"]}
    assert counts["no description (English)"]["count"] == 1
    assert counts["no description (Chinese)"]["count"] == 2
    listed = browser.get(counts["no credit (English)"]["address"])
    assert [str(each) for each in listed.context["cl"].result_list] == ["olive.jpg"]


def test_licences_that_end_are_listed_with_every_article_they_touch(desk):
    today = timezone.localdate()
    days = {"navy": -1, "olive": 0, "teal": 30, "gold": 31}
    for colour, left in days.items():
        row = factories.picture(colour)
        end = today + timedelta(days=left)
        Picture.objects.filter(pk=row.pk).update(licence_expires_on=end)
    navy = Picture.objects.get(file_name="navy.jpg")
    factories.live(title_en="Open day", langs=("en",), picture=navy)
    page = work(desk(interface_language="en"))
    assert [
        (part["key"], part["count"], [str(each["picture"]) for each in part["entries"]])
        for part in page.context["licences"]
    ] == [("ended", 1, ["navy.jpg"]), ("soon", 2, ["olive.jpg", "teal.jpg"])]
    words = pages.text(page)
    assert "Open day lead picture public: English" in words
    assert "No article shows it; it can be deleted." in words


def test_nothing_to_do_is_said_in_words(desk):
    words = pages.text(work(desk(interface_language="en")))
    assert "None." in words
    assert "Nothing is missing." in words


def test_queries_do_not_grow_with_what_is_missing(desk, django_assert_max_num_queries):
    for number in range(12):
        live = factories.live(
            title_en=str(number), picture=factories.picture(f"rgb({number * 9},0,0)")
        )
        set_live(live, picture_credit_en="", picture_alt_en="", picture_alt_zh_hans="")
    Picture.objects.update(licence_expires_on=timezone.localdate())
    browser = desk()
    work(browser)
    with django_assert_max_num_queries(39):
        work(browser)


# A description is not a title


@pytest.mark.parametrize("alt", ["Spring on the river", "teal.jpg", "THE BOAT in April", "桥"])
def test_article_refuses_a_description_that_repeats_something_else(desk, alt):
    Picture.objects.filter(pk=factories.picture().pk).update(title_zh_hans="“桥”")
    draft = factories.make(picture=Picture.objects.get())
    browser = desk(interface_language="en")
    page = pages.press(browser, browser.get(address(draft)), "Save draft", picture_alt_en=alt)
    assert "This only repeats the title, the caption or the name of the file." in pages.text(page)
    assert pages.shown(page)["picture_alt_en"] == alt
    assert factories.fresh(draft).picture_alt_en != alt


def test_row_of_a_story_refuses_its_caption_as_description(desk):
    draft = factories.make("news.photostory")
    browser = desk(interface_language="en")
    repeated = {"pictures-0-caption_zh_hans": "四月的船", "pictures-0-alt_zh_hans": "四月的船。"}
    page = pages.press(browser, browser.get(address(draft)), "Save draft", **repeated)
    assert "This only repeats the title, the caption or the name of the file." in pages.text(page)
    assert "四月的船。" not in [row.alt_zh_hans for row in draft.pictures.all()]


@pytest.mark.parametrize("kind", ["news.story", "news.photostory"])
def test_description_that_repeats_something_is_not_published(kind, db):
    draft = factories.make(kind, picture=factories.picture(), picture_alt_en="Spring on the River.")
    if kind == "news.photostory":
        row = draft.pictures.get(position=2)
        type(row).objects.filter(pk=row.pk).update(alt_en=row.caption_en.upper())
    with pytest.raises(publishing.Incomplete) as refused:
        publishing.publish(draft, ["en"])
    labels = refused.value.missing["en"]
    assert "picture description (English)" in labels
    assert ("picture description of picture 3" in labels) == (kind == "news.photostory")
    publishing.publish(draft, ["zh-hans"])
