"""The desk is told by mail of what comes in and what is due: rarely, and without names."""

from datetime import timedelta

import pytest
from django.core import mail

from accounts.models import User
from contact import erasing, telling
from contact.models import Enquiry
from tests import factories
from tests.contact.desk import PERSON, beijing, deliver

# All of them after nine in the evening of a Sunday: nothing reminds of what is due.
SUNDAY = beijing(8, 21)


@pytest.fixture
def reader(db) -> User:
    return factories.person("enquiry-desk")


def told() -> list[tuple[str, str]]:
    """Let the worker work; return (recipient, subject) of what has gone out since the last call."""
    mail.outbox.clear()
    deliver()
    return sorted((letter.recipients()[0], letter.message()["Subject"]) for letter in mail.outbox)


def content(number: int = 0) -> str:
    return mail.outbox[number].message().get_content()


# What comes in


@pytest.fixture
def sunday(time_machine):
    time_machine.move_to(SUNDAY, tick=False)
    return time_machine


def test_desk_is_told_of_what_has_come_in(reader, sunday):
    first, second = factories.enquiry(**PERSON), factories.enquiry(**PERSON)
    assert told() == [("enquiry-desk@example.org", "2 new enquiries")]
    assert f"{first.reference}  Investing and opportunities  due 10 March" in content()
    assert second.reference in content()
    assert "http://testserver/admin/contact/enquiry/?list=open" in content()
    assert told() == []


def test_mail_to_the_desk_names_nobody(reader, sunday):
    factories.enquiry(**PERSON)
    told()
    whole = mail.outbox[0].message().as_string() + content()
    assert not any(value in whole for value in PERSON.values())
    assert mail.outbox[0].message()["Auto-Submitted"] == "auto-generated"


def test_nobody_gets_two_such_mails_within_ten_minutes(reader, sunday):
    factories.enquiry()
    assert len(told()) == 1
    for _minute in range(9):
        sunday.shift(60)
        factories.enquiry()
        assert told() == []
    sunday.shift(61)
    assert told() == [("enquiry-desk@example.org", "9 new enquiries")]


def test_everybody_of_the_desk_is_told_in_their_own_language(reader, sunday):
    factories.person("enquiry-desk", "han", interface_language="zh-hans")
    factories.enquiry()
    assert told() == [
        ("enquiry-desk@example.org", "1 new enquiry"),
        ("han@example.org", "1条新咨询"),
    ]
    chinese = next(
        letter for letter in mail.outbox if letter.recipients() == ["han@example.org"]
    ).message()
    assert "投资与项目  3月10日到期" in chinese.get_content()


def test_only_the_desk_is_told_and_nobody_who_has_left(reader, sunday):
    factories.person("administrator")
    factories.person("editor")
    factories.person("enquiry-desk", "left", is_active=False)
    User.objects.filter(pk=factories.person("enquiry-desk", "silent").pk).update(email="")
    factories.enquiry()
    assert [address for address, _subject in told()] == ["enquiry-desk@example.org"]


def test_enquiry_that_is_done_already_is_not_new(reader, sunday):
    factories.enquiry(state="closed")
    assert told() == []


def test_enquiries_wait_for_nobody_when_the_desk_is_empty(db, sunday, caplog):
    factories.enquiry()
    assert told() == []
    assert "nobody to tell about enquiries" in caplog.text
    factories.person("enquiry-desk")
    sunday.shift(3600)
    assert told() == []


def test_long_list_ends_with_how_many_more_there_are(reader, sunday):
    for _each in range(33):
        factories.enquiry()
    told()
    assert "and 3 more" in content()


def test_worker_asks_one_question_when_nothing_has_come_in(db, sunday, django_assert_num_queries):
    factories.enquiry(told_at=SUNDAY)
    told()
    for job in (telling.tell_of_new, telling.remind, erasing.erase_due):
        with django_assert_num_queries(1):
            job()


# What is due


@pytest.fixture
def waiting(reader) -> Enquiry:
    """An enquiry that has to be answered on Monday, of which the desk knows."""
    return factories.enquiry(due_on=beijing(9, 12).date(), told_at=SUNDAY, **PERSON)


REMINDED = [("enquiry-desk@example.org", "1 enquiry has to be answered today")]


def test_desk_is_reminded_once_on_the_morning_of_a_working_day(waiting, time_machine):
    time_machine.move_to(beijing(9, 8, 29))
    assert told() == []
    time_machine.move_to(beijing(9, 8, 30))
    assert told() == REMINDED
    assert f"{waiting.reference}  Investing and opportunities  due today" in content()
    assert not any(value in content() for value in PERSON.values())
    for hour in (9, 14, 23):
        time_machine.move_to(beijing(9, hour))
        assert told() == []


def test_what_is_overdue_is_told_every_working_day_until_it_is_answered(waiting, time_machine):
    time_machine.move_to(beijing(10, 9))
    assert told() == REMINDED
    assert "overdue since 9 March" in content()
    time_machine.move_to(beijing(11, 9))
    assert told() == REMINDED
    Enquiry.objects.update(state="answered")
    time_machine.move_to(beijing(12, 9))
    assert told() == []


def test_nobody_is_reminded_of_what_is_due_later(reader, time_machine):
    factories.enquiry(due_on=beijing(10, 12).date(), told_at=SUNDAY)
    time_machine.move_to(beijing(9, 9))
    assert told() == []


@pytest.mark.parametrize("day", [14, 15])
def test_nobody_is_reminded_at_the_weekend(waiting, time_machine, day):
    time_machine.move_to(beijing(day, 9))
    assert told() == []


def test_weekend_that_is_worked_through_has_a_reminder(waiting, time_machine):
    # Saturday 28 February 2026 makes up for a day of the Spring Festival.
    time_machine.move_to(beijing(1, 9) - timedelta(days=1))
    Enquiry.objects.update(due_on=beijing(1, 9).date() - timedelta(days=1))
    assert told() == REMINDED


def test_worker_that_was_away_in_the_morning_reminds_later_that_day(waiting, time_machine):
    time_machine.move_to(beijing(9, 16))
    assert told() == REMINDED
