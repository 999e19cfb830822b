"""A small portal with a page of every kind that is stored, and the addresses of its pages."""

from types import SimpleNamespace

from django.urls import reverse

import languages
from articles.months import address
from articles.prose.figures import Figure
from articles.qr import address as code_of
from languages import EN
from tests import factories, page_kinds

# Kinds of pages (tests.page_kinds) that are never stored.
NOT_STORED = {
    "contact",
    "filtered list",
    "filtered list without a hit",
    "missing language",
    "not found",
    "search",
    "search with hits",
    "search without a hit",
}
# In the other language pages are the same code; these stand for them where time counts.
IN_BOTH = {"home", "category", "story"}


def make() -> SimpleNamespace:
    """Make a small portal with a page of every kind that is stored."""
    teal, olive = factories.picture(), factories.picture("olive")
    waiting = factories.make(title_en="Still to come", title_zh_hans="尚未发布")
    figure = Figure(olive.pk, "A grove", "The grove in May.").html()
    body = f'<p><a href="article:{waiting.pk}">There</a></p>{figure}'
    fields = {"picture": teal, "body_en": body, "body_zh_hans": body}
    story = factories.live(title_en="First", is_featured=True, **fields)
    neighbour = factories.live(title_en="Second", picture=teal)
    page, guide, info, photos = (
        factories.live(kind, picture=teal)
        for kind in ("about.page", "investing.guide", "living.info", "news.photostory")
    )
    # Every page shows a picture, because every one may.
    _film, single, success = (
        factories.live(kind, category=factories.category(place), picture=teal)
        for kind, place in (
            ("news.story", "news.video"),
            ("about.page", "site.accessibility"),
            ("news.story", "news.success-stories"),
        )
    )
    indicator = factories.figure({2020: "5", 2021: "6"}, is_on_home=True)
    return SimpleNamespace(**locals())


def kinds(portal: SimpleNamespace) -> dict[str, str]:
    """Return the address of each kind of page that is stored, in the active language."""
    of_articles = ("story", "photo story", "guide", "info", "page")
    rows = (portal.story, portal.photos, portal.guide, portal.info, portal.page)
    found = {
        name: f"{reverse('home')}{place[1:]}"
        for name, place in page_kinds.KINDS.items()
        if place.startswith("/") and name not in NOT_STORED
    }
    found |= {
        name: factories.fresh(row).get_absolute_url()
        for name, row in zip(of_articles, rows, strict=True)
    }
    unknown = (page_kinds.KINDS | {"missing language": ""}).keys() ^ (found.keys() | NOT_STORED)
    assert not unknown, f"stored or not? {unknown}"
    return found | {
        "second in its category": factories.fresh(portal.neighbour).get_absolute_url(),
        "month of a section": address(portal.story.section, 2024, 3),
        "month of a category": address(portal.story.category, 2024, 3),
        "year": reverse("site-map-year", args=["2024"]),
        "month": reverse("site-map-month", args=["2024", "03"]),
        "numbers of a figure": reverse("figures-table", args=[portal.indicator.pk]),
        "feed": reverse("news:feed", args=["events"]),
        "code": code_of(portal.story),
        "another section": reverse("living:section"),
        "another category": reverse("living:category", args=["info"]),
    }


def addresses(portal: SimpleNamespace) -> dict[str, str]:
    """Return the addresses of all pages, by their names with the language."""
    of_machines = ["/robots.txt", "/sitemap.xml"]
    of_machines += [f"/sitemap-{part}.xml" for part in ("news", "site", "categories")]
    found = {place: place for place in of_machines}
    for code in languages.each():
        found |= {
            f"{name} ({code})": place
            for name, place in kinds(portal).items()
            if code == EN or name in IN_BOTH
        }
    return found
