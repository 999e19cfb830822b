"""Taking down what is public, and deleting what never was."""

import pytest

from articles import publishing, working_copies
from articles.models import Act, Article, ArticleLanguage
from library.models import Picture
from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.once


def is_gone(visitor, article, code: str = "en") -> bool:
    return visitor.get(f"/{code}/{article.pk}", follow=True).status_code == 404


# Taking down


def test_language_is_taken_down_with_a_reason_and_the_other_stays(desk, visitor):
    live = factories.live()
    browser = desk()
    page = browser.get(address(live, "withdraw"))
    assert "and it can be published again." in pages.text(page)
    data = {"languages": "en", "reason": "The date was wrong"}
    page = browser.post(address(live, "withdraw"), data, follow=True)
    assert "Taken down: English." in pages.text(page)
    assert is_gone(visitor, live, "en")
    assert not is_gone(visitor, live, "zh")
    known = ArticleLanguage.objects.get(article=live, language="en")
    assert known.withdrawal_reason == "The date was wrong"
    assert "The date was wrong" in pages.text(browser.get(address(live, "history")))


@pytest.mark.both
def test_page_that_takes_down_offers_what_is_public_and_nothing_else(desk):
    live = factories.live(langs=["zh-hans"])
    page = desk().get(address(live, "withdraw"))
    assert pages.form(page, "Take down now")["data"]["languages"] == "zh-hans"


@pytest.mark.parametrize(
    "data",
    [{"languages": "en"}, {"reason": "x"}, {"languages": "fr", "reason": "x"}, {"next": "x"}],
)
def test_nothing_is_taken_down_without_a_reason_or_a_language(desk, visitor, data):
    live = factories.live()
    page = desk().post(address(live, "withdraw"), data)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert not is_gone(visitor, live)


@pytest.mark.both
def test_both_languages_go_in_one_act_and_leave_a_notice(desk, visitor):
    live = factories.live()
    browser = desk()
    data = {
        "languages": ["en", "zh-hans"],
        "reason": "Wrong unit",
        "instead": "notice",
        "notice_en": "The figures were wrong.",
    }
    page = browser.post(address(live, "withdraw"), data)
    # Chinese readers would find a notice without words.
    assert "Please write what visitors shall read." in pages.text(page)
    assert not is_gone(visitor, live)
    page = browser.post(
        address(live, "withdraw"), data | {"notice_zh_hans": "数字有误。"}, follow=True
    )
    assert "Taken down: English, Chinese." in pages.text(page)
    for code, words in (("en", "The figures were wrong."), ("zh", "数字有误。")):
        page = visitor.get(f"/{code}/{live.pk}", follow=True)
        assert page.status_code == 410
        assert words in pages.text(page)
    assert Act.objects.filter(verb=Act.Verb.WITHDRAW).count() == 1


@pytest.mark.both
def test_visitors_can_be_led_only_to_what_is_public(desk, visitor):
    live, newer, draft = factories.live(), factories.titled("Newer"), factories.make()
    browser = desk()
    data = {"languages": "en", "reason": "Replaced", "instead": "target"}
    for target, said in (
        ("", "Please choose the article."),
        (draft.pk, "Please choose another article that visitors can read now."),
        (live.pk, "Please choose another article that visitors can read now."),
    ):
        page = browser.post(address(live, "withdraw"), data | {"target": target})
        assert said in pages.text(page)
    browser.post(address(live, "withdraw"), data | {"target": newer.pk})
    page = visitor.get(f"/en/{live.pk}", follow=True)
    assert "Newer" in pages.text(page)


def test_withdrawal_is_undone_with_one_press(desk, visitor):
    live = factories.live()
    before = visitor.get(live.get_absolute_url()).content
    browser = desk()
    data = {"languages": ["en", "zh-hans"], "reason": "Mistake"}
    page = browser.post(address(live, "withdraw"), data, follow=True)
    (button,) = [words for words in pages.buttons(page) if words.startswith("Undo the withdrawal")]
    page = pages.press(browser, page, button)
    assert "It can be read again as before." in pages.text(page)
    assert visitor.get(live.get_absolute_url()).content == before
    assert not is_gone(visitor, live, "zh")


