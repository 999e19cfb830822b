"""The index as `tsvector` columns of `search_entry` with GIN."""

from search.query import Alternative, Clause, Phrase, Query

_QUESTION = (
    "SELECT id FROM search_entry WHERE {column} @@ %s::tsquery"
    " AND id BETWEEN %s AND %s AND (expires_at IS NULL OR expires_at > %s)"
    " ORDER BY id DESC LIMIT %s"
)
QUESTION = {column: _QUESTION.format(column=column) for column in ("heading", "everything")}


def condition(query: Query, column: str, tags: list[str], is_any: bool) -> str:
    between = " | " if is_any else " & "
    said = [f"({between.join(f'({_clause(clause)})' for clause in query.clauses)})"]
    said += [f"!({_phrase(phrase)})" for phrase in query.excluded]
    return " & ".join([*said, *(f"'{tag}'" for tag in tags)])


def _clause(clause: Clause) -> str:
    return " | ".join(f"({_all(alternative)})" for alternative in clause.alternatives)


def _all(alternative: Alternative) -> str:
    return " & ".join(f"({_phrase(phrase)})" for phrase in alternative)


def _phrase(phrase: Phrase) -> str:
    # Terms hold letters and digits alone: nothing in them could end the quotation.
    terms = " <-> ".join(f"'{term}'" for term in phrase.terms)
    return terms + ":*" * phrase.is_prefix
