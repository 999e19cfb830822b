"""What is cleared away at night."""

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.core.management import call_command

from liangjiang import tidying
from liangjiang.models import DailyJob
from pagestore.models import PurgeOrder
from post.models import Letter

# Noon in Beijing.
NOW = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
COUNTED = []


def count() -> None:
    COUNTED.append("done")


def fail() -> None:
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _start(db, time_machine):
    COUNTED.clear()
    time_machine.move_to(NOW, tick=False)


def days_later(time_machine, days: float) -> None:
    time_machine.move_to(NOW + timedelta(days=days), tick=False)
    call_command("worker", "--once")


def test_letters_that_were_sent_are_forgotten_after_a_month(time_machine):
    send_mail("Hello", "Text", None, ["li@example.org"])
    call_command("worker", "--once")
    days_later(time_machine, 30)
    assert Letter.objects.exists()
    days_later(time_machine, 31)
    assert not Letter.objects.exists()


def test_letters_that_wait_or_were_given_up_are_kept(time_machine):
    for address in ("waits@example.org", "given-up@example.org"):
        send_mail("Hello", "Text", None, [address])
    Letter.objects.update(next_try_at=NOW + timedelta(days=365))
    Letter.objects.filter(recipient="given-up@example.org").update(given_up_at=NOW)
    days_later(time_machine, 100)
    assert Letter.objects.count() == 2


def test_purge_orders_are_forgotten_a_week_after_their_moment(time_machine):
    later = NOW + timedelta(days=365)
    PurgeOrder.objects.create(tags=["c1.en"], done_at=NOW)
    PurgeOrder.objects.create(tags=["c2.en"], due_at=later, next_try_at=later)
    days_later(time_machine, 7)
    assert PurgeOrder.objects.count() == 2
    days_later(time_machine, 8)
    assert [order.tags for order in PurgeOrder.objects.all()] == [["c2.en"]]


def test_sessions_that_have_run_out_are_cleared(desk, time_machine):
    desk()
    assert Session.objects.count() == 1
    days_later(time_machine, 2)
    assert not Session.objects.exists()


def test_who_signed_in_and_who_tried_is_forgotten_after_a_month(time_machine):
    for model in (AccessAttempt, AccessLog):
        fields = {"failures_since_start": 1} if model is AccessAttempt else {}
        model.objects.create(username="li", ip_address="192.0.2.1", **fields)
    days_later(time_machine, 29)
    assert AccessAttempt.objects.exists()
    assert AccessLog.objects.exists()
    days_later(time_machine, 31)
    assert not AccessAttempt.objects.exists()
    assert not AccessLog.objects.exists()


def test_tidying_is_done_once_a_day_and_not_before_three(settings, time_machine):
    settings.TIDYING_JOBS = [f"{__name__}.count"]
    night = datetime(2024, 3, 1, 16, 0, tzinfo=UTC)  # midnight in Beijing
    done = []
    for hours in (0, 2.9, 3, 5, 23, 24, 26.9, 27):
        time_machine.move_to(night + timedelta(hours=hours), tick=False)
        call_command("worker", "--once")
        done.append(len(COUNTED))
    assert done == [0, 0, 1, 1, 1, 1, 1, 2]


def test_job_that_fails_does_not_stop_the_others(settings):
    settings.TIDYING_JOBS = [f"{__name__}.fail", f"{__name__}.count"]
    tidying.tidy()
    assert COUNTED == ["done"]


def test_of_two_workers_one_does_a_job(settings, time_machine):
    settings.TIDYING_JOBS = [f"{__name__}.count"]
    tidying.tidy()
    # The other one had looked before the first had noted it.
    job = DailyJob.objects.get()
    assert not tidying._is_ours(job.name, job.done_on)
    assert tidying._is_ours(job.name, job.done_on + timedelta(days=1))


def test_job_added_by_a_later_version_is_done_on_the_same_day(settings):
    settings.TIDYING_JOBS = []
    tidying.tidy()
    settings.TIDYING_JOBS = [f"{__name__}.count"]
    tidying.tidy()
    assert COUNTED == ["done"]
