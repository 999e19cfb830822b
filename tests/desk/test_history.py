"""The history of a record: what is told, compared, and brought back."""

from datetime import UTC, datetime

import pytest

from articles import publishing, undoing, working_copies
from articles.models import Act, ArticleLanguage, Match
from languages import EN, ZH
from tests import factories, pages
from tests.pages import address

QUESTIONS = 13


def compare(browser, article, old: str, new: str, **more):
    return browser.get(address(article, "compare"), {"old": old, "new": new} | more)


def restore(article, strand: str, number: int) -> str:
    return address(article, "restore") + f"{strand}/{number}/"


# What was saved and done


def test_history_tells_who_saved_what_and_what_was_done(desk):
    editor = factories.person("editor", "li", first_name="Mei", last_name="Li")
    live = factories.live()
    factories.edited(live, editor, "A better headline", title_en="High water")
    publishing.publish(live, [EN], editor, note="The mayor asked for it")
    publishing.withdraw(live, [ZH], editor, "A wrong number")
    page = pages.text(desk().get(address(live, "history")))
    for words in (
        "English, version 2 Mei Li published A better headline",
        "Published: English, version 2",
        "The mayor asked for it",
        "Taken down: Chinese",
        "A wrong number",
        "Chinese, version 1",
    ):
        assert words in page
    assert page.index("Taken down") < page.index("English, version 2") < page.index("version 1")


def test_every_version_is_looked_at_from_the_history_and_leads_back_to_it(desk):
    live, browser = factories.live(), desk()
    factories.edited(live, title_zh_hans="大水")
    place, look = address(live, "history"), address(live, "preview")
    words = browser.get(place).content.decode()
    for query, lang in (
        ("version-en-1", "en"),
        ("version-zh-2", "zh"),
        ("version-shared-1", "both"),
    ):
        assert f'href="{look}?state={query}&amp;lang={lang}">Preview<' in words
    page = browser.get(look, {"state": "version-zh-2", "lang": "zh"})
    assert "Version 2 (Chinese), saved on" in pages.text(page)
    assert f'href="{place}">Back to the history</a>' in page.content.decode()
    reader = desk(factories.restricted(("write", "living", "")))
    assert look not in reader.get(place).content.decode()


def test_history_tells_what_visitors_were_told_and_who_went_alone(desk):
    live = factories.live()
    Act.objects.filter(article_id=live.pk).update(
        is_exception=True, change="major", public_notes={"en": "The date was wrong."}
    )
    page = pages.text(desk().get(address(live, "history")))
    assert "Published without a second person." in page
    assert "Major change" in page and "Told to visitors: The date was wrong." in page


def test_history_tells_what_is_only_scheduled_from_what_is_published(desk, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 1, tzinfo=UTC))
    story, browser = factories.make(), desk()
    publishing.publish(story, [EN], at=datetime(2026, 4, 1, tzinfo=UTC))
    page = pages.text(browser.get(address(story, "history")))
    assert "Scheduled for 1 April 2026, 08:00: English, version 1" in page
    assert page.count("scheduled for 1 April 2026, 08:00") == 2  # the text and its facts
    assert "Published" not in page and "published" not in page
    undoing.undo(undoing.last_act(story))
    assert "Schedule cancelled: English" in pages.text(browser.get(address(story, "history")))
    assert "cancel the schedule" in pages.text(browser.get("/admin/"))


def test_undone_withdrawal_is_not_told_as_an_undone_publication(desk):
    live, browser = factories.live(), desk()
    undoing.undo(publishing.withdraw(live, [EN], reason="By mistake"))
    page = pages.text(browser.get(address(live, "history")))
    assert "Withdrawal undone (public again): English" in page
    assert "undo the withdrawal (public again)" in pages.text(browser.get("/admin/"))


def test_undone_withdrawal_of_what_was_only_scheduled_says_when_it_comes(desk, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 1, tzinfo=UTC), tick=False)
    story, browser = factories.make(), desk()
    publishing.publish(story, [EN], at=datetime(2026, 4, 1, tzinfo=UTC))
    publishing.publish(story, [ZH])
    again = "scheduled again for 1 April 2026, 08:00"
    for codes, words in (([EN], again), ([EN, ZH], f"English: {again}; Chinese: public again")):
        act = publishing.withdraw(story, codes, reason="By mistake")
        page = browser.post(address(story, "undo"), {"act": act.pk}, follow=True)
        assert f". It is as before: {words}." in pages.text(page)
        time_machine.shift(3600)
        page = pages.text(browser.get(address(story, "history")))
        assert f"Withdrawal undone ({words})" in page
        assert f"undo the withdrawal ({words})" in pages.text(browser.get("/admin/"))


