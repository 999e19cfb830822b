"""What machines read: a feed per category and language, and the site map."""

import re
from xml.etree import ElementTree as ET

import pytest

import languages
from articles import publishing
from articles.addresses import in_language
from languages import EN, ZH
from tests import factories
from tests.articles.contract.places import place
from tests.articles.days import LAST_YEAR, NOW, TOMORROW

pytestmark = pytest.mark.once

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OWN = ("", "figures/", "contact/")
LINK = "{http://www.w3.org/1999/xhtml}link"


def entries(visitor, article, code: str) -> list[dict[str, str]]:
    feed = ET.fromstring(visitor.get(place(article, "feed", code)).content)  # noqa: S314  (ours)
    return [
        {
            "title": entry.findtext(f"{ATOM}title"),
            "address": entry.find(f"{ATOM}link").get("href"),
            "id": entry.findtext(f"{ATOM}id"),
            "published": entry.findtext(f"{ATOM}published"),
            "updated": entry.findtext(f"{ATOM}updated"),
        }
        for entry in feed.iter(f"{ATOM}entry")
    ]


def addresses(visitor, article) -> dict[str, dict[str, str]]:
    """Return the addresses in the site map, each with its alternates by language tag."""
    tree = ET.fromstring(visitor.get(place(article, "sitemap", EN)).content)  # noqa: S314  (ours)
    return {
        url.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href") for link in url.iter(LINK)
        }
        for url in tree.iter(f"{SITEMAP}url")
    }


def absolute(article, code: str) -> str:
    return "http://testserver" + in_language(article, code)


# Feeds


def test_feed_names_title_address_and_times_in_its_language(visitor, db, clock, kind, language):
    article = factories.live(kind, at=LAST_YEAR)
    publishing.publish(factories.edited(article, summary_en="New", summary_zh_hans="新"), [EN, ZH])
    (entry,) = entries(visitor, article, language)
    assert entry["title"] == factories.TEXT[language]["title"]
    assert entry["address"] == absolute(article, language)
    assert entry["published"].startswith(f"{LAST_YEAR:%Y-%m-%dT}")
    assert entry["updated"].startswith(f"{NOW:%Y-%m-%dT}")


def test_entry_keeps_its_id_when_title_and_address_change(visitor, article, language, other):
    (before,) = entries(visitor, article, language)
    factories.edited(article, title_en="Summer", title_zh_hans="夏天", slug="summer")
    publishing.publish(article, [EN, ZH, "shared"])
    (after,) = entries(visitor, article, language)
    assert after["id"] == before["id"]
    assert after["address"] != before["address"]
    assert after["id"] != entries(visitor, article, other)[0]["id"]


def test_feed_says_which_language_it_is_in_and_where_it_lives(visitor, article, language):
    address = place(article, "feed", language)
    response = visitor.get(address)
    feed = ET.fromstring(response.content)  # noqa: S314  (ours)
    lang = feed.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert lang == languages.html_lang(language)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://testserver{address}"
    assert response["Content-Type"].startswith("application/atom+xml")


def test_category_without_articles_has_an_empty_feed(visitor, db, language):
    draft = factories.make()
    assert entries(visitor, draft, language) == []


# The site map


def test_sitemap_has_each_language_with_the_other_as_its_alternate(visitor, article):
    english, chinese = absolute(article, EN), absolute(article, ZH)
    found = addresses(visitor, article)
    both = {"en": english, "zh-Hans": chinese}
    assert found == {english: both, chinese: both}


def test_sitemap_has_no_alternate_that_is_not_there(visitor, db, kind, language):
    article = factories.live(kind, langs=[language])
    found = addresses(visitor, article)
    assert list(found) == [absolute(article, language)]
    assert set(found[absolute(article, language)].values()) <= {absolute(article, language)}


def test_sitemap_takes_no_address_from_the_visitor(visitor, article):
    response = visitor.get(place(article, "sitemap", EN), headers={"host": "127.0.0.1"})
    assert b"127.0.0.1" not in response.content


def test_sitemap_never_names_a_change_that_is_still_to_come(visitor, db, clock, kind):
    article = factories.make(kind)
    publishing.publish(article, [EN], at=LAST_YEAR)
    publishing.publish(article, [ZH], at=TOMORROW)
    section = article.kind.split(".")[0]
    for address in (place(article, "sitemap", EN), "/sitemap.xml"):
        content = visitor.get(address).content.decode()
        dates = re.findall(r"<lastmod>(.{10})", content)
        assert f"{LAST_YEAR:%Y-%m-%d}" in dates
        assert max(dates) <= f"{NOW:%Y-%m-%d}", (section, address)


@pytest.mark.parametrize("key", ["site.terms", "site.privacy", "site.accessibility"])
def test_page_that_stands_alone_is_in_the_site_map_under_one_address(visitor, db, key):
    article = factories.live("about.page", category=factories.category(key))
    found = addresses(visitor, article)
    own = {f"http://testserver/{tag}/{page}" for tag in ("en", "zh") for page in OWN}
    assert set(found) - own == {absolute(article, EN), absolute(article, ZH)}
    content = visitor.get(f"/en/{key.removeprefix('site.')}/").content.decode()
    assert f'<link rel="canonical" href="{absolute(article, EN)}">' in content
