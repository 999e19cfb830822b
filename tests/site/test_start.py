"""`/` leads to a language; nothing else reads what the browser asks for."""

import re

import pytest

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "/zh/"),
        ("zh", "/zh/"),
        ("zh-Hans", "/zh/"),
        ("zh-SG", "/zh/"),
        ("zh-TW", "/zh/"),
        ("fr, zh;q=0.8, en;q=0.5", "/zh/"),
        ("en-US,en;q=0.9", "/en/"),
        ("en;q=0.3, zh;q=0.2", "/en/"),
        ("fr-FR", "/en/"),
        ("*", "/en/"),
        ("", "/en/"),
    ],
)
def test_start_leads_to_the_language_that_the_browser_asks_for(visitor, asked, place):
    response = visitor.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, place)


def test_start_leads_to_english_when_nothing_is_asked_for(visitor):
    assert visitor.get("/")["Location"] == "/en/"


def test_answer_is_never_stored_and_sets_no_cookie(visitor):
    response = visitor.get("/", headers={"accept-language": "zh"})
    assert response["Cache-Control"] == "no-store"
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


@pytest.mark.parametrize("place", ["/en/", "/zh/", "/en/news/", "/sitemap.xml"])
def test_no_other_address_follows_the_browser(visitor, db, place):
    english = visitor.get(place, headers={"accept-language": "en"})
    chinese = visitor.get(place, headers={"accept-language": "zh-CN"})
    assert english.content == chinese.content
    assert "Accept-Language" not in english.get("Vary", "")


def test_start_takes_nothing_that_is_sent(visitor, db):
    assert visitor.post("/").status_code == 405
    assert visitor.head("/").status_code == 302


def test_page_keeps_the_language_of_its_address_wherever_the_visitor_is(visitor, db):
    for place, tag, other, name in (
        ("/en/news/", "en", "/zh/news/", "中文"),
        ("/zh/contact/", "zh-Hans", "/en/contact/", "English"),
    ):
        for address, asked in (("1.2.4.8", "zh-CN"), ("8.8.8.8", "en-US"), ("2400:3200::1", "fr")):
            response = visitor.get(
                place,
                headers={"accept-language": asked, "x-forwarded-for": address},
                REMOTE_ADDR=address,
            )
            top = response.content.decode().partition("<main")[0]
            assert response.status_code == 200
            assert f'<html lang="{tag}">' in top
            assert re.search(rf'<a class="lang" href="{other}"[^>]*>{name}</a>', top)