def test_history_of_one_language_leaves_the_other_out(desk):
    live = factories.live()
    page = pages.text(desk().get(address(live, "history"), {"strand": "zh-hans"}))
    assert "Chinese, version 1" in page and "English, version 1 " not in page


def test_save_is_told_once_and_what_left_no_version_is_told_too(desk):
    browser = desk()
    draft = factories.make()
    working_copies.record(draft)
    pages.press(browser, browser.get(address(draft)), "Save draft", title_en="High water")
    page = pages.text(browser.get(address(draft, "history")))
    assert "Changed Title" not in page and "English, version 2" in page
    pages.press(browser, browser.get(address(draft)), "Save draft", note="Nothing but a note")
    assert browser.get(address(draft, "history")).status_code == 200


def test_history_asks_the_same_number_of_questions_however_long_it_is(
    desk, django_assert_max_num_queries
):
    live, browser = factories.live(), desk()
    factories.edited(live, browser.user, title_en="Title")
    place = address(live, "history")
    browser.get(place)
    with django_assert_max_num_queries(QUESTIONS) as found:
        browser.get(place)
    assert not any('"articles_revision"."content"' in query["sql"] for query in found)
    for number in range(60):
        factories.edited(live, browser.user, title_en=f"Title {number}")
    with django_assert_max_num_queries(QUESTIONS):
        page = browser.get(place)
    assert "English, version 61" in pages.text(page)
    assert "English, version 3 " not in pages.text(page)
    assert "English, version 3 " in pages.text(browser.get(place, {"page": "2"}))


def test_history_is_read_by_whoever_reads_the_article_at_the_desk(desk, visitor):
    live = factories.live()
    reader = factories.restricted(("write", "living", ""))
    assert desk(reader).get(address(live, "history")).status_code == 200
    assert desk("enquiry-desk").get(address(live, "history")).status_code == 403
    assert visitor.get(address(live, "history")).status_code == 302


# Two versions compared


def test_any_two_versions_are_compared_the_older_first(desk):
    live, browser = factories.live(), desk()
    factories.edited(live, browser.user, "Shorter", body_en="<p>The river rises in May.</p>")
    for old, new in (("en:1", "en:2"), ("en:2", "en:1")):
        page = compare(browser, live, old, new)
        html = page.content.decode()
        assert "</span>April</del>" in html and "</span>May</ins>" in html
        assert 'lang="en"' in html
        words = pages.text(page)
        assert words.index("Before: English, version 1") < words.index("After: English, version 2")
        assert "removed: Boats go on." in words and "Shorter" in words
    beside = compare(browser, live, "en:1", "en:2", view="beside").content.decode()
    assert "</span>April</del>" in beside and "</span>May</ins>" in beside


def test_version_is_compared_with_what_is_published_and_with_the_draft(desk):
    live, browser = factories.live(), desk()
    factories.edited(live, browser.user, title_zh_hans="江上夏天")
    page = compare(browser, live, "zh-hans:1", "zh-hans:draft")
    assert "</span>春</del>" in page.content.decode()
    assert "</span>夏</ins>" in page.content.decode()
    assert "Nothing differs." in pages.text(compare(browser, live, "zh-hans:1", "zh-hans:public"))


def test_shared_facts_are_compared_in_words(desk):
    live, browser = factories.live("news.photostory"), desk()
    first = live.pictures.order_by("position").first()
    copy = factories.edited(live, browser.user, category=factories.category("news.local"))
    copy.pictures.get(key=first.key).delete()
    working_copies.record(copy, browser.user)
    words = pages.text(compare(browser, live, "shared:1", "shared:draft"))
    assert "before: News › Photos , now: News › Local" in words
    assert "removed" in words


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [("en:1", "en:99", 404), ("en:1", "en:x", 404), ("en:1", "en:" + "9" * 40, 404)],
)
def test_version_that_is_not_there_is_not_found(desk, old, new, status):
    assert compare(desk(), factories.live(), old, new).status_code == status


