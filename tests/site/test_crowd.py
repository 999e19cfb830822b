"""Many people press Send at once, and a server with two threads takes them in."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
import time_machine

from contact import form_pages
from tests.contact.forms import FROM_HERE, WRITTEN
from tests.servers import PATIENCE, free_address, running_server

LIMIT = 10
# How many come at once where there is no limit, and from one address with one.
CROWDS = {0: 300, LIMIT: 60}


def crowd(address: str, size: int) -> list[tuple[int, str]]:
    """Send so many different questions at the same moment; return (status, number) of each."""
    # The forms were opened a minute ago.
    with time_machine.travel(datetime.now(UTC) - timedelta(minutes=1)):
        forms = [form_pages.new_token() for _ in range(size)]
    together, answers = threading.Barrier(size), [(0, "")] * size

    def send(place: int) -> None:
        data = WRITTEN | {"form": forms[place], "message": f"Question {place}"}
        headers = FROM_HERE | {"Content-Type": "application/x-www-form-urlencoded"}
        line = HTTPConnection(address.removeprefix("http://"), timeout=4 * PATIENCE)
        together.wait()
        line.request("POST", "/en/contact/", urlencode(data), headers)
        answer = line.getresponse()
        answers[place] = (answer.status, (answer.headers["Location"] or "").split("/sent/")[-1][:9])
        line.close()

    threads = [threading.Thread(target=send, args=[place]) for place in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize(("limit", "size"), CROWDS.items())
def test_every_question_that_got_a_number_is_stored_once(installation, limit, size):
    installation.begin()
    environment = installation.environment | {
        "SITE_URL": free_address(),
        "ADMIN_PATH": "admin",
        "ENQUIRIES_PER_ADDRESS": str(limit),
    }
    with running_server(environment):
        answers = crowd(environment["SITE_URL"], size)
    statuses = Counter(status for status, _number in answers)
    assert statuses.total() == statuses[302] + statuses[429] == size
    if limit:
        # On a slow machine the ten minutes may turn while the crowd is sending.
        assert limit <= statuses[302] <= 2 * limit
    else:
        assert statuses[302] == size
    promised = {
        (number, f"Question {place}")
        for place, (status, number) in enumerate(answers)
        if status == 302
    }
    stored = installation.sql("SELECT reference, message FROM contact_enquiry")
    assert len(stored) == statuses[302]
    assert set(stored) == promised
