"""Searching everything that a person may see at the desk, group by group.

A source answers with rows in their order, at most one more than are counted; only the rows of the
page shown are made into items. Nobody's personal data is searched but that of colleagues, for
those who keep the accounts: enquiries are found by their number alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import User
from articles import words
from search import excerpts
from search.excerpts import Part


@dataclass(frozen=True)
class Asked:
    """What somebody typed, and who asks."""

    q: str
    person: User

    @property
    def words(self) -> list[str]:
        return words.words_of(self.q)

    def marked(self, text: str) -> list[Part]:
        return excerpts.marked(text, excerpts.spans_of_words(text, self.words))


@dataclass(frozen=True)
class Title:
    parts: list[Part]
    lang: str = ""


@dataclass(frozen=True)
class Item:
    """One thing that was found."""

    address: str
    titles: list[Title]
    note: str = ""
    excerpt: Title | None = None
    # As desk.entries gives them.
    states: list[dict] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """A group of results."""

    key: str
    name: Promise
    may: Callable[[User], bool]
    rows: Callable[[Asked], QuerySet | list]
    items: Callable[[list, Asked], list[Item]]
    # Said under the heading, such as how far the search went.
    note: Promise | str = ""
