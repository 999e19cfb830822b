"""What was typed and not saved: kept for its author alone, offered again, gone once it is saved."""

import json
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client

from articles import blocks, unsaved
from articles.models import Article, Typing
from tests import factories, pages
from tests.articles.days import NOW
from tests.pages import address

pytestmark = pytest.mark.once

ADD, KEEP = "/admin/news/story/add/", "/admin/news/story/typing/"
OFFER = "that was not saved"


@pytest.fixture
def ann(desk):
    return desk("editor", name="ann")


def keep(browser, page, number=1, whole=True, kind="news/story", **changes):
    """Send what the form of `page` holds, as its script does while somebody types."""
    shown = pages.shown(page)
    data = (shown if whole else {}) | changes
    data = {name: [value] if isinstance(value, str) else value for name, value in data.items()}
    return browser.post(
        f"/admin/{kind}/typing/",
        json.dumps({"whole": whole, "number": number, "changed": data}),
        content_type="application/json",
        headers={"X-Typing": shown["typing"]},
    )


def typed(browser, article, **changes):
    """Open the form, type something, and close the browser."""
    page = browser.get(address(article))
    keep(browser, page, kind=article.kind.replace(".", "/"), **changes)
    return page


def brought_back(browser, article):
    found = Typing.objects.get()
    return browser.get(f"{address(article)}?typed={found.key}")


# Kept and offered


def test_typing_is_offered_when_the_article_is_opened_again_and_comes_back_as_typed(ann, clock):
    article = factories.make(body_zh_hans="<p>旧文。</p>")
    typed(ann, article, title_en="Typed", body_zh_hans="<p>新写的一段。</p>")
    assert factories.fresh(article).title_en == "Spring on the river"
    page = ann.get(address(article))
    assert f"You typed something here on 1 March 2026, 17:00 {OFFER}." in pages.text(page)
    assert "differs from the saved text in: Title (English) · Text (Chinese)." in pages.text(page)
    page = brought_back(ann, article)
    shown = pages.shown(page)
    assert (shown["title_en"], shown["body_zh_hans"]) == ("Typed", "<p>新写的一段。</p>")
    assert "It is not saved yet." in pages.text(page)
    pages.press(ann, page, "Save draft")
    row = factories.fresh(article)
    assert (row.title_en, row.body_zh_hans) == ("Typed", "<p>新写的一段。</p>")
    assert not Typing.objects.exists()
    assert OFFER not in pages.text(ann.get(address(article)))


@pytest.mark.both
def test_typing_never_becomes_a_version_and_nobody_else_sees_it(ann, desk):
    article = factories.make()
    versions = article.revisions.count()
    typed(ann, article, title_en="Typed")
    assert article.revisions.count() == versions
    bo = desk("publisher", name="bo")
    assert OFFER not in pages.text(bo.get(address(article)))
    found = Typing.objects.get()
    assert bo.get(f"/admin/unsaved/{found.key}/").status_code == 404
    assert bo.post(f"/admin/unsaved/{found.key}/", {"away": ""}).status_code == 404
    assert "Typed" not in pages.text(bo.get(f"{address(article)}?typed={found.key}", follow=True))
    assert "All that you typed is saved." in pages.text(bo.get("/admin/unsaved/"))
    assert "Typed" in pages.text(ann.get("/admin/unsaved/")).replace("Typed and not saved", "")
    assert "江上春天" not in pages.text(ann.get("/admin/unsaved/"))


@pytest.mark.both
def test_later_changes_are_put_over_what_was_kept_and_late_ones_do_not_undo_them(ann):
    article = factories.make()
    page = ann.get(address(article))
    keep(ann, page, 1, title_en="One", summary_en="Summary")
    keep(ann, page, 3, whole=False, title_en="Three")
    keep(ann, page, 2, whole=False, title_en="Two")
    shown = pages.shown(brought_back(ann, article))
    assert (shown["title_en"], shown["summary_en"]) == ("Three", "Summary")
    # After the text was saved elsewhere, its changes alone would be no text.
    Typing.objects.all().delete()
    assert keep(ann, page, 4, whole=False, title_en="Four").json() == {"again": True}


