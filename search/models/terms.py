from typing import NamedTuple

from django.db import models

import languages

# Between parts of a text, so that no phrase goes over their edge. Nobody can look for it.
APART = "\ua66e"
# The last place of a term that PostgreSQL tells from another.
LAST_PLACE = 16_000
GAP = 10


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
    place = 0
    for term in terms:
        if term == APART:
            place += GAP
            continue
        place += 1
        places.setdefault(term, []).append(min(place, LAST_PLACE))
    return " ".join(
        f"{lexeme(term, own)}:{','.join(map(str, found))}" for term, found in places.items()
    )
