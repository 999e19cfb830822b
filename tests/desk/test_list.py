"""The list of a kind: what stands where, what is found, and how fast."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from articles import publishing, working_copies
from tests import factories, pages
from tests.pages import address

STORIES = "/admin/news/story/"
# Session, person, rights, groups' permissions, count, rows, languages, categories of the filter,
# and three for the counts: work and match, public states, views.
QUERIES = 13
COUNTED = re.compile(r'href="([^"]*)"[^>]*>[^<]*<span class="many">(\d+)<')
WORDS = {
    "live": "Published",
    "scheduled": "Scheduled",
    "expired": "Expired",
    "withdrawn": "Withdrawn",
    "draft": "Draft",
    "none": "– Start the English text",
}
# What filters find them: the parameter and its value.
FILTERS = {state: {"public_en": state} for state in ("live", "scheduled", "expired", "withdrawn")}
FILTERS |= {"draft": {"work_en": "draft"}, "none": {"match_en": "missing"}}


def story(state: str, title: str = "", **fields):
    """Make a story whose English is in a state; its Chinese is a draft."""
    title = title or f"A {state} story"
    now = timezone.now()
    if state == "none":
        return factories.make(langs=["zh-hans"], title_zh_hans=title, **fields)
    made = factories.make(title_en=title, **fields)
    if state == "live":
        publishing.publish(made, ["en"])
    elif state == "scheduled":
        publishing.publish(made, ["en"], at=now + timedelta(days=2))
    elif state == "expired":
        start, end = now - timedelta(days=2), now - timedelta(days=1)
        publishing.publish(made, ["en"], at=start, expires={"en": end})
    elif state == "withdrawn":
        publishing.publish(made, ["en"])
        publishing.withdraw(made, ["en"], reason="Wrong date")
    return made


def rows(page) -> dict[str, dict[str, str]]:
    """Return the rows of a list by the title that stands first: column → words."""
    found = {}
    for row in re.findall(
        r"<tr>(?:<td class=\"action-checkbox\">.*?</td>)?<th class=\"field-titles\".*?</tr>",
        page.content.decode(),
    ):
        row = re.sub(r'<a class="on-site".*?</a>', "", row)  # noqa: PLW2901
        cells = re.findall(r'<t[hd] class="field-(\w+)[^"]*">(.*?)</t[hd]>', row)
        words = {
            name: " ".join(unescape(re.sub("<[^>]+>", " ", cell)).split()) for name, cell in cells
        }
        first = re.search(r'class="title-line">(.*?)</span>', row)
        found[unescape(first[1]) if first else words["titles"]] = words
    return found


# States in words


@pytest.mark.parametrize("state", WORDS)
def test_list_says_in_words_which_state_each_language_is_in(desk, state):
    story(state, "A story")
    page = desk().get(STORIES)
    row = rows(page)["A story"]
    assert row["state_en"].startswith(WORDS[state])
    assert row["state_zh_hans"] == "Draft"


def test_list_says_when_a_scheduled_language_appears_in_beijing_time(desk, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 9, 0, tzinfo=UTC), tick=False)
    story("scheduled", "A story")
    assert rows(desk().get(STORIES))["A story"]["state_en"] == "Scheduled 3 March 2026, 17:00"


def test_list_speaks_the_language_of_the_person(desk):
    story("live", "A story")
    page = desk(interface_language="zh-hans").get(STORIES)
    # Their own language's title stands first.
    row = rows(page)["江上春天"]
    assert row["state_en"] == pages.in_chinese("Published", "state of a language")
    assert row["state_zh_hans"] == pages.in_chinese("Draft", "work on a language")


def test_list_marks_the_language_whose_draft_is_newer_than_its_public_text(desk):
    live = factories.live(title_en="A story")
    copy = working_copies.edit(live)
    copy.title_zh_hans = "一篇新报道"
    copy.save()
    working_copies.record(copy)
    row = rows(desk().get(STORIES))["A story"]
    assert row["state_en"] == "Published out of date"
    assert row["state_zh_hans"] == "Published newer draft"


def test_working_copy_without_changes_is_not_called_a_newer_draft(desk):
    working_copies.edit(factories.live(title_en="A story"))
    assert "newer" not in str(rows(desk().get(STORIES)))


def test_working_copy_is_no_row_of_its_own(desk):
    working_copies.edit(factories.live())
    assert len(rows(desk().get(STORIES))) == 1


# What is found


@pytest.mark.parametrize("interface", ["en", "zh-hans"])
@pytest.mark.parametrize("words", ["power grid", "电网"])
def test_search_finds_both_languages_whatever_the_interface_speaks(desk, interface, words):
    factories.live(title_en="The power grid grows", title_zh_hans="电网在扩建")
    factories.live(title_en="Other", title_zh_hans="其他")
    page = desk(interface_language=interface).get(STORIES, {"q": words})
    assert len(rows(page)) == 1
    assert "电网在扩建" in pages.text(page)


def test_search_finds_the_words_of_a_newer_draft_under_its_live_record(desk):
    live = factories.live(title_en="The power grid grows")
    copy = working_copies.edit(live)
    copy.title_zh_hans = "电网在扩建"
    copy.save()
    page = desk().get(STORIES, {"q": "电网"})
    assert list(rows(page)) == ["The power grid grows"]
    assert address(live) in page.content.decode()


@pytest.mark.parametrize("state", WORDS)
def test_filter_by_a_fact_finds_exactly_the_rows_that_show_its_word(desk, state):
    for each in WORDS:
        story(each)
    page = desk().get(STORIES, FILTERS[state])
    assert [row["state_en"].startswith(WORDS[state]) for row in rows(page).values()] == [True]


def test_number_beside_each_view_and_filter_is_the_number_of_rows_behind_it(desk):
    browser = desk()
    for each in WORDS:
        story(each)
    working_copies.edit(story("live", "In two languages", langs=["en"]))
    factories.edited(story("live", "Mine"), by=browser.user, summary_en="Newer")
    numbers = COUNTED.findall(browser.get(STORIES).content.decode())
    assert len(numbers) > 15
    for query, number in numbers:
        shown = browser.get(STORIES + unescape(query)).context["cl"].result_count
        assert (query, shown) == (query, int(number))


def test_filter_by_state_is_there_for_each_language(desk):
    factories.live(langs=["en"], title_en="Only English")
    factories.live(langs=["zh-hans"], title_zh_hans="只有中文")
    browser = desk()
    assert list(rows(browser.get(STORIES, {"public_zh_hans": "live"}))) == ["只有中文"]
    assert list(rows(browser.get(STORIES, {"match_zh_hans": "missing"}))) == ["Only English"]
    both = {"public_en": "live", "public_zh_hans": "never"}
    assert list(rows(browser.get(STORIES, both))) == ["Only English"]


def test_filter_by_category_shows_that_category_alone(desk):
    factories.live(title_en="An event")
    business = factories.category("news.business")
    factories.live(title_en="A deal", category=business)
    page = desk().get(STORIES, {"category": business.pk})
    assert list(rows(page)) == ["A deal"]


def test_filter_finds_what_has_a_newer_draft(desk):
    factories.live(title_en="As it is")
    copy = working_copies.edit(factories.live(title_en="To be changed"))
    copy.summary_en = "Something new."
    copy.save()
    working_copies.record(copy)
    assert list(rows(desk().get(STORIES, {"newer": "yes"}))) == ["To be changed"]


@pytest.mark.parametrize(
    "query",
    [
        "category=abc",
        "category=99999999999999999999999",
        "category=٣",
        "public_en=nonsense",
        "work_en=live",
        "view=all",
        "newer=perhaps",
        "q=%00",
        "q=%25_%5C%27%22",
        "q=" + "%20".join(["word"] * 2000),
        "o=99.-99",
        "p=abc",
        "p=-5",
    ],
)
def test_address_of_a_list_that_somebody_mistyped_does_not_break_it(desk, query):
    factories.live()
    response = desk().get(f"{STORIES}?{query}", follow=True)
    assert response.status_code == 200


# How fast


@pytest.mark.parametrize("number", [3, 60])
def test_list_asks_the_same_number_of_questions_for_3_and_for_60_rows(
    desk, django_assert_num_queries, number
):
    for count in range(number):
        made = story(list(WORDS)[count % len(WORDS)], f"Story {count}")
        for words in ("A second", "A third") if count % 2 else ():
            factories.edited(made, summary_zh_hans=words)
    browser = desk()
    browser.get(STORIES)
    with django_assert_num_queries(QUERIES):
        page = browser.get(STORIES)
    assert len(rows(page)) == min(number, 50)


def test_empty_list_says_so_and_leads_back_from_a_search(desk):
    browser = desk()
    address = "/admin/liangjiang/sitenotice/"
    assert "Nothing here." in pages.text(browser.get(address))
    assert "Nothing here. Show all" in pages.text(browser.get(f"{address}?state=over"))
    factories.live()
    words = pages.text(browser.get("/admin/news/story/?q=nowhere"))
    assert "Nothing found. Show all" in words
    assert "0 stories" not in words
