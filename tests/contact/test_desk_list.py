"""The list of enquiries: the most pressing on top, in words, and quick however long it is."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contact.models import Enquiry
from tests import factories, pages
from tests.contact.desk import LIST, PERSON, address, beijing


@pytest.fixture
def browser(desk):
    return desk("enquiry-desk")


def numbers(page) -> list[str]:
    """Return the numbers in the list, from top to bottom."""
    return re.findall(r">(LJ-\w{6})</a>", page.content.decode())


def due_in(days: int, **fields) -> Enquiry:
    return factories.enquiry(due_on=timezone.localdate() + timedelta(days=days), **fields)


def test_open_enquiries_come_first_the_most_pressing_on_top(browser):
    closed, answered = due_in(-9, state="closed"), due_in(-5, state="answered")
    later, today, overdue = due_in(2), due_in(0), due_in(-1)
    found = numbers(browser.get(LIST))
    assert found[:3] == [overdue.reference, today.reference, later.reference]
    assert set(found[3:]) == {closed.reference, answered.reference}


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (-1, "open", "overdue since 8 March"),
        (0, "open", "due today"),
        (2, "open", "due 11 March"),
        (300, "open", "due 3 January 2027"),
        (-1, "answered", "was due 8 March"),
    ],
)
def test_list_says_in_words_when_an_answer_is_due(browser, days, state, words):
    due_in(days, state=state)
    assert words in pages.text(browser.get(LIST))


def test_day_begins_at_midnight_in_beijing(desk, time_machine):
    due_in(0)
    time_machine.move_to(beijing(9, 23, 59))
    browser = desk("enquiry-desk")
    assert "due today" in pages.text(browser.get(LIST))
    time_machine.move_to(beijing(10, 0, 1))
    assert "overdue since 9 March" in pages.text(browser.get(LIST))


def test_saved_lists_hold_what_they_are_called_and_count_what_waits(browser):
    mine, other = due_in(1, owner=browser.user), due_in(1)
    late = due_in(-1)
    answered, closed = due_in(1, state="answered"), due_in(1, state="closed")
    words = pages.text(browser.get(LIST))
    assert "All Open 3 Mine 1 Overdue 1 Answered Closed" in words
    lists = {
        "open": {mine, other, late},
        "mine": {mine},
        "overdue": {late},
        "answered": {answered},
        "closed": {closed},
        "nonsense": {mine, other, late, answered, closed},
    }
    for key, expected in lists.items():
        found = numbers(browser.get(LIST, {"list": key}))
        assert set(found) == {each.reference for each in expected}, key


def test_list_is_narrowed_by_kind_and_language(browser):
    wanted = factories.enquiry(kind="media", answer_language="zh-hans")
    factories.enquiry(kind="media")
    factories.enquiry(answer_language="zh-hans")
    assert numbers(browser.get(LIST, {"kind": "media", "language": "zh-hans"})) == [
        wanted.reference
    ]
    assert len(numbers(browser.get(LIST, {"kind": "x", "language": "y"}))) == 3


def test_list_shows_that_the_answer_is_wanted_in_another_language(browser):
    factories.enquiry(language="zh-hans", answer_language="en")
    assert "Chinese, answer in English" in pages.text(browser.get(LIST))


def test_list_reads_well_in_chinese(desk):
    due_in(-1, kind="investing")
    words = pages.text(desk("enquiry-desk", interface_language="zh-hans").get(LIST))
    assert "待答复 1" in words
    assert "3月8日到期，已逾期" in words


def test_endless_search_is_answered(browser):
    factories.enquiry()
    assert browser.get(LIST, {"q": "a " * 3000}).status_code == 200
    assert browser.get(LIST, {"q": "\x00"}).status_code == 200


def asked(browser, place: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(place).status_code == 200
    return len(queries)


def test_pages_ask_few_questions_and_no_more_when_there_is_more_to_show(browser):
    first = factories.enquiry(owner=browser.user, **PERSON)
    places = [LIST, f"{LIST}?list=open&q=quill", address(first), address(first, "reply")]
    before = [asked(browser, place) for place in places]
    assert max(before) <= 12
    for count in range(12):
        colleague = factories.person("enquiry-desk", f"colleague-{count}")
        factories.enquiry(owner=colleague, **PERSON)
        first.steps.create(verb="shown", by=colleague, by_name="Colleague")
        first.notes.create(text="Note", by=colleague, by_name="Colleague")
        first.replies.create(subject="s", text="t", language="en", message_id=f"<{count}@x>")
    after = [asked(browser, place) for place in places]
    # Replies ask once what became of all their letters.
    assert [now - then for now, then in zip(after, before, strict=True)] == [0, 0, 1, 1]