def test_each_window_has_its_own_text(ann):
    article = factories.make()
    first, second = ann.get(address(article)), ann.get(address(article))
    keep(ann, first, title_en="First window")
    keep(ann, second, title_en="Second window")
    assert pages.text(ann.get(address(article))).count(OFFER) == 2
    pages.press(ann, second, "Save draft", title_en="Second window")
    assert [row.data["title_en"] for row in Typing.objects.all()] == [["First window"]]


def test_article_that_was_never_saved_is_offered_where_one_is_added(ann):
    keep(ann, ann.get(ADD), title_zh_hans="未存的标题")
    page = ann.get(ADD)
    assert OFFER in pages.text(page)
    page = ann.get(f"{ADD}?typed={Typing.objects.get().key}")
    assert pages.shown(page)["title_zh_hans"] == "未存的标题"
    category = factories.category("news.events").pk
    pages.press(ann, page, "Save draft", category=category)
    assert Article.objects.get().title_zh_hans == "未存的标题"
    assert not Typing.objects.exists()


def test_rows_of_a_story_come_back_with_new_removed_and_described_pictures(ann):
    article = factories.make("news.photostory")
    new = {"position": "4", "picture": factories.picture("maroon").pk, "alt_zh_hans": "新图"}
    changes = {f"pictures-3-{name}": str(value) for name, value in new.items()}
    changes |= {"pictures-TOTAL_FORMS": "4", "pictures-0-caption_zh_hans": "改过的说明"}
    changes |= {"pictures-1-DELETE": "on"}
    typed(ann, article, **changes)
    assert "differs from the saved text in: Pictures" in pages.text(ann.get(address(article)))
    page = brought_back(ann, article)
    shown = pages.shown(page)
    assert shown["pictures-0-caption_zh_hans"] == "改过的说明"
    assert shown["pictures-3-alt_zh_hans"] == "新图"
    pages.press(ann, page, "Save draft")
    captions = [row.caption_zh_hans for row in article.pictures.order_by("position")]
    assert captions == ["改过的说明", "caption 2 中文", ""]


def test_text_brought_back_meets_what_others_saved_since(ann, desk):
    article = factories.make()
    typed(ann, article, title_en="Ann's title")
    bo = desk("editor", name="bo")
    pages.press(bo, bo.get(address(article)), "Save draft", title_en="Bo's", summary_en="Bo's too")
    page = brought_back(ann, article)
    answer = pages.press(ann, page, "Save draft")
    assert "bo changed this" in pages.text(answer)
    pages.press(ann, answer, "Save draft", decide_title_en="mine")
    row = factories.fresh(article)
    assert (row.title_en, row.summary_en) == ("Ann's title", "Bo's too")
    assert not Typing.objects.exists()


@pytest.mark.both
def test_text_that_says_nothing_new_is_not_offered(ann):
    article = factories.make()
    typed(ann, article)
    assert OFFER not in pages.text(ann.get(address(article)))
    assert not Typing.objects.exists()


def test_text_typed_into_a_draft_that_was_published_since_opens_a_new_draft(ann):
    live = factories.live()
    factories.edited(live)
    typed(ann, live, title_en="Typed")
    ann.post(address(live, "discard"))
    assert OFFER in pages.text(ann.get(address(live)))
    page = brought_back(ann, live)
    assert page.status_code == 302
    page = ann.post(page.url, {"back": ""}, follow=True)
    assert pages.shown(page)["title_en"] == "Typed"


