"""Signing in, trying too often, and a forgotten password."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from axes.models import AccessAttempt
from django.core import mail

from post.models import Letter
from post.sending import send_due
from tests import factories, pages

LOGIN, RESET = "/admin/login/", "/admin/password-reset/"
TRIES = 8


def try_password(browser, password: str, name: str = "li", **headers):
    data = {"username": name, "password": password, "next": "/admin/"}
    return browser.post(LOGIN, data, **headers)


@pytest.fixture
def li(db):
    return factories.person("editor", "li")


# Signing in and out


def test_person_signs_in_and_comes_to_the_desk(visitor, li):
    answer = try_password(visitor, "lili")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert "Stories" in pages.text(visitor.get("/admin/"))


def test_wrong_password_is_said_in_the_language_of_the_browser(visitor, li):
    page = try_password(visitor, "wrong", headers={"accept-language": "zh-CN"})
    assert '<html lang="zh-hans"' in page.content.decode()
    said = re.search(r'<p class="errornote">(.*?)</p>', page.content.decode(), re.DOTALL)
    assert "密码" in said[1]


def test_wrong_name_and_wrong_password_are_answered_alike(visitor, li):
    answers = [
        re.sub(r'value="[^"]*"', "", try_password(visitor, "wrong", name).content.decode())
        for name in ("li", "nobody")
    ]
    assert answers[0] == answers[1]


def test_signing_in_leads_to_no_other_site(visitor, li):
    data = {"username": "li", "password": "lili", "next": "https://evil.example/"}
    assert visitor.post(LOGIN, data)["Location"] == "/admin/"


def test_person_signs_out_by_post_alone(desk):
    browser = desk()
    assert browser.get("/admin/logout/").status_code == 405
    browser.post("/admin/logout/")
    assert browser.get("/admin/").status_code == 302


def test_visitor_who_is_no_staff_does_not_enter(visitor, li):
    type(li).objects.update(is_staff=False)
    assert try_password(visitor, "lili").status_code == 200
    assert visitor.get("/admin/").status_code == 302


# Trying too often


@pytest.mark.parametrize(("asked", "lang"), [("en", "en"), ("zh-CN", "zh-Hans")])
def test_who_tries_too_often_gets_a_page_that_says_so(visitor, li, asked, lang):
    for _ in range(TRIES):
        page = try_password(visitor, "wrong", headers={"accept-language": asked})
    assert page.status_code == 429
    assert f'<html lang="{lang}"' in page.content.decode()
    words = "Too many tries"
    assert (words if lang == "en" else pages.in_chinese(words)) in pages.text(page)
    # The right password does not help any more.
    assert try_password(visitor, "lili").status_code == 429
    assert "no-store" in page["Cache-Control"]


def test_who_waits_a_quarter_of_an_hour_may_try_again(visitor, li, time_machine):
    time_machine.move_to(factories.PAST)
    for _ in range(TRIES):
        try_password(visitor, "wrong")
    time_machine.move_to(factories.PAST + timedelta(minutes=16))
    assert try_password(visitor, "lili").status_code == 302


def test_stranger_elsewhere_cannot_lock_a_person_out(visitor, li):
    for _ in range(TRIES):
        try_password(visitor, "wrong", REMOTE_ADDR="203.0.113.9")
    assert try_password(visitor, "lili", REMOTE_ADDR="198.51.100.7").status_code == 302


def test_stranger_gains_no_tries_by_inventing_where_they_are(visitor, li):
    for number in range(TRIES):
        forged = {"X-Forwarded-For": f"192.0.2.{number}"}
        page = try_password(visitor, "wrong", headers=forged)
    assert page.status_code == 429


def test_password_is_kept_in_no_table_of_tries(visitor, li):
    try_password(visitor, "my-other-password")
    assert "my-other-password" not in str(AccessAttempt.objects.values())


# A forgotten password


def letter() -> str:
    """Return the text of the one letter that waits, with its subject."""
    stored = Letter.objects.get()
    message = message_from_bytes(bytes(stored.raw), policy=policy.default)
    return f"{message['Subject']}\n{message.get_content()}"


def ask_for_a_new_password(browser, address: str = "li@example.org", **headers):
    return browser.post(RESET, {"email": address}, **headers)


def test_sign_in_page_shows_the_way_to_a_new_password(visitor, db):
    assert f'href="{RESET}"' in visitor.get(LOGIN).content.decode()


def test_forgotten_password_is_answered_by_a_letter_in_the_outbox(visitor, li):
    answer = ask_for_a_new_password(visitor)
    assert answer["Location"] == "/admin/password-reset/sent/"
    assert Letter.objects.get().recipient == "li@example.org"
    assert mail.outbox == []
    assert send_due() == 1
    assert mail.outbox[0].recipients() == ["li@example.org"]


def test_link_in_the_letter_sets_a_new_password_once(visitor, li):
    ask_for_a_new_password(visitor)
    link = re.search(r"http://testserver(/\S+)", letter())[1]
    page = visitor.get(link, follow=True)
    new = {"new_password1": "a-long-new-passphrase", "new_password2": "a-long-new-passphrase"}
    visitor.post(page.request["PATH_INFO"], new)
    assert try_password(visitor, "a-long-new-passphrase").status_code == 302
    visitor.logout()
    page = visitor.get(link, follow=True)
    assert "new_password1" not in page.content.decode()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_link_in_the_letter_never_follows_the_host_header(visitor, li, host):
    # Monitoring may ask the portal by these names; SITE_URL is another one.
    ask_for_a_new_password(visitor, headers={"host": host})
    assert "http://testserver/admin/password-reset/" in letter()
    assert host not in letter()


def test_forged_host_is_refused(visitor, li):
    answer = ask_for_a_new_password(visitor, headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("own", "asked", "is_chinese"),
    [("zh-hans", "en", True), ("en", "zh-CN", False), ("", "zh-CN", True), ("", "en", False)],
)
def test_letter_is_in_the_language_of_the_person_who_reads_it(visitor, li, own, asked, is_chinese):
    type(li).objects.update(interface_language=own)
    ask_for_a_new_password(visitor, headers={"accept-language": asked})
    assert bool(re.search("[\u4e00-\u9fff]", letter())) == is_chinese


def test_letter_is_chinese_throughout_for_a_chinese_reader(visitor, li):
    type(li).objects.update(interface_language="zh-hans")
    ask_for_a_new_password(visitor)
    for line in letter().splitlines():
        assert re.search("[\u4e00-\u9fff]|^$|http://testserver/", line), line


def test_stranger_does_not_learn_whether_an_address_is_known(visitor, li):
    known = ask_for_a_new_password(visitor)
    unknown = ask_for_a_new_password(visitor, "nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("address", ["li@example.org\nBcc: x@evil.example", "no address", ""])
def test_address_that_is_none_is_refused(visitor, li, address):
    page = ask_for_a_new_password(visitor, address)
    assert page.status_code == 200
    assert not Letter.objects.exists()


def test_pages_about_passwords_are_kept_by_no_cache_and_name_no_referrer(visitor, li):
    ask_for_a_new_password(visitor)
    link = re.search(r"http://testserver(/\S+)", letter())[1]
    for place in (LOGIN, RESET, "/admin/password-reset/sent/", link):
        assert "no-store" in visitor.get(place)["Cache-Control"]
