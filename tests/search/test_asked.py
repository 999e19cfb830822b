"""What visitors look for is counted by day and language; nobody is."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

import languages
from search import asked
from search.models import Asked
from tests import factories, pages
from tests.articles.days import NOW, TOMORROW

REPORT = "/admin/search/asked/"

pytestmark = pytest.mark.usefixtures("clock", "db")


def counted() -> list[tuple]:
    rows = Asked.objects.order_by("day", "words")
    return list(rows.values_list("words", "language", "times", "found", "opened"))


def test_words_are_counted_by_day_and_language_and_only_when_somebody_asks(ask, visitor, clock):
    factories.live(title_en="A ferry", title_zh_hans="渡船")
    for words in ("Ferry", "  FERRY ", "ｆｅｒｒｙ", "zanzibul"):
        ask(words)
    ask("渡船", "zh")
    # Another page, a choice, the empty field, an address that a browser fetches in advance.
    ask("ferry", page=2)
    ask("ferry", kind="news.story")
    visitor.get("/en/search/")
    visitor.get("/en/search/?q=the")
    visitor.head("/en/search/?q=ferry")
    visitor.get("/en/search/?q=ferry", headers={"Sec-Purpose": "prefetch"})
    assert counted() == [
        ("ferry", "en", 3, 1, 0),
        ("zanzibul", "en", 1, 0, 0),
        ("渡船", "zh-hans", 1, 1, 0),
    ]
    clock.move_to(TOMORROW)
    ask("ferry")
    assert counted()[-1] == ("ferry", "en", 1, 1, 0)
    # What was asked once is soon forgotten, the rest later.
    clock.move_to(TOMORROW + timedelta(days=7))
    assert asked.forget_old() == 2
    assert [row[0] for row in counted()] == ["ferry", "ferry"]
    Asked.objects.filter(day=timezone.localdate(TOMORROW)).update(times=2)
    clock.move_to(TOMORROW + timedelta(days=400))
    assert asked.forget_old() == 1
    assert len(counted()) == 1


PRIVATE = ["li@example.org", "li＠example.org", "13800001111", "+86 138 0000 1111", "1１2２3３4"]
PRIVATE += ["li﹫example.org", "li at example dot org", "li(at)example.org", "chongqing 40112"]
PRIVATE += ["渝A·1B2C3", "car a123b", "渝AD12345", "please call li ming tomorrow", "张三李四" * 5]
PRIVATE += ["passport E1234567", "x" * 61, "where can i put a name and an address", "-ferry"]


def test_what_may_name_somebody_is_looked_for_but_not_counted(ask):
    story = factories.live(title_en="Li and 13800001111")
    for words in PRIVATE:
        assert "ping=" not in ask(words).content.decode()
    assert story.get_absolute_url() in ask("13800001111").content.decode()
    assert counted() == []


COUNTED = ["5g b2b", "covid19", "2024 report", "work permit for families", "2024年政府工作报告"]


def test_what_names_nobody_is_counted():
    assert [asked.countable(words) for words in COUNTED] == COUNTED


def test_what_other_sites_send_is_not_counted(ask, visitor):
    for headers in (
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-site"},
    ):
        visitor.get("/en/search/?q=ferry", headers=headers)
    assert counted() == []
    visitor.get(
        "/en/search/?q=ferry",
        headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"},
    )
    assert counted() == [("ferry", "en", 1, 0, 0)]
    # Nothing was found, so nothing can have been opened.
    asked.note_opened("ferry", "en")
    assert counted() == [("ferry", "en", 1, 0, 0)]


def test_flood_of_different_words_fills_no_more_than_a_day_may_have(ask, monkeypatch):
    monkeypatch.setattr(asked, "MOST_A_DAY", 2)
    for words in ("one ferry", "two ferries", "three ferries", "one ferry"):
        ask(words)
    assert [(row[0], row[2]) for row in counted()] == [("one ferry", 2), ("two ferries", 1)]


@pytest.mark.sqlite_only
def test_visitor_gets_results_where_nothing_can_be_written(ask):
    factories.live(title_en="A ferry")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            assert "1 result" in pages.text(ask("ferry"))
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert counted() == []


def test_opened_result_is_counted_by_the_browser_without_script(ask):
    # A browser that has no token, and a portal that asks for one wherever somebody is signed in.
    visitor = Client(enforce_csrf_checks=True)
    factories.live(title_en="A ferry")
    page = ask("Ferry").content.decode()
    (ping,) = re.findall(r'<h3><a href="/en/[^"]+" ping="([^"]+)"', page)

    def told(address=ping, kind="text/ping", **headers):
        answer = visitor.post(address, b"PING", content_type=kind, headers=headers)
        assert answer.status_code == 204 and not answer.cookies
        return counted()[0][-1]

    assert told(**{"Sec-Fetch-Site": "same-origin"}) == 1
    # More than were asked; from who knows where; from elsewhere, as a form, and about words that
    # nobody asked for.
    assert told(**{"Sec-Fetch-Site": "same-origin"}) == 1
    ask("ferry")
    assert told() == 1
    assert told(**{"Sec-Fetch-Site": "cross-site"}) == 1
    assert told(kind="application/x-www-form-urlencoded") == 1
    assert told("/en/search/opened/?q=zanzibul") == told("/en/search/opened/") == 1
    assert len(counted()) == 1
    assert visitor.get(ping).status_code == 405


# The report


def ask_often(words: str, days: int, times: int, found: int, opened=0, language=languages.EN):
    day = timezone.localdate(NOW) - timedelta(days=days)
    row = {"words": words, "times": times, "found": found, "opened": opened}
    Asked.objects.create(day=day, language=language, **row)


def listed(browser, **query) -> list[str]:
    page = browser.get(REPORT, query)
    assert page.status_code == 200
    return re.findall(r'<tr><th scope="row">([^<]+?) ?<', page.content.decode())


def test_report_tells_what_is_asked_what_finds_nothing_and_what_nobody_opens(desk):
    ask_often("ferry", 0, 5, found=3, opened=2)
    ask_often("ferry", 20, 9, found=0)
    ask_often("school", 3, 8, found=4)
    ask_often("wfoe", 1, 6, found=0)
    ask_often("医保", 40, 7, found=0, language=languages.ZH)
    browser = desk("publisher")
    assert listed(browser) == ["ferry", "school", "wfoe"]
    assert listed(browser, days=7) == ["school", "wfoe", "ferry"]
    # What has been mended since is no longer in the way.
    assert listed(browser, list="nothing") == ["wfoe"]
    assert listed(browser, list="nothing", days=365) == ["医保", "wfoe"]
    assert listed(browser, list="nothing", days=365, language="zh-hans") == ["医保"]
    assert listed(browser, list="unopened") == ["school"]
    assert listed(browser, list="\x00", days="x", language="fr") == ["ferry", "school", "wfoe"]
    page = browser.get(REPORT, {"list": "nothing"}).content.decode()
    for address in re.findall(r'<a href="([^"]*wfoe[^"]*)"', page):
        answer = browser.get(address.replace("&amp;", "&"))
        assert answer.status_code == 200 and "wfoe" in answer.content.decode()
    # To look at the results from here is no search of a visitor.
    assert Asked.objects.get(words="wfoe").times == 6


def test_report_shows_nothing_that_was_asked_once_and_tells_of_floods(desk, monkeypatch):
    ask_often("ferry", 0, 2, found=1)
    ask_often("zanzibul", 0, 1, found=0)
    browser = desk("publisher")
    assert listed(browser) == ["ferry"] and listed(browser, list="nothing") == []
    flooded = "more different searches than are counted"
    assert flooded not in browser.get(REPORT).content.decode()
    monkeypatch.setattr(asked, "MOST_A_DAY", 2)
    assert f"On 1 day there were {flooded}" in browser.get(REPORT).content.decode()


@pytest.mark.parametrize("language", [languages.EN, languages.ZH])
def test_report_is_for_editors_and_nobody_writes_in_it(desk, language):
    for role in ("editor", "publisher", "administrator"):
        browser = desk(role, interface_language=language)
        assert REPORT in browser.get("/admin/").content.decode()
        assert browser.get(REPORT).status_code == 200
        assert browser.get(f"{REPORT}add/").status_code == 403
    for role in ("author", "translator", "enquiry-desk"):
        browser = desk(role)
        assert REPORT not in browser.get("/admin/").content.decode()
        assert browser.get(REPORT).status_code == 403
