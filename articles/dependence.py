"""What a public page depends on, as tags: recorded while it is rendered, named by purge orders.

A row that is loaded records itself (`Article.from_db`). Whatever hangs on a set of rows, or on a
row that is not there, has to be said by the page with `use`; a test compares the tables that
pages read with the tags that they recorded (docs/decisions/0040-pages-know-what-they-use.md).
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

import languages
from articles.models.category import Category
from pagestore.recording import use

# What changes with every act on any article: the newest date in the site map for machines.
ANY_ACT = "act"


def text(pk: int, language: str) -> str:
    """Return the tag of an article, by its live id, in a language: its text and shared facts."""
    return f"a{pk}.{language}"


def texts(pk: int) -> list[str]:
    return [text(pk, code) for code in languages.codes()]


def in_category(pk: int, language: str) -> str:
    """Return the tag of a list of what stands in a category."""
    return f"c{pk}.{language}"


def in_section(pk: int, language: str) -> str:
    return f"s{pk}.{language}"


def in_place(place: Category, language: str) -> str:
    return (
        in_section(place.pk, language)
        if place.section_id is None
        else in_category(place.pk, language)
    )


def in_month(language: str, year: int, month: int, place: str = "m") -> str:
    """Return the tag of a list of what appeared in a month: anywhere, or in a place (`stem`)."""
    return f"{place}.{year}-{month:02}.{language}"


def stem(place: Category) -> str:
    """Return what the tags of a category's or section's months begin with."""
    return f"s{place.pk}" if place.section_id is None else f"c{place.pk}"


def anywhere(language: str) -> str:
    """Return the tag of a list over everything."""
    return f"all.{language}"


def on_home_page(language: str) -> str:
    """Return the tag of what editors have placed on the home page."""
    return f"home.{language}"


def card(name: str) -> str:
    """Return the tag of a share card's file."""
    return f"card.{name.rpartition('/')[2].rpartition('.')[0]}"


def lists(category_id: int, section_id: int, appeared: datetime, language: str) -> set[str]:
    """Return the tags of all lists that an article stands in."""
    day = timezone.localtime(appeared)
    return {
        in_category(category_id, language),
        in_section(section_id, language),
        in_month(language, day.year, day.month),
        in_month(language, day.year, day.month, f"c{category_id}"),
        in_month(language, day.year, day.month, f"s{section_id}"),
        anywhere(language),
    }


def used(row) -> None:
    """Record a row of an article that was loaded for a page. Never asks the database."""
    # The column may be left out; then it is a list of live rows.
    live_id = row.__dict__.get("live_id") or row.pk
    use(text(live_id, languages.normalise(get_language() or settings.LANGUAGE_CODE)))


def used_in_every_language(pks: Iterable[int]) -> None:
    for pk in pks:
        use(*texts(pk))
