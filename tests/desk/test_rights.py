"""Who may do what: no button for what is not theirs, and no way round the missing button."""

import pytest

from accounts.models import User
from articles import working_copies
from articles.models import Article, Typing
from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.once

EN, ZH = "en", "zh-hans"


def is_public(visitor, article, code: str = "en") -> bool:
    return visitor.get(f"/{code}/{article.pk}", follow=True).status_code == 200


def publishing_buttons(page) -> list[str]:
    words = ("Publish", "Update", "Replace")
    return [button for button in pages.buttons(page) if button.startswith(words)]


# Writing without publishing


@pytest.mark.parametrize("role", ["author", "translator"])
def test_author_writes_and_has_no_button_to_publish(desk, role):
    draft = factories.make()
    page = desk(role).get(address(draft))
    assert "Save draft" in pages.buttons(page)
    assert publishing_buttons(page) == []


@pytest.mark.parametrize("press", [{"_publish": "en"}, {"_publish": "both"}])
def test_author_who_forges_the_button_publishes_nothing(desk, visitor, press):
    draft = factories.make()
    browser = desk("author")
    data = pages.shown(browser.get(address(draft))) | {"title_en": "Forged"} | press
    browser.post(address(draft), data)
    assert not is_public(visitor, draft)
    assert not is_public(visitor, draft, "zh")


def test_author_cannot_publish_take_down_or_schedule_by_address(desk, visitor):
    live, draft = factories.live(), factories.make()
    browser = desk("author")
    assert browser.post(address(draft, "publish"), {"_publish": "en"}).status_code == 403
    data = {"languages": "en", "reason": "x"}
    assert browser.post(address(live, "withdraw"), data).status_code == 403
    assert browser.get(address(live, "withdraw")).status_code == 403
    assert is_public(visitor, live)
    assert not is_public(visitor, draft)


def test_author_sees_no_way_to_take_down(desk):
    live = factories.live()
    page = desk("author").get(address(live))
    assert address(live, "withdraw") not in page.content.decode()


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_editor_publishes(desk, visitor, role):
    draft = factories.make()
    browser = desk(role)
    pages.press(browser, browser.get(address(draft)), "Publish English now")
    assert is_public(visitor, draft)


def test_enquiry_desk_has_nothing_to_do_with_articles(desk):
    browser = desk("enquiry-desk")
    live = factories.live()
    assert browser.get("/admin/news/story/").status_code == 403
    assert browser.get(address(live)).status_code == 403
    assert browser.post(address(live, "edit")).status_code == 403


# One language


def test_chinese_editor_cannot_change_english_even_by_a_forged_post(desk):
    draft = factories.make("news.photostory")
    browser = desk(factories.restricted(("write", "", ZH)))
    page = browser.get(address(draft))
    shown = pages.shown(page)
    assert "title_en" not in shown
    assert shown["title_zh_hans"] == "江上春天"
    forged = {
        "title_en": "Forged",
        "body_en": "<p>Forged</p>",
        "picture_alt_en": "Forged",
        "pictures-0-caption_en": "Forged",
    }
    pages.press(browser, page, "Save draft", title_zh_hans="新标题", **forged)
    stored = factories.fresh(draft)
    assert stored.title_zh_hans == "新标题"
    assert stored.title_en == "Spring on the river"
    assert stored.body_en == "<p>The river rises in April.</p><p>Boats go on.</p>"
    assert stored.picture_alt_en == "A boat between two banks"
    assert stored.pictures.order_by("position")[0].caption_en == "caption 0 English"


def test_chinese_editor_sees_the_english_text_beside_their_own(desk):
    draft = factories.make("news.photostory")
    page = desk(factories.restricted(("write", "", ZH))).get(address(draft)).content.decode()
    assert "Spring on the river" in page
    assert "caption 0 English" in page


@pytest.mark.both
def test_chinese_editor_may_not_write_english_into_a_new_record(desk):
    browser = desk(factories.restricted(("write", "", ZH)))
    page = browser.get("/admin/news/story/add/")
    texts = {"category": factories.category("news.events").pk, "title_zh_hans": "新标题"}
    pages.press(browser, page, "Save draft", title_en="Forged", **texts)
    made = Article.objects.get()
    assert made.title_zh_hans == "新标题"
    assert not made.title_en


def test_chinese_publisher_publishes_chinese_alone(desk, visitor):
    draft = factories.make()
    browser = desk(factories.restricted(("write", "", ""), ("publish", "", ZH)))
    page = browser.get(address(draft))
    assert publishing_buttons(page) == ["Publish Chinese now"]
    data = pages.shown(page)
    refused = browser.post(address(draft), data | {"_publish": "en"})
    # Nothing is saved or published; what was typed is kept for them.
    assert refused.status_code == 403
    assert Typing.objects.get().person == browser.user
    assert not is_public(visitor, draft, "en")
    assert browser.post(address(draft, "publish"), {"_publish": "en"}).status_code == 403
    browser.post(address(draft), data | {"_publish": "both"})
    assert is_public(visitor, draft, "zh")
    assert not is_public(visitor, draft, "en")