def test_versions_of_two_languages_are_not_compared(desk):
    browser, live = desk(), factories.live()
    for old, new in (("en:1", "zh-hans:1"), ("", ""), ("en:1", ""), ("fr:1", "fr:1")):
        page = browser.get(address(live, "compare"), {"old": old, "new": new}, follow=True)
        assert "Please choose two versions of the same language." in pages.text(page)


# One brought back


def test_earlier_version_comes_back_into_the_draft_and_visitors_see_nothing(desk, visitor):
    live, browser = factories.live(), desk()
    factories.edited(live, browser.user, title_en="High water", title_zh_hans="大水")
    publishing.publish(live, [EN, ZH], browser.user)
    public = visitor.get(live.get_absolute_url(), follow=True).content
    page = browser.get(restore(live, "en", 1))
    words = pages.text(page)
    assert "There is no draft at the moment; one is made." in words
    assert "added: Spring on the river" in words
    page = pages.press(browser, page, "Restore into the draft")
    assert "In the draft now: English, version 1." in pages.text(page)
    shown = pages.shown(page)
    assert (shown["title_en"], shown["title_zh_hans"]) == ("Spring on the river", "大水")
    assert visitor.get(live.get_absolute_url(), follow=True).content == public
    history = pages.text(browser.get(address(live, "history")))
    assert "Earlier version restored: English, version 1" in history
    assert "English, version 3 publisher draft restored from version 1" in history


def test_what_somebody_has_saved_meanwhile_is_looked_at_first(desk):
    draft, browser = factories.make(), desk()
    factories.edited(draft, title_en="High water")
    page = browser.get(restore(draft, "en", 1))
    factories.edited(draft, title_en="Low water")
    page = pages.press(browser, page, "Restore into the draft")
    assert "Somebody has saved this text in the meantime." in pages.text(page)
    assert factories.fresh(draft).title_en == "Low water"
    pages.press(browser, page, "Restore into the draft")
    assert factories.fresh(draft).title_en == "Spring on the river"


def test_rows_of_a_story_come_back_with_their_texts(desk):
    draft, browser = factories.make("news.photostory"), desk()
    first = draft.pictures.order_by("position").first()
    first.delete()
    working_copies.record(factories.fresh(draft), browser.user)
    pages.press(browser, browser.get(restore(draft, "shared", 1)), "Restore into the draft")
    assert draft.pictures.count() == 3
    pages.press(browser, browser.get(restore(draft, "en", 1)), "Restore into the draft")
    row = draft.pictures.get(key=first.key)
    assert (row.caption_en, row.caption_zh_hans) == ("caption 0 English", "")


def test_restoring_needs_the_right_to_write_that_language(desk):
    live = factories.live()
    factories.edited(live, title_en="High water", title_zh_hans="大水")
    browser = desk(factories.restricted(("write", "news", "zh-hans")))
    history = browser.get(address(live, "history")).content.decode()
    assert "/restore/zh-hans/1/" in history
    assert "/restore/en/1/" not in history and "/restore/shared/" not in history
    assert browser.get(restore(live, "zh-hans", 1)).status_code == 200
    for strand in ("en", "shared"):
        assert browser.post(restore(live, strand, 1)).status_code == 403
    assert desk().get(restore(live, "fr", 1)).status_code == 404


# In the form


def outdated(article, basis: int, own: int, language: str = ZH) -> None:
    ArticleLanguage.objects.update_or_create(
        article_id=article.pk,
        language=language,
        defaults={
            "match": Match.OUTDATED,
            "basis_number": basis,
            "basis_own_number": own,
            "basis_is_confirmed": True,
        },
    )


def test_pane_shows_what_has_changed_in_the_other_language_since_it_was_confirmed(desk):
    draft, browser = factories.make(), desk()
    factories.edited(draft, body_en="<p>The river rises in May.</p><p>Boats go on.</p>")
    factories.edited(draft, title_zh_hans="江上夏天")
    outdated(draft, basis=1, own=1)
    html = browser.get(address(draft)).content.decode()
    assert "What has changed in the English text since the Chinese was confirmed" in html
    assert "English, version 1" in html
    assert "</span>April</del>" in html and "</span>May</ins>" in html
    assert "What has changed in the Chinese text itself since then" in html
    assert "</span>夏</ins>" in html


def test_pane_shows_nothing_while_both_languages_are_in_step(desk):
    draft = factories.make()
    assert "changes-since" not in desk().get(address(draft)).content.decode()
