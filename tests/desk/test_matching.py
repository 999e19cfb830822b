"""Through the desk: which language is out of date, what ends it, and what the list says of it."""

import pytest

from articles import facts, publishing, working_copies
from articles.models import Act
from languages import EN, ZH
from tests import factories, pages
from tests.articles.days import NEXT_WEEK
from tests.desk.test_list import STORIES, rows

VALID = "The translation stays valid"
SAME = "Both languages say the same: confirm as current"


def matches(article) -> tuple[str, str]:
    known = facts.of(article)
    return known[EN].match, known[ZH].match


def draft(article):
    return working_copies.editable_row(article)


def opened(browser, article):
    return browser.get(pages.address(article))


def confirm(browser, article, seen=None):
    """Press the button that confirms, on the page as it is now or as it was `seen`."""
    page = seen or opened(browser, article)
    address = pages.address(article, "confirm")
    assert f'formaction="{address}"' in page.content.decode()
    return browser.post(address, dict([pages.form(page, SAME)["buttons"][SAME]]), follow=True)


def test_translation_goes_out_of_date_and_is_confirmed_with_the_save_that_catches_up(desk):
    browser = desk("publisher", first_name="Li")
    story = factories.make()
    page = opened(browser, story)
    pages.press(browser, page, "Save draft", title_en="High water")
    page = opened(browser, story)
    words = pages.text(page)
    assert "Out of date since" in words
    assert "Goes with version 1 of the English text" in words
    page = pages.press(
        browser,
        page,
        "Publish both languages now",
        title_zh_hans="大水",
        confirm_match="on",
        note="Read",
    )
    assert "Confirmed: both languages say the same." in pages.text(page)
    assert matches(story) == ("confirmed", "confirmed")
    assert "Confirmed with version 2 of the English text" in pages.text(page)
    act = Act.objects.get(verb=Act.Verb.CONFIRM)
    assert (act.by, act.note, act.strands) == (browser.user, "Read", {EN: 2, ZH: 2})
    history = pages.text(browser.get(pages.address(story, "history")))
    assert "Confirmed as current" in history


@pytest.mark.parametrize(("code", "field"), [(EN, "title_en"), (ZH, "title_zh_hans")])
def test_small_edit_leaves_the_other_language_as_it_was(desk, code, field):
    browser, story = desk("editor"), factories.live()
    page = browser.post(pages.address(story, "edit"), follow=True)
    tick = {"small_edit_en" if code == EN else "small_edit_zh_hans": "on"}
    page = pages.press(browser, page, "Save draft", **{field: "大水 High water"}, **tick)
    assert "Out of date" not in pages.text(page)
    assert matches(story) == ("current", "current")
    assert Act.objects.get(verb=Act.Verb.SMALL_EDIT).strands == {code: 2}


def test_ticks_outlive_a_form_that_is_refused_and_stand_where_they_mean_something(desk):
    browser, story = desk("editor"), factories.make()
    page = opened(browser, story)
    asked = {"title_en": "High water", "small_edit_en": "on", "expires_at": "2001-01-01T00:00"}
    page = pages.press(browser, page, "Save draft", **asked)
    assert pages.shown(page)["small_edit_en"] == "on"
    assert matches(story) == ("current", "current")
    factories.edited(story, title_en="High water")
    words = pages.text(opened(browser, story))
    # No small edit can leave a translation valid that is out of date already.
    assert "Small edit: the translation stays valid" not in words
    assert words.count(SAME) == 1


def test_what_somebody_else_wrote_meanwhile_is_not_confirmed_unseen(desk):
    browser, story = desk("editor"), factories.make()
    page = opened(browser, story)
    factories.edited(story, title_en="Somebody changes it")
    page = pages.press(browser, page, "Save draft", title_zh_hans="大水", confirm_match="on")
    assert "somebody has changed a text while you had it open" in pages.text(page)
    assert matches(story) == ("current", "outdated")
    facts.confirm(story, None)
    page = opened(browser, story)
    factories.edited(story, title_en="Somebody changes it again")
    late = {"summary_en": "And me.", "small_edit_en": "on"}
    page = pages.press(browser, page, "Save draft", **late)
    assert "the translation is out of date" in pages.text(page)
    assert matches(story) == ("current", "outdated")


