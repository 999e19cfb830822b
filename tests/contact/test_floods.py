"""One address may send ten enquiries in ten minutes; what it is, is not kept."""

from datetime import timedelta
from ipaddress import ip_network

import pytest

from contact import floods
from contact.models import AddressCount, Enquiry
from tests import pages
from tests.contact.forms import FROM_HERE, filled, send, shown


@pytest.fixture(autouse=True)
def _limit(settings):
    settings.ENQUIRIES_PER_ADDRESS = 2


def ask(visitor, time_machine, address: str, forwarded: str = "") -> int:
    data = filled(visitor, time_machine, message=f"Question {Enquiry.objects.count()}")
    headers = FROM_HERE | ({"x-forwarded-for": forwarded} if forwarded else {})
    return send(visitor, data, headers=headers, REMOTE_ADDR=address).status_code


@pytest.fixture
def asks(visitor, time_machine):
    return lambda *addresses: [ask(visitor, time_machine, address) for address in addresses]


def test_one_address_is_asked_to_wait_and_loses_nothing(visitor, time_machine, asks):
    assert asks("203.0.113.9", "203.0.113.9") == [302, 302]
    data = filled(visitor, time_machine)
    page = send(visitor, data, REMOTE_ADDR="203.0.113.9")
    assert page.status_code == 429
    assert page["Retry-After"] == "600"
    assert "Please wait ten minutes and try again." in pages.text(page)
    assert Enquiry.objects.count() == 2
    time_machine.shift(timedelta(minutes=10))
    assert send(visitor, shown(page), REMOTE_ADDR="203.0.113.9").status_code == 302


def test_page_names_the_telephone_where_there_is_one(visitor, time_machine, asks, settings):
    settings.CONTACT_PHONE = "+86 23 0000 0000"
    asks("203.0.113.9", "203.0.113.9")
    page = send(visitor, filled(visitor, time_machine), REMOTE_ADDR="203.0.113.9")
    assert "You can also call +86 23 0000 0000" in pages.text(page)


def test_neighbours_do_not_count_for_each_other(asks):
    assert asks("203.0.113.9", "203.0.113.9", "203.0.113.10", "2001:db8::1") == [302] * 4


def test_ipv6_network_of_64_bits_counts_as_one(asks):
    ours = ["2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:1::3"]
    assert asks(*ours, "2001:db8:0:2::1") == [302, 302, 429, 302]


def test_ipv4_address_in_the_clothes_of_ipv6_is_the_same(asks):
    assert asks("203.0.113.9", "::ffff:203.0.113.9", "203.0.113.9") == [302, 302, 429]


def test_what_a_visitor_claims_is_not_believed(visitor, time_machine):
    found = [ask(visitor, time_machine, "203.0.113.9", f"198.51.100.{n}") for n in range(3)]
    assert found == [302, 302, 429]


def test_what_our_own_proxy_says_is_believed(visitor, time_machine, settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    found = [ask(visitor, time_machine, "10.0.0.1", f"198.51.100.{n}") for n in range(3)]
    assert found == [302, 302, 302]
    assert ask(visitor, time_machine, "10.0.0.1", "198.51.100.0") == 302
    assert ask(visitor, time_machine, "10.0.0.1", "198.51.100.0") == 429


def test_errors_and_second_clicks_do_not_count(visitor, time_machine):
    wrong = filled(visitor, time_machine, email="x")
    assert [send(visitor, wrong).status_code for _ in range(5)] == [200] * 5
    right = filled(visitor, time_machine)
    assert [send(visitor, right).status_code for _ in range(5)] == [302] * 5


def test_limit_can_be_switched_off(asks, settings):
    settings.ENQUIRIES_PER_ADDRESS = 0
    assert asks(*["203.0.113.9"] * 5) == [302] * 5
    assert not AddressCount.objects.exists()


def test_socket_without_an_address_is_not_limited(asks):
    assert asks(*[""] * 4) == [302] * 4


def test_address_is_nowhere_in_the_database(asks):
    asks("203.0.113.9")
    assert "203.0.113" not in str(list(AddressCount.objects.values())) + str(
        list(Enquiry.objects.values())
    )


def test_counts_are_forgotten_after_a_day(asks, time_machine):
    asks("203.0.113.9")
    time_machine.shift(timedelta(hours=23))
    assert floods.forget_old() == 0
    time_machine.shift(timedelta(hours=2))
    assert floods.forget_old() == 1
