from django.db import models

# Between parts of a text, so that no phrase goes over their edge. Nobody can look for it.
APART = "\ua66e"
# The last place of a term that PostgreSQL tells from another.
LAST_PLACE = 16_000
GAP = 10


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
    place = 0
    for term in terms:
        if term == APART:
            place += GAP
            continue
        place += 1
        places.setdefault(term, []).append(min(place, LAST_PLACE))
    return " ".join(f"'{term}':{','.join(map(str, found))}" for term, found in places.items())
