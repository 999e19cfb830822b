"""Pages that are in no section: the site's own, such as the home page, and those of one article."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

import languages
from articles.models import Article, Category


@dataclass
class OwnPage:
    """A page that is there in every language, whatever has been published."""

    name: str
    label: str
    shown_in: list[str]

    def get_absolute_url(self) -> str:
        return reverse(self.name)


def pages() -> list[OwnPage | Category]:
    """Return the pages, each with the languages it is `shown_in`. One question."""
    own = [OwnPage(name, label, languages.codes()) for name, label in settings.OWN_PAGES.items()]
    taken = {page.get_absolute_url() for page in own}
    return [*own, *(row for row in _single() if row.get_absolute_url() not in taken)]


def _single() -> Iterator[Category]:
    articles = {
        _mark(code): Exists(Article.objects.public(code).filter(category=OuterRef("pk")))
        for code in languages.codes()
    }
    rows = Category.objects.filter(section__is_hidden=True).select_related("section")
    for row in rows.annotate(**articles).order_by("position", "pk"):
        row.shown_in = [code for code in languages.codes() if getattr(row, _mark(code))]
        yield row


def _mark(language: str) -> str:
    return f"is_in_{languages.suffix(language)}"
