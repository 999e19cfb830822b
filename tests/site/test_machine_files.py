"""What programs read: robots.txt, security.txt, the site map and the feeds' addresses."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest

from articles import publishing, working_copies
from tests import factories

FORGED = {"host": "127.0.0.1", "x-forwarded-host": "evil.example"}
MAP, XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"


def read(visitor, place: str) -> ET.Element:
    response = visitor.get(place, headers=FORGED)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return ET.fromstring(response.content)  # noqa: S314  (written by the portal itself)


def entries(visitor) -> dict[str, dict[str, str]]:
    """Return every address of the site map with its alternates."""
    found = {}
    for part in read(visitor, "/sitemap.xml").iter(f"{MAP}loc"):
        for url in read(visitor, part.text.removeprefix("http://testserver")).iter(f"{MAP}url"):
            links = url.iter(f"{XHTML}link")
            alternates = {link.get("hreflang"): link.get("href") for link in links}
            found[url.find(f"{MAP}loc").text] = alternates
    return found


# robots.txt and security.txt


def test_robots_are_led_to_the_site_map_and_not_to_the_desk(visitor):
    response = visitor.get("/robots.txt", headers=FORGED)
    text = response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml\n" in text
    assert "User-agent: *\n" in text
    assert "admin" not in text
    assert not re.search(r"^Disallow: /$", text, re.MULTILINE)


@pytest.mark.parametrize("today", [(2026, 1, 1), (2026, 2, 28), (2026, 12, 31), (2028, 2, 29)])
def test_security_contact_is_never_out_of_date(visitor, time_machine, today):
    now = datetime(*today, 23, 59, tzinfo=UTC)
    time_machine.move_to(now)
    response = visitor.get("/.well-known/security.txt", headers=FORGED)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert re.match(r"mailto:|https://", fields["Contact"])
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "en, zh"
    # RFC 9116, 2.5.5: exactly one, and less than a year ahead.
    assert len([line for line in lines if line.startswith("Expires:")]) == 1
    ends = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%S%z")
    assert timedelta(days=30) < ends - now < timedelta(days=365)


# The site map


def test_site_map_lists_each_language_of_an_article_with_its_alternates(visitor, db):
    live = factories.live()
    english, chinese = (f"http://testserver/{code}/news/{live.pk}-{live.slug}/" for code in EN_ZH)
    found = entries(visitor)
    assert found[english] == found[chinese]
    assert found[english] == {"en": english, "zh-Hans": chinese}


EN_ZH = ("en", "zh")


def test_site_map_lists_an_article_only_in_the_languages_it_has(visitor, db):
    live = factories.live(langs=["zh-hans"])
    found = entries(visitor)
    assert f"http://testserver/zh/news/{live.pk}-{live.slug}/" in found
    assert f"http://testserver/en/news/{live.pk}-{live.slug}/" not in found


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_site_map_lists_every_kind_once(visitor, db, kind):
    live = factories.live(kind)
    places = [place for place in entries(visitor) if f"/{live.pk}-" in place]
    assert len(places) == 2


def test_site_map_lists_sections_categories_and_single_pages(visitor, db):
    factories.live("about.page", category=factories.category("site.terms"))
    factories.live()
    found = entries(visitor)
    for place in ("news/", "news/events/", "terms/"):
        assert f"http://testserver/en/{place}" in found
        assert found[f"http://testserver/zh/{place}"].keys() == {"en", "zh-Hans"}


def test_site_map_lists_a_category_only_in_the_languages_in_which_it_holds_something(visitor, db):
    factories.live(langs=["en"])
    found = entries(visitor)
    for place in ("news/", "news/events/"):
        assert found[f"http://testserver/en/{place}"] == {}
        assert f"http://testserver/zh/{place}" not in found
    assert "http://testserver/en/news/video/" not in found


def test_site_map_holds_addresses_that_all_answer(visitor, db):
    for kind in factories.HOME_CATEGORY:
        factories.live(kind)
    factories.live("about.page", category=factories.category("site.privacy"))
    broken = [
        place
        for place in entries(visitor)
        if visitor.get(place.removeprefix("http://testserver")).status_code != 200
    ]
    assert broken == []


def test_site_map_keeps_silent_about_what_is_not_public(visitor, db):
    draft = factories.make()
    withdrawn, changed = factories.live(), factories.live()
    publishing.withdraw(withdrawn, ["en", "zh-hans"])
    later = factories.make()
    publishing.publish(later, ["en"], at=datetime(2090, 1, 1, tzinfo=UTC))
    copy = working_copies.edit(changed)
    listed = " ".join(entries(visitor))
    for article in (draft, withdrawn, later, copy):
        assert f"/{article.pk}-" not in listed
        assert f"/{article.pk}/" not in listed
    assert f"/{changed.pk}-" in listed


@pytest.mark.parametrize("number", [2, 12])
def test_site_map_asks_the_same_number_of_questions_however_long(
    visitor, db, django_assert_num_queries, number
):
    for _ in range(number):
        factories.live()
    with django_assert_num_queries(3):
        visitor.get("/sitemap-news.xml")


# Whose host


def test_no_absolute_address_follows_the_host_header(visitor, db):
    live = factories.live(picture=factories.picture())
    for place in (
        "/en/",
        "/zh/",
        "/en/news/events/",
        live.get_absolute_url(),
        "/en/news/events/feed.atom",
        "/sitemap.xml",
        "/sitemap-news.xml",
        "/robots.txt",
    ):
        page = visitor.get(place, headers=FORGED).content.decode()
        assert "127.0.0.1" not in page, place
        assert "evil.example" not in page, place


def test_redirects_do_not_follow_the_host_header(visitor, db):
    live = factories.live()
    for place in ("/", "/en", f"/en/{live.pk}", f"/en/news/{live.pk}-old-title/"):
        target = visitor.get(place, headers=FORGED)["Location"]
        assert target.startswith("/") and not target.startswith("//")