def test_published_text_is_confirmed_on_its_own_page_as_it_stands_there(desk):
    browser, story = desk("editor"), factories.live()
    factories.edited(story, title_en="High water")
    publishing.publish(story, [EN])
    page = opened(browser, story)
    assert "Save draft" not in pages.buttons(page)
    assert "Confirmed: both" in pages.text(confirm(browser, story, page))
    assert matches(story) == ("confirmed", "confirmed")
    assert facts.of(story)[EN].work == "none"
    factories.edited(story, title_en="Higher water")
    publishing.publish(story, [EN])
    late = confirm(browser, story, page)
    assert "The text has changed since you opened this page." in pages.text(late)
    assert matches(story) == ("current", "outdated")
    assert browser.get(pages.address(story, "confirm")).status_code == 405


def test_who_may_write_the_stale_language_may_confirm_it_and_nobody_else(desk):
    story = factories.live()
    factories.edited(story, title_en="High water")
    publishing.publish(story, [EN])
    english = desk(factories.restricted(("write", "", EN), name="english"))
    chinese = desk(factories.restricted(("write", "", ZH), name="chinese"))
    assert SAME not in pages.buttons(opened(english, story))
    confirm(english, story, opened(chinese, story))
    assert matches(story) == ("current", "outdated")
    confirm(chinese, story)
    assert matches(story) == ("confirmed", "confirmed")


def test_change_is_called_small_afterwards_by_whoever_has_seen_all_of_it(desk):
    story = factories.live()
    facts.confirm(story, None)
    factories.edited(story, title_en="High water", source_en="The harbour master")
    publishing.publish(story, [EN])
    english = desk(factories.restricted(("write", "", EN), name="english"))
    chinese = desk(factories.restricted(("write", "", ZH), name="chinese"))
    page = opened(chinese, story)
    # What makes nothing stale is not in the list.
    listed = page.content.decode().split('class="changes-since"')[1].split("</section>")[0]
    assert "Title" in listed and "Source" not in listed
    assert "What has changed in the English text since the Chinese was" in pages.text(page)
    sent = dict([pages.form(page, VALID)["buttons"][VALID]])
    place = pages.address(story, "stays_valid") + "zh/"
    assert f'formaction="{place}"' in page.content.decode()
    assert VALID not in pages.buttons(opened(english, story))
    assert "may not write in this" in pages.text(english.post(place, sent, follow=True))
    assert chinese.post(place.replace("/zh/", "/xx/"), sent).status_code == 404
    factories.edited(story, title_en="Higher water")
    assert "The text has changed" in pages.text(chinese.post(place, sent, follow=True))
    assert matches(story) == ("current", "outdated")
    # In a form it goes with the save, and nothing typed is lost.
    page = opened(chinese, story)
    html = page.content.decode()
    # Enter in a field presses the first button of a form.
    assert html.index('name="_save" hidden') < html.index('name="_stays_valid"')
    page = pages.press(chinese, page, VALID, summary_zh_hans="大江。", note="Only the headline")
    assert "Noted: the Chinese text stays valid." in pages.text(page)
    assert draft(story).summary_zh_hans == "大江。" and VALID not in pages.buttons(page)
    assert matches(story) == ("confirmed", "confirmed")
    act = Act.objects.get(verb=Act.Verb.SMALL_EDIT)
    assert (act.by, act.note, act.strands) == (chinese.user, "Only the headline", {EN: 3, ZH: 2})
    history = pages.text(chinese.get(pages.address(story, "history")))
    assert "The translation stays valid: English, version 3; Chinese, version 2" in history
    again = chinese.post(place, {"_stays_valid": "3-2"}, follow=True)
    assert "not out of date any more" in pages.text(again)
    factories.edited(story, title_en="Highest water")
    words = pages.text(opened(chinese, story))
    assert "since the Chinese was judged valid (English, version 3" in words
    assert f", {chinese.user})" in words


