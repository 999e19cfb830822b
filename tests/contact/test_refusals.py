"""Forms that are not taken in; a person who was taken for a program loses nothing by it."""

from datetime import timedelta

import pytest

from contact.models import Enquiry
from tests import pages
from tests.contact.forms import FROM_HERE, filled, send, shown


def kept(page, language: str = "en") -> dict:
    """Return what the page would send again, after looking that nothing was stored or lost."""
    assert not Enquiry.objects.exists()
    again = shown(page, language)
    assert again["message"] == "Is the hall still free?\nWe need it in spring."
    assert again["consent"] == "on"
    return again


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        # What the browser itself says counts more than an origin somebody else could set.
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver@evil.example"},
        {"origin": "http://testserver:8000"},
        {"origin": "https://testserver"},
        {"origin": "http://[::bad"},
        {"origin": "https://evil.example", "referer": "http://testserver/en/contact/"},
        {"referer": "https://evil.example/http://testserver/"},
        {},
    ],
)
def test_post_from_elsewhere_is_refused(visitor, time_machine, headers):
    page = send(visitor, filled(visitor, time_machine), headers=headers)
    assert page.status_code == 403
    assert send(visitor, kept(page)).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        FROM_HERE,
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"origin": "http://testserver"},
        {"origin": "http://TESTSERVER:80"},
        {"referer": "http://testserver/en/contact/?kind=living"},
    ],
)
def test_post_from_our_own_page_is_taken_from_new_and_old_browsers(visitor, time_machine, headers):
    assert send(visitor, filled(visitor, time_machine), headers=headers).status_code == 302


def test_program_that_fills_in_every_field_is_refused_again_and_again(visitor, time_machine):
    data = filled(visitor, time_machine, website="https://spam.example")
    for _ in range(3):
        page = send(visitor, data)
        assert page.status_code == 400
    again = kept(page)
    # A person whose browser has filled it in presses the button once more.
    assert again["website"] == ""
    assert send(visitor, again).status_code == 302


def test_form_that_comes_back_at_once_is_refused_until_a_moment_has_passed(visitor, time_machine):
    data = filled(visitor, time_machine) | shown(visitor.get("/en/contact/")) | {"consent": "on"}
    data |= {"name": "Li", "email": "li@example.org", "kind": "other"}
    data |= {"message": "Is the hall still free?\nWe need it in spring."}
    page = send(visitor, data)
    assert page.status_code == 400
    again = kept(page)
    time_machine.shift(timedelta(seconds=5))
    assert send(visitor, again).status_code == 302


def test_form_that_was_open_over_the_weekend_is_shown_again_and_can_be_sent(visitor, time_machine):
    data = filled(visitor, time_machine)
    time_machine.shift(timedelta(days=2))
    page = send(visitor, data)
    assert "been open for more than a day" in pages.text(page)
    again = kept(page)
    time_machine.shift(timedelta(minutes=1))
    assert send(visitor, again).status_code == 302


def test_form_that_was_open_over_lunch_is_taken(visitor, time_machine):
    data = filled(visitor, time_machine)
    time_machine.shift(timedelta(hours=5))
    assert send(visitor, data).status_code == 302


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c", "LJ-1:x", "\x00", "é" * 5000, None])
def test_form_that_we_have_not_made_is_refused(visitor, time_machine, token):
    page = send(visitor, filled(visitor, time_machine, form=token))
    assert page.status_code == 400
    again = kept(page)
    time_machine.shift(timedelta(minutes=1))
    assert send(visitor, again).status_code == 302


@pytest.mark.parametrize(
    ("typed", "headers", "words"),
    [
        ({"website": "x"}, FROM_HERE, "页面上一个看不见的填写项里有了内容"),
        ({}, {}, "无法确认表单来自本页面"),
        ({"form": ""}, FROM_HERE, "表单数据在传输中受损"),
    ],
)
def test_refusal_is_in_the_language_of_the_page(visitor, time_machine, typed, headers, words):
    data = filled(visitor, time_machine, "zh-hans", **typed)
    page = send(visitor, data, "zh-hans", headers=headers)
    assert words in pages.text(page)
    assert "提交未成功，所填内容均已保留" in pages.text(page)
    kept(page, "zh-hans")


def test_error_in_a_field_comes_first(visitor):
    page = send(visitor, shown(visitor.get("/en/contact/")))
    assert "Five things need your attention" in pages.text(page)