def test_chinese_publisher_takes_down_chinese_alone(desk, visitor):
    live = factories.live()
    browser = desk(factories.restricted(("write", "", ""), ("publish", "", ZH)))
    page = browser.get(address(live, "withdraw"))
    assert pages.form(page, "Take down now")["data"]["languages"] == ZH
    browser.post(address(live, "withdraw"), {"languages": EN, "reason": "x"})
    assert is_public(visitor, live, "en")


# One section


@pytest.fixture
def newsperson(desk):
    """Somebody who writes and publishes in News and nowhere else."""
    return desk(factories.restricted(("write", "news", ""), ("publish", "news", "")))


def test_person_of_one_section_writes_there(newsperson, visitor):
    draft = factories.make()
    pages.press(newsperson, newsperson.get(address(draft)), "Publish English now")
    assert is_public(visitor, draft)


def test_person_of_one_section_only_reads_in_the_others(newsperson):
    guide = factories.make("investing.guide")
    page = newsperson.get(address(guide))
    assert page.status_code == 200
    assert "title_en" not in pages.shown(page)
    assert publishing_buttons(page) == []
    assert newsperson.post(address(guide), {"title_en": "Forged"}).status_code == 403
    assert factories.fresh(guide).title_en == "Spring on the river"


@pytest.mark.parametrize("act", ["edit", "publish", "withdraw", "discard"])
def test_person_of_one_section_does_nothing_in_the_others(newsperson, act):
    live = factories.live("investing.guide")
    working_copies.edit(live)
    data = {"_publish": "en", "languages": "en", "reason": "x"}
    assert newsperson.post(address(live, act), data).status_code == 403
    assert factories.fresh(live).is_public(EN)
    assert Article.objects.filter(live_id=live.pk).exists()


def test_person_of_one_section_files_there_alone(newsperson):
    draft = factories.make()
    page = newsperson.get(address(draft))
    elsewhere = factories.category("investing.guide")
    assert "Investing" not in pages.text(page).split("Category:")[1].split("Picture")[0]
    page = pages.press(newsperson, page, "Save draft", category=elsewhere.pk)
    assert "Select a valid choice." in pages.text(page)
    assert factories.fresh(draft).category.key == "news.events"


@pytest.mark.both
def test_person_of_one_section_deletes_there_alone(newsperson):
    mine, other = factories.make(), factories.make("investing.guide")
    assert newsperson.post(address(other, "delete"), {"post": "yes"}).status_code == 403
    assert newsperson.post(address(mine, "delete"), {"post": "yes"}).status_code == 302
    assert list(Article.objects.values_list("pk", flat=True)) == [other.pk]


def test_what_may_be_done_follows_where_the_article_is_filed_now(newsperson):
    # A story that was moved to another section is that section's.
    story = factories.make(category=factories.category("living.info"))
    assert newsperson.post(address(story), {"title_en": "Forged"}).status_code == 403


# Everybody else


@pytest.mark.parametrize("act", ["change", "edit", "publish", "withdraw", "discard", "delete"])
def test_visitor_is_sent_to_the_sign_in_page(visitor, db, act):
    live = factories.live()
    for answer in (visitor.get(address(live, act)), visitor.post(address(live, act))):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")
    assert is_public(visitor, live)


@pytest.mark.both
def test_person_who_has_left_is_locked_out_at_once(desk):
    browser = desk()
    User.objects.filter(pk=browser.user.pk).update(is_active=False)
    assert browser.get("/admin/news/story/").status_code == 302


def test_act_without_the_forms_token_is_refused(desk):
    live = factories.live()
    browser = desk()
    browser.handler.enforce_csrf_checks = True
    answer = browser.post(address(live, "edit"))
    assert answer.status_code == 403
    assert "This page is not open to you" in pages.text(answer)
    assert not Article.objects.filter(live_id=live.pk).exists()


def test_administrator_who_is_no_superuser_cannot_make_one(desk):
    browser = desk("administrator")
    place = f"/admin/accounts/user/{browser.user.pk}/change/"
    shown = pages.shown(browser.get(place))
    assert shown["username"] == "administrator"
    assert "is_superuser" not in shown
    browser.post(place, shown | {"is_superuser": "on"})
    assert not User.objects.get(pk=browser.user.pk).is_superuser


def test_administrator_who_is_no_superuser_cannot_take_over_one(desk):
    owner = factories.person("administrator", "owner", is_superuser=True)
    browser = desk("administrator")
    for act in ("change", "password"):
        answer = browser.post(f"/admin/accounts/user/{owner.pk}/{act}/", {"username": "gone"})
        assert answer.status_code in (302, 403, 404)
    assert User.objects.get(pk=owner.pk).username == "owner"
    assert User.objects.get(pk=owner.pk).check_password("ownerowner")
