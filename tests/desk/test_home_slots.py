"""The desk's list and form of what stands on the home page."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from languages import EN, ZH
from liangjiang.models import HomeSlot
from tests import factories, pages
from tests.articles.days import NEXT_WEEK, TOMORROW, YESTERDAY

LIST = "/admin/liangjiang/homeslot/"

pytestmark = pytest.mark.usefixtures("clock")


def save(browser, **fields):
    """Add a slot by its form; return the page that comes."""
    shown = pages.shown(browser.get(f"{LIST}add/"))
    return browser.post(f"{LIST}add/", shown | fields, follow=True)


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_editor_places_an_article_by_its_form(desk, visitor, role):
    placed = factories.titled("Placed", "about.page")
    save(desk(role), place="lead", article=placed.pk)
    (lead,) = re.findall(
        '<article class="story lead">.*?</h3>', visitor.get("/en/").content.decode(), re.DOTALL
    )
    assert "Placed" in lead


@pytest.mark.parametrize("role", ["author", "translator", "enquiry-desk"])
def test_others_see_nothing_of_it(desk, role):
    placed = factories.titled("Placed")
    browser = desk(role)
    assert LIST not in browser.get("/admin/").content.decode()
    assert browser.get(LIST).status_code == 403
    forged = {"place": "lead", "position": 1, "article": placed.pk}
    assert browser.post(f"{LIST}add/", forged).status_code == 403
    assert not HomeSlot.objects.exists()


def test_times_are_beijing_times(desk):
    placed = factories.titled("Placed")
    save(desk(), place="lead", article=placed.pk, starts_at="2026-03-02T17:00")
    slot = HomeSlot.objects.get()
    assert slot.starts_at == TOMORROW
    page = desk("editor").get(f"{LIST}{slot.pk}/change/")
    assert pages.shown(page)["starts_at"] == "2026-03-02T17:00"
    assert "Beijing time." in pages.text(page)


@pytest.mark.parametrize("language", [EN, ZH])
def test_end_before_the_start_is_refused_in_words(desk, language):
    times = {"starts_at": "2026-03-02T17:00", "ends_at": "2026-03-02T17:00"}
    browser = desk(interface_language=language)
    page = save(browser, place="lead", article=factories.titled("Placed").pk, **times)
    words = "Choose an end that comes after the start."
    words = words if language == EN else pages.in_chinese(words)
    assert pages.text(page).count(words) == 1
    assert not HomeSlot.objects.exists()


def test_working_copy_and_nonsense_cannot_be_placed(desk):
    copy = factories.edited(factories.titled("Placed"), title_en="Draft")
    browser = desk()
    for article in (copy.pk, "abc", "9" * 30, ""):
        assert save(browser, place="lead", article=article).status_code == 200
    assert not HomeSlot.objects.exists()


@pytest.mark.parametrize(
    ("start", "winner"), [("2026-02-01T00:00", "First"), ("2026-03-01T00:00", "Second")]
)
def test_editor_is_told_which_of_two_lead_stories_wins(desk, start, winner):
    factories.slot("lead", factories.titled("First"), starts_at=YESTERDAY - timedelta(days=7))
    page = save(desk(), place="lead", article=factories.titled("Second").pk, starts_at=start)
    assert "Another lead story has overlapping times: “First”" in pages.text(page)
    assert f"While both run, “{winner}” stands at the top." in pages.text(page)


@pytest.mark.parametrize(
    "other",
    [
        {"place": "news"},
        {"language": ZH},
        {"ends_at": YESTERDAY},
        {"starts_at": NEXT_WEEK},
    ],
    ids=["elsewhere", "other language", "over", "later"],
)
def test_editor_is_not_warned_of_what_does_not_overlap(desk, other):
    factories.slot(**{"place": "lead", "article": factories.titled("First")} | other)
    mine = {"place": "lead", "language": EN, "ends_at": "2026-03-02T17:00"}
    page = save(desk(), article=factories.titled("Second").pk, **mine)
    assert HomeSlot.objects.count() == 2
    assert "overlapping" not in pages.text(page)


def test_editor_is_told_at_once_where_an_article_will_not_show(desk):
    browser = desk()
    words = "Chinese: does not show, the article is not published in this language"
    page = save(browser, place="lead", article=factories.titled("English", langs=[EN]).pk)
    assert pages.text(page).split("was added successfully")[0].count(words) == 1
    for number in range(3):
        factories.slot("secondary", factories.titled(f"Beside {number}"), position=1)
    late = factories.titled("Too late").pk
    page = save(browser, place="secondary", article=late, position=2)
    said = pages.text(page).split("was added successfully")[0]
    assert said.count("does not show, the place is full") == 2
    both = factories.titled("Both").pk
    said = pages.text(save(browser, place="news", article=both)).split("was added")[0]
    assert "does not show" not in said


def test_what_runs_can_be_ended_at_once_from_the_list(desk, clock):
    running = factories.slot("lead", factories.titled("Running"))
    planned = factories.slot("lead", factories.titled("Planned"), starts_at=TOMORROW)
    clock.shift(timedelta(seconds=1))
    data = {"action": "end_now", "_selected_action": [running.pk, planned.pk]}
    words = pages.text(desk().post(LIST, data, follow=True))
    assert "1 has ended. What is planned or over already has stayed as it was." in words
    assert "Over since 1 March 2026, 17:00" in words
    planned.refresh_from_db()
    assert planned.ends_at is None


def rows(page) -> dict[str, str]:
    """Return the words of each row of the list by the title of its article."""
    found = re.findall(r'<th class="field-article.*?</tr>', page.content.decode(), re.DOTALL)
    words = [" ".join(unescape(re.sub("<[^>]+>", " ", row)).split()) for row in found]
    return {row.split(" – ")[0]: row for row in words}


def test_list_says_in_words_what_runs_what_is_planned_and_what_is_over(desk):
    factories.slot("lead", factories.titled("Lead"), ends_at=TOMORROW)
    factories.slot("lead", factories.titled("Beaten"), starts_at=None, language=EN)
    HomeSlot.objects.filter(article__title_en="Lead").update(starts_at=YESTERDAY)
    factories.slot("news", factories.titled("Planned"), starts_at=TOMORROW, ends_at=NEXT_WEEK)
    factories.slot("about", factories.titled("Gone"), ends_at=YESTERDAY)
    factories.slot("living", factories.titled("English alone", langs=[EN]))
    words = pages.text(desk().get(LIST))
    wanted = [
        "Lead lead story 1 Running until 2 March 2026, 17:00 English: shows now Chinese: shows now",
        "Beaten lead story 1 Running, no end English: does not show, another lead story stands "
        "there",
        "Planned news list 1 Planned: 2 March 2026, 17:00 to 8 March 2026, 17:00 "
        "English: will show Chinese: will show",
        "English alone block Living 1 Running, no end English: shows now "
        "Chinese: does not show, the article is not published in this language",
        "Gone block About 1 Over since 28 February 2026, 17:00 –",
    ]
    places = [words.find(each) for each in wanted]
    assert -1 not in places, words
    assert places == sorted(places)


def test_list_says_that_there_is_no_room(desk):
    for number in range(4):
        factories.slot("secondary", factories.titled(f"Beside {number}"), position=number)
    words = pages.text(desk().get(LIST)).split("Beside 3")[1]
    assert "does not show, the place is full or the article stands further up" in words


def test_list_is_filtered_by_state_and_refuses_strange_questions(desk):
    factories.slot("lead", factories.titled("Runs"))
    factories.slot("news", factories.titled("Comes"), starts_at=TOMORROW)
    browser = desk()
    page = pages.text(browser.get(f"{LIST}?state=planned"))
    assert "Comes" in page
    assert "Runs" not in page
    assert "Runs" in pages.text(browser.get(f"{LIST}?state=nonsense&place__exact=lead"))
    assert browser.get(f"{LIST}?article__body_en__regex=x").status_code == 400


def test_list_asks_no_more_the_more_is_placed(desk, django_assert_num_queries):
    browser = desk()
    factories.slot("news", factories.titled("One"))
    with CaptureQueriesContext(connection) as first:
        browser.get(LIST)
    for number in range(6):
        factories.slot("news", factories.titled(f"News {number}"))
    with django_assert_num_queries(len(first)):
        browser.get(LIST)


def test_draft_that_is_deleted_takes_its_places_along(desk):
    draft = factories.make()
    factories.slot("lead", draft)
    browser = desk("editor")
    assert "lead story" in pages.text(browser.get(pages.address(draft, "delete")))
    browser.post(pages.address(draft, "delete"), {"post": "yes"})
    assert not HomeSlot.objects.exists()


# Choosing an article


def find(browser, term: str):
    names = {"app_label": "liangjiang", "model_name": "homeslot", "field_name": "article"}
    return browser.get("/admin/autocomplete/", names | {"term": term})


def test_article_is_found_by_words_of_its_title_in_both_languages(desk):
    spring = factories.live(title_en="Spring flood", title_zh_hans="春汛")
    factories.edited(spring, title_en="Spring tide")
    factories.make("investing.guide", title_en="Autumn")
    browser = desk()
    for term in ("flood", "春汛", "tide"):
        assert [row["id"] for row in find(browser, term).json()["results"]] == [str(spring.pk)]
    assert find(browser, "nothing like it\x00").json()["results"] == []


def test_form_offers_the_newest_articles_without_script(desk):
    factories.titled("Spring flood")
    page = desk().get(f"{LIST}add/")
    assert "Spring flood" in pages.text(page)
    # Nothing is chosen before somebody chooses it.
    assert pages.shown(page)["article"] == ""


def test_drafts_come_last_and_say_so(desk):
    factories.titled("Spring flood")
    factories.make(title_en="Spring tide")
    browser = desk()
    words = ["Spring flood", "Spring tide (not public)"]
    assert [row["text"] for row in find(browser, "spring").json()["results"]] == words
    page = pages.text(browser.get(f"{LIST}add/"))
    assert page.index(words[0]) < page.index(words[1])


def test_form_shows_what_was_chosen(desk):
    slot = factories.slot("lead", factories.titled("Spring flood"))
    factories.titled("Autumn")
    page = desk().get(f"{LIST}{slot.pk}/change/")
    assert pages.shown(page)["article"] == str(slot.article_id)


def test_who_may_not_see_articles_finds_none(desk):
    factories.titled("Spring flood")
    assert find(desk("enquiry-desk"), "spring").status_code == 403


def test_list_of_all_articles_leads_to_each_ones_own_page_and_changes_nothing(desk):
    guide = factories.titled("A guide", "investing.guide")
    browser = desk()
    assert "A guide" in pages.text(browser.get("/admin/articles/article/"))
    place = f"/admin/articles/article/{guide.pk}"
    assert browser.get(f"{place}/change/")["Location"] == pages.address(guide)
    assert browser.post(f"{place}/delete/", {"post": "yes"})["Location"] == pages.address(guide)
    assert factories.fresh(guide).is_public(EN)
    assert browser.get("/admin/articles/article/add/").status_code in (403, 404)
    assert "/admin/articles/article/" not in browser.get("/admin/").content.decode()