def test_thrown_away_is_gone(ann):
    article = factories.make()
    typed(ann, article, title_en="Typed")
    page = ann.get(f"/admin/unsaved/{Typing.objects.get().key}/")
    assert "Typed" in pages.text(page)
    pages.press(ann, page, "Throw it away")
    assert not Typing.objects.exists()


@pytest.mark.both
def test_kept_for_thirty_days_and_no_longer(ann, clock):
    article = factories.make()
    typed(ann, article, title_en="Typed")
    key = unsaved.of_person(ann.user).get().key
    clock.move_to(NOW + timedelta(days=30) - timedelta(seconds=1))
    unsaved.forget_old()
    assert unsaved.find(ann.user, str(key))
    clock.move_to(NOW + timedelta(days=30))
    assert unsaved.find(ann.user, str(key)) is None
    unsaved.forget_old()
    assert not Typing.objects.exists()


# A form that arrives and is not saved


def sign_out(browser: Client) -> None:
    """Let the session end, as it does after twelve hours."""
    engine = import_module(settings.SESSION_ENGINE)
    engine.SessionStore(browser.cookies[settings.SESSION_COOKIE_NAME].value).delete()


@pytest.mark.both
def test_form_sent_after_the_session_has_ended_comes_back_after_signing_in(ann):
    article = factories.make()
    page = ann.get(address(article))
    sign_out(ann)
    answer = pages.press(ann, page, "Save draft", title_en="Typed", summary_zh_hans="刚写的")
    assert "What you typed is kept" in pages.text(answer)
    data = {"username": "ann", "password": "annann"}
    after = ann.post(answer.redirect_chain[-1][0], data, follow=True)
    shown = pages.shown(after)
    assert (shown["title_en"], shown["summary_zh_hans"]) == ("Typed", "刚写的")
    pages.press(ann, after, "Save draft")
    assert factories.fresh(article).title_en == "Typed"
    assert not Typing.objects.exists()


def test_form_whose_token_is_old_is_kept_for_whoever_signed_in_again(ann):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ann.user, backend="django.contrib.auth.backends.ModelBackend")
    article = factories.make()
    page = strict.get(address(article))
    data = pages.shown(page) | {"title_en": "Typed", "csrfmiddlewaretoken": "a" * 64, "_save": "1"}
    answer = strict.post(address(article), data, follow=True)
    assert "Bring it back into the form" in pages.buttons(answer)
    assert "Typed" in pages.text(answer)


@pytest.mark.both
def test_form_of_an_article_that_was_deleted_leads_to_its_text(ann, desk):
    article = factories.make()
    page = ann.get(address(article))
    other = typed(ann, article, title_en="Another window")
    desk("publisher", name="bo").post(address(article, "delete"), {"post": "yes"})
    assert not Article.objects.exists()
    answer = pages.press(ann, page, "Save draft", title_en="Typed")
    assert "The article was deleted in the meantime." in pages.text(answer)
    assert keep(ann, other, 2, whole=False, title_en="Still typing").json()["gone"]
    answer = pages.press(ann, answer, "Make a new article of it")
    assert pages.shown(answer)["title_en"] == "Typed"
    assert {row.data["title_en"][0] for row in Typing.objects.all()} == {"Typed", "Still typing"}


def test_refused_form_is_kept_until_it_is_saved(ann):
    page = ann.get(ADD)
    answer = pages.press(ann, page, "Save draft", title_en="Typed", category="")
    assert OFFER in pages.text(ann.get(ADD))
    category = factories.category("news.events").pk
    pages.press(ann, answer, "Save draft", category=category)
    assert not Typing.objects.exists()


# Bounds and rights


def test_only_ones_own_form_is_kept(ann, desk, visitor):
    article = factories.make()
    page = ann.get(address(article))
    assert keep(desk("editor", name="bo"), page).status_code == 404
    assert keep(visitor, page).status_code == 302
    data = {"whole": True, "number": 1, "changed": {"title_en": ["Typed"]}}
    for form_pass in ("", "nonsense", pages.shown(page)["typing"] + "x"):
        answer = ann.post(KEEP, data, "application/json", headers={"X-Typing": form_pass})
        assert answer.status_code == 404
    assert not Typing.objects.exists()