def test_form_that_somebody_else_has_overtaken_leaves_the_translation_out_of_date(desk):
    browser, story = desk("editor"), factories.make()
    factories.edited(story, title_en="High water")
    page = opened(browser, story)
    factories.edited(story, title_en="Higher water")
    page = pages.press(browser, page, VALID)
    assert "Saved, but the translation is still out of date" in pages.text(page)
    assert matches(story) == ("current", "outdated")


def test_responsible_person_and_day_belong_to_the_record_and_outlive_its_draft(desk):
    browser, story = desk("editor"), factories.live()
    page = browser.post(pages.address(story, "edit"), follow=True)
    later = opened(browser, story)
    known = {"owner": browser.user.pk, "review_by": "2027-05-01"}
    pages.press(browser, page, "Save draft", **known)
    # Saved from a form that was opened before: it did not change them.
    pages.press(browser, later, "Save draft", title_zh_hans="大水")
    browser.post(pages.address(story, "discard"))
    story = factories.fresh(story)
    assert (story.owner, str(story.review_by)) == (browser.user, "2027-05-01")
    assert matches(story) == ("current", "current")


# The list


def test_list_says_what_is_behind_the_first_word_and_out_of_date_is_always_said(desk, clock):
    for at, title in ((None, "Live"), (NEXT_WEEK, "Planned")):
        story = factories.make(title_en=title)
        publishing.publish(story, [EN, ZH], at=at)
        factories.edited(story, title_zh_hans="大水")
    withdrawn = factories.live(title_en="Gone")
    publishing.withdraw(withdrawn, [EN, ZH])
    facts.confirm(withdrawn, None)
    factories.edited(withdrawn, title_zh_hans="大水")
    factories.make(langs=[EN], title_en="Alone")
    found = rows(desk().get(STORIES))
    assert found["Live"]["state_en"] == "Published out of date"
    assert found["Live"]["state_zh_hans"] == "Published newer draft"
    assert found["Planned"]["state_en"].endswith("out of date")
    assert found["Gone"]["state_en"] == "Withdrawn out of date"
    assert found["Alone"]["state_en"] == "Draft"
    assert found["Alone"]["state_zh_hans"] == "– Start the Chinese text"


def test_views_and_filters_say_how_many_they_find_and_find_them(desk, clock):
    browser = desk("editor")
    factories.live(title_en="Both")
    factories.make(langs=[EN], title_en="English alone", owner=browser.user)
    factories.make(langs=[ZH], title_zh_hans="只有中文")
    publishing.publish(factories.make(title_en="Planned"), [EN], at=NEXT_WEEK)
    stale = factories.make(title_en="Stale")
    factories.edited(stale, title_en="Stale now")
    factories.make("living.info", title_en="Of another kind")
    words = pages.text(browser.get(STORIES))
    views = "All 5 Mine 1 Needs English 1 Needs Chinese 1 Out of date 1 Scheduled 1 In review 0"
    assert views in words
    assert "Published 1" in words
    assert "Out of date 1" in words

    def found(**query) -> list[str]:
        return sorted(rows(browser.get(STORIES, query)))

    assert found(view="mine") == ["English alone"]
    assert found(view="outdated") == found(match_zh_hans="outdated") == ["Stale now"]
    assert found(view="scheduled") == found(public_en="scheduled") == ["Planned"]
    assert found(match_en="missing") == ["只有中文"]
    assert found(work_en="draft", match_zh_hans="missing") == ["English alone"]
    assert found(view="in_review") == []


def test_own_language_stands_first_in_the_list_and_in_the_form(desk):
    story = factories.make("news.photostory")
    browser = desk("editor", interface_language="zh-hans")
    page = browser.get("/admin/news/photostory/").content.decode()
    assert page.index("column-state_zh_hans") < page.index("column-state_en")
    page = opened(browser, story).content.decode()
    assert page.index('name="title_zh_hans"') < page.index('name="title_en"')
    assert page.index('name="pictures-0-caption_zh_hans"') < page.index("pictures-0-caption_en")
