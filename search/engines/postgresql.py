"""The index as `tsvector` columns of `search_entry` with GIN."""

from search.models.terms import lexeme
from search.query import Alternative, Clause, Phrase, Query

NUMBER = "id"
_QUESTION = (
    "SELECT id FROM search_entry WHERE {column} @@ %s::tsquery"
    " AND id BETWEEN %s AND %s AND (expires_at IS NULL OR expires_at > %s)"
    " ORDER BY id DESC LIMIT %s"
)
QUESTION = {column: _QUESTION.format(column=column) for column in ("heading", "everything")}


def condition(query: Query, tags: list[str], place: int) -> str:
    """Return the condition as a `tsquery` for the language in this place (terms.lexeme)."""
    said = [f"({' & '.join(f'({_clause(clause, place)})' for clause in query.clauses)})"]
    said += [f"!({_phrase(phrase, place)})" for phrase in query.excluded]
    return " & ".join([*said, *(lexeme(tag, place) for tag in tags)])


def _clause(clause: Clause, place: int) -> str:
    return " | ".join(f"({_all(alternative, place)})" for alternative in clause.alternatives)


def _all(alternative: Alternative, place: int) -> str:
    return " & ".join(f"({_phrase(phrase, place)})" for phrase in alternative)


def _phrase(phrase: Phrase, place: int) -> str:
    # Terms hold letters and digits alone: nothing in them could end the quotation.
    terms = " <-> ".join(lexeme(term, place) for term in phrase.terms)
    return terms + ":*" * phrase.is_prefix
