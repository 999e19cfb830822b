"""What monitoring asks: is the process up, and is the portal fit for work?"""

from datetime import timedelta

import pytest
from django.core.management import call_command

from liangjiang import health
from tests import factories


def test_process_answers_without_asking_anything_else(visitor, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = visitor.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"process": "ok"})


def test_portal_is_fit_when_its_worker_has_just_been_seen(visitor, db):
    call_command("worker", "--once")
    response = visitor.get("/readyz")
    assert response.json() == {
        "database": "ok",
        "worker": "ok",
        "mail": "ok",
        "disk": "ok",
    }
    assert response.status_code == 200


def test_portal_whose_worker_was_never_started_is_not_fit(visitor, db):
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] == "never seen"


def test_portal_whose_worker_has_gone_silent_is_not_fit(visitor, db, time_machine):
    time_machine.move_to(factories.PAST, tick=False)
    call_command("worker", "--once")
    time_machine.move_to(factories.PAST + timedelta(seconds=59), tick=False)
    assert visitor.get("/readyz").status_code == 200
    time_machine.move_to(factories.PAST + timedelta(seconds=61), tick=False)
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] == "not seen for 61 s"


def test_portal_with_a_full_disk_is_not_fit(visitor, db, monkeypatch):
    monkeypatch.setattr(health, "LEAST_DISK", 2**80)
    call_command("worker", "--once")
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json()["disk"].startswith("only ")


@pytest.mark.parametrize("place", ["/healthz", "/readyz"])
def test_answer_is_never_stored_and_takes_no_other_method(visitor, db, place):
    assert visitor.get(place)["Cache-Control"] == "no-store"
    assert visitor.post(place).status_code == 405
    assert visitor.head(place).content == b""
