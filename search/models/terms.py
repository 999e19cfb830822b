from django.db import models

from search.analysis import APART

# What PostgreSQL keeps of an entry: so many places of a term (none beyond 16,383), so many bytes.
# search.entries stays within it on every database, or they would find different things.
MOST_PLACES, MOST_BYTES = 250, 900_000


class TermsField(models.Field):
    """The terms of a text in their order, as the database at hand indexes them.

    Two lists of terms in Python, APART between parts of a text: those of another column, and the
    own ones. SQLite keeps the own ones as a text for FTS5, which looks through several columns at
    once; PostgreSQL keeps both as a `tsvector`. It is written and never read.
    """

    def db_type(self, connection) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value, connection, prepared=False) -> str:
        others, own = value
        if connection.vendor == "postgresql":
            return as_vector([*others, APART, *own])
        return " ".join(own)

    def get_placeholder(self, value, compiler, connection) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


def as_vector(terms: list[str]) -> str:
    """Return terms as PostgreSQL writes a tsvector; they hold letters and digits alone."""
    places: dict[str, list[int]] = {}
    for place, term in enumerate(terms, start=1):
        if term != APART:
            places.setdefault(term, []).append(place)
    return " ".join(f"'{term}':{','.join(map(str, found))}" for term, found in places.items())
