from typing import NamedTuple

from django.db import models

import languages
from search.analysis import APART

# What PostgreSQL keeps of an entry: so many places of a term (none beyond 16,383), so many bytes.
# search.entries stays within it on every database, or they would find different things.
MOST_PLACES, MOST_BYTES = 250, 900_000


class Terms(NamedTuple):
    """Terms of a text in their order, APART between its parts: another column's, and the own."""

    language: str
    others: list[str]
    own: list[str]


class TermsField(models.Field):
    """Terms as the database at hand indexes them.

    SQLite keeps the own ones as a text for FTS5, which looks through several columns at once;
    PostgreSQL keeps all as a `tsvector`. It is written and never read.
    """

    def db_type(self, connection) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Terms, connection, prepared=False) -> str:
        if connection.vendor == "postgresql":
            return as_vector([*value.others, APART, *value.own], value.language)
        return " ".join(value.own)

    def get_placeholder(self, value, compiler, connection) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


def lexeme(term: str, place: int) -> str:
    """Return a term as PostgreSQL knows it: each language has its own.

    So its statistics know how common a term is in the one that is asked for, and it does not read
    a whole language for a word that is common in the other.
    """
    return f"'{place}{term}'"


def as_vector(terms: list[str], language: str) -> str:
    """Return terms as PostgreSQL writes a tsvector; they hold letters and digits alone."""
    own = languages.codes().index(language)
    places: dict[str, list[int]] = {}
    for place, term in enumerate(terms, start=1):
        if term != APART:
            places.setdefault(term, []).append(place)
    return " ".join(
        f"{lexeme(term, own)}:{','.join(map(str, found))}" for term, found in places.items()
    )
