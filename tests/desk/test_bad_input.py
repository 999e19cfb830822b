"""Whatever is wrong in a form is said in the person's language, and nothing typed is lost."""

import pytest

from articles.models import Article
from tests import factories, pages
from tests.pages import address

TYPED = {
    "title_en": "Typed for an hour",
    "title_zh_hans": "打了一个小时的字",
    "body_en": "<p>All of it.</p>",
    "body_zh_hans": "<p>全部。</p>",
    "picture_caption_en": "A caption",
    "note": "A note",
}


def saved(browser, article, **wrong):
    """Press Save draft with everything typed and something wrong."""
    page = browser.get(address(article))
    return pages.press(browser, page, "Save draft", **TYPED | wrong)


def kept(page) -> dict:
    shown = pages.shown(page)
    return {name: shown[name] for name in TYPED}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (
            {"publish_at": "2030-05-02T10:00", "expires_at": "2030-05-01T10:00"},
            "The end must come after the beginning.",
        ),
        ({"expires_at": "2020-05-01T10:00"}, "The end must come after the beginning."),
        (
            {"picture_is_decorative": "on"},
            "There is no picture that could be decorative.",
        ),
    ],
)
@pytest.mark.parametrize("interface", ["en", "zh-hans"])
def test_what_is_wrong_is_said_in_the_language_of_the_person(desk, interface, wrong, words):
    draft = factories.make()
    browser = desk(interface_language=interface)
    button = "Save draft" if interface == "en" else pages.in_chinese("Save draft")
    page = browser.get(address(draft))
    page = pages.press(browser, page, button, **TYPED | wrong)
    assert (words if interface == "en" else pages.in_chinese(words)) in pages.text(page)
    assert kept(page) == TYPED
    assert factories.fresh(draft).title_en == "Spring on the river"


WRONG = [
    ({"category": ""}, "This field is required."),
    ({"category": "999999"}, "Select a valid choice."),
    ({"title_en": "x" * 201}, "at most 200 characters"),
    ({"source_zh_hans": "江" * 201}, "at most 200 characters"),
    ({"picture_alt_en": "x" * 401}, "at most 400 characters"),
    ({"note": "x" * 301}, "at most 300 characters"),
    ({"slug": "two words"}, "Enter a valid"),
    ({"slug": "x" * 81}, "at most 80 characters"),
    ({"publish_at": "tomorrow"}, "Enter a valid date/time."),
    ({"publish_at": "2030-02-30T10:00"}, "Enter a valid date/time."),
    ({"title_zh_hans": "a\x00b"}, "Null characters are not allowed."),
    ({"body_en": "<p>a\x00b</p>"}, "Null characters are not allowed."),
    ({"picture": "999999"}, "Select a valid choice."),
    ({"picture": "1 OR 1=1"}, "Select a valid choice."),
]


def test_field_that_cannot_be_kept_is_named_and_the_rest_stays(desk):
    browser, draft = desk(), factories.make()
    opened = browser.get(address(draft))
    for wrong, words in WRONG:
        page = pages.press(browser, opened, "Save draft", **TYPED | wrong)
        assert page.status_code == 200, wrong
        assert words in pages.text(page), wrong
        expected = {name: text for name, text in TYPED.items() if name not in wrong}
        assert expected.items() <= kept(page).items(), wrong
    assert factories.fresh(draft).title_en == "Spring on the river"


@pytest.mark.parametrize("name", ["publish_at", "expires_at"])
@pytest.mark.parametrize("time", ["0001-01-01T00:00", "0202-05-01T10:00", "9999-12-31T23:59"])
def test_year_that_somebody_mistyped_is_asked_about(desk, name, time):
    page = saved(desk(), factories.make(), **{name: time})
    assert "Please check the year." in pages.text(page)
    assert pages.shown(page)[name] == time
    assert kept(page) == TYPED


def test_nothing_is_published_when_a_field_is_wrong(desk, visitor):
    draft = factories.make()
    browser = desk()
    page = browser.get(address(draft))
    page = pages.press(browser, page, "Publish English now", slug="two words", **TYPED)
    assert "errorlist" in page.content.decode()
    assert visitor.get(f"/en/{draft.pk}", follow=True).status_code == 404


def test_new_record_with_something_wrong_is_not_made(desk):
    browser = desk()
    page = pages.press(browser, browser.get("/admin/news/story/add/"), "Save draft", **TYPED)
    assert kept(page) == TYPED
    assert not Article.objects.exists()


@pytest.mark.parametrize("opened", ["", "abc", "-1", "99999999999999", "1.5"])
def test_forged_version_of_a_form_breaks_nothing(desk, opened):
    draft = factories.make()
    versions = dict.fromkeys(("opened_en", "opened_zh_hans", "opened_shared"), opened)
    assert saved(desk(), draft, **versions).status_code == 200


@pytest.mark.parametrize(
    "management",
    [
        {"pictures-TOTAL_FORMS": "abc"},
        {"pictures-TOTAL_FORMS": "99999"},
        {"pictures-INITIAL_FORMS": "99"},
        {"pictures-0-key": "not a key"},
        {"pictures-0-id": "999999"},
        {"pictures-0-position": "-1"},
        {"pictures-0-position": "99999999999999999999"},
        {"pictures-0-position": "9" * 5000},
        {"pictures-0-position": "²"},
    ],
)
def test_forged_rows_break_nothing(desk, management):
    draft = factories.make("news.photostory")
    page = saved(desk(), draft, **management)
    assert page.status_code in (200, 400)
    assert factories.fresh(draft).pictures.count() == 3


def test_more_text_than_the_portal_takes_gets_a_page_that_says_so(desk):
    draft = factories.make()
    browser = desk(interface_language="zh-hans")
    data = pages.shown(browser.get(address(draft))) | {"body_en": "x" * 6_000_000}
    page = browser.post(address(draft), data, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 413
    assert pages.in_chinese("What was sent is too large") in pages.text(page)