def test_form_is_kept_only_where_it_belongs_and_with_its_own_fields(ann):
    article, other = factories.make(), factories.make("living.info")
    data = pages.shown(ann.get(address(article))) | {"title_en": "x" * 400, "new_password1": "abc"}
    for place in (address(other), "/admin/accounts/user/add/", ADD):
        ann.post(place, data)
        assert not Typing.objects.exists()
    ann.post(address(article), data)
    kept = Typing.objects.get().data
    assert "title_en" in kept and "opened_en" in kept and "new_password1" not in kept


@pytest.mark.both
def test_whoever_may_no_longer_write_there_keeps_nothing_more(ann):
    article = factories.make()
    page = ann.get(address(article))
    ann.user.groups.clear()
    assert keep(ann, page).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 9999,
        b'{"whole": true, "number": 1, "changed": {"title_en": "Typed"}}',
        b'{"whole": true, "number": 1, "changed": {"title_en": [1]}}',
        b'{"whole": true, "number": 99999999999, "changed": {}}',
        b'{"whole": true, "number": "1", "changed": {}}',
    ],
)
def test_what_no_script_of_ours_sends_is_refused(ann, sent):
    form_pass = pages.shown(ann.get(ADD))["typing"]
    answer = ann.post(KEEP, sent, "application/json", headers={"X-Typing": form_pass})
    assert answer.status_code == 404


def test_characters_that_no_database_keeps_are_left_out(ann):
    page = ann.get(ADD)
    assert (
        keep(ann, page, title_en="Ty\x00p\ud83ded \U0001f600", **{"x\x00": "y"}).status_code == 200
    )
    assert Typing.objects.get().data["title_en"] == ["Typed \U0001f600"]


def test_more_than_a_megabyte_is_refused_in_words(ann):
    page = ann.get(ADD)
    answer = keep(ann, page, body_zh_hans="水" * (400 * 1024))
    assert answer.status_code == 413
    assert "1 MB" in answer.json()["error"]
    assert not Typing.objects.exists()


def test_very_many_tags_are_shown_as_their_words(ann):
    article = factories.make()
    typed(ann, article, body_en="<div>" * 150_000 + "five &amp; &lt;b&gt; words")
    page = ann.get(unsaved.address(Typing.objects.get()))
    assert "five & <b> words" in pages.text(page)
    assert [block.text for block in blocks.of("<div>" * 150_000 + "five")] == ["five"]


def test_nothing_of_what_was_pressed_is_kept(ann):
    keep(ann, ann.get(ADD), title_en="Typed", _publish="en", csrfmiddlewaretoken="secret")
    assert "secret" not in str(Typing.objects.get().data)
    assert "_publish" not in Typing.objects.get().data


@pytest.mark.both
def test_of_very_many_texts_of_one_person_the_oldest_go(ann, monkeypatch):
    monkeypatch.setattr(unsaved, "MOST_FORMS", 3)
    for number in range(5):
        keep(ann, ann.get(ADD), title_en=f"Text {number}")
    kept = Typing.objects.order_by("pk")
    assert [row.data["title_en"] for row in kept] == [["Text 2"], ["Text 3"], ["Text 4"]]


@pytest.mark.both
def test_keeping_asks_few_questions(ann, django_assert_num_queries):
    page = ann.get(address(factories.make("news.photostory")))
    keep(ann, page, 1, kind="news/photostory")
    # Session, person, the article twice, permissions (2), rights; then in a transaction (2): the
    # row, whether the article is there, the row written, what is to be forgotten.
    with django_assert_num_queries(13):
        assert keep(ann, page, 2, kind="news/photostory", title_en="Typed").status_code == 200
