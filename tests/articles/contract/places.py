"""Where visitors meet an article, besides its own page."""

from django.urls import reverse
from django.utils.translation import override

import languages
from articles.addresses import in_language
from tests import factories

LISTS = ["home", "section", "category", "feed"]
EVERYWHERE = [*LISTS, "sitemap"]


def page(visitor, article, language: str):
    """Ask for the article's page in a language."""
    return visitor.get(in_language(factories.fresh(article), language))


def place(article, name: str, language: str) -> str:
    """Return the address of one of EVERYWHERE for an article's own category and section."""
    category = article.category
    if name == "sitemap":
        part = "site" if article.category.stands_alone else article.kind.split(".")[0]
        return reverse("sitemap-part", args=[part])
    with override(language):
        found = {
            "home": reverse("home"),
            "section": category.section.get_absolute_url(),
            "category": category.get_absolute_url(),
            "feed": category.get_absolute_url() + "feed.atom",
        }
    return found[name]


def is_listed(visitor, article, name: str, language: str) -> bool:
    """Whether a list leads to the article in the list's own language."""
    response = visitor.get(place(article, name, language))
    assert response.status_code == 200
    prefix, kind = languages.prefix(language), article.kind.split(".")[0]
    return f"/{prefix}/{kind}/{article.pk}-" in response.content.decode()


def listed(visitor, article, language: str) -> list[str]:
    """Return the lists and the site map, as far as the article stands in them."""
    return [name for name in EVERYWHERE if is_listed(visitor, article, name, language)]