def test_asking_to_take_down_changes_nothing(desk, visitor):
    live = factories.live()
    desk().get(address(live, "withdraw"))
    assert not is_gone(visitor, live)


def test_text_that_was_taken_down_is_kept_and_can_be_published_again(desk, visitor):
    live = factories.live()
    browser = desk()
    browser.post(address(live, "withdraw"), {"languages": "en", "reason": "Wrong"})
    page = browser.get(address(live))
    page = pages.press(browser, page, "Publish English as it stands")
    assert "Published: English." in pages.text(page)
    assert not is_gone(visitor, live)


def test_draft_survives_when_the_public_text_is_taken_down(desk):
    live = factories.live()
    copy = working_copies.edit(live)
    copy.title_en = "High water"
    copy.save()
    browser = desk()
    browser.post(address(live, "withdraw"), {"languages": ["en", "zh-hans"], "reason": "Wrong"})
    assert pages.shown(browser.get(address(live)))["title_en"] == "High water"


# Deleting


def deleted(browser, article):
    """Follow the delete button to its end."""
    browser.get(address(article, "delete"))
    return browser.post(address(article, "delete"), {"post": "yes"}, follow=True)


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_draft_that_was_never_public_can_be_deleted(desk, kind):
    draft = factories.make(kind)
    browser = desk()
    assert address(draft, "delete") in browser.get(address(draft)).content.decode()
    assert deleted(browser, draft).status_code == 200
    assert not Article.objects.filter(pk=draft.pk).exists()


def test_deleting_a_draft_keeps_the_pictures_that_others_may_use(desk):
    draft = factories.make(picture=factories.picture())
    deleted(desk(), draft)
    assert Picture.objects.exists()


@pytest.mark.both
def test_scheduled_story_that_nobody_has_read_can_be_deleted_with_its_draft(desk, time_machine):
    time_machine.move_to(factories.PAST)
    article = factories.make("news.photostory")
    publishing.publish(article, ["en"], at=factories.PAST.replace(year=2030))
    publishing.withdraw(article, ["en"])
    working_copies.edit(article)
    deleted(desk(), article)
    assert not Article.objects.exists()


@pytest.mark.both
@pytest.mark.parametrize("then", ["live", "expired", "withdrawn", "with a draft"])
def test_what_was_public_once_is_never_deleted(desk, then):
    live = factories.live()
    if then == "expired":
        factories.fresh(live)
        Article.objects.filter(pk=live.pk).update(expires_at_en=live.published_at_en.replace(day=2))
    elif then == "withdrawn":
        publishing.withdraw(live, ["en", "zh-hans"], reason="Wrong")
    elif then == "with a draft":
        working_copies.edit(live)
    browser = desk()
    assert address(live, "delete") not in browser.get(address(live)).content.decode()
    assert browser.post(address(live, "delete"), {"post": "yes"}).status_code == 403
    assert Article.objects.filter(pk=live.pk).exists()


def test_list_has_no_way_to_delete_many_at_once(desk):
    live = factories.live()
    browser = desk()
    data = {"action": "delete_selected", "_selected_action": live.pk, "post": "yes"}
    browser.post("/admin/news/story/", data)
    assert Article.objects.filter(pk=live.pk).exists()


def test_category_with_articles_in_it_cannot_be_deleted(desk):
    live = factories.live()
    administrator = desk("administrator", is_superuser=True)
    page = administrator.post(f"/admin/articles/category/{live.category_id}/delete/", {"post": "1"})
    assert page.status_code in (200, 403)
    assert type(live.category).objects.filter(pk=live.category_id).exists()


@pytest.mark.both
def test_person_who_leaves_takes_no_article_along(desk):
    author = desk("author").user
    live = factories.live(created_by=author)
    administrator = desk("administrator", is_superuser=True)
    administrator.post(f"/admin/accounts/user/{author.pk}/delete/", {"post": "yes"})
    assert factories.fresh(live).created_by is None
    assert Act.objects.filter(article=live).exists()
