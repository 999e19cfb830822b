"""The index as a table of FTS5 beside `search_entry`, which triggers keep in step."""

from search.query import Alternative, Clause, Phrase, Query

NUMBER = "rowid"
_QUESTION = (
    "SELECT rowid FROM search_index WHERE search_index MATCH %s"
    " AND rowid BETWEEN %s AND %s AND NOT EXISTS (SELECT 1 FROM search_entry"
    " WHERE search_entry.id = search_index.rowid AND search_entry.expires_at <= %s)"
    " ORDER BY rowid DESC LIMIT %s"
)
QUESTION = {"heading": _QUESTION, "everything": _QUESTION}


def condition(query: Query, tags: list[str], column: str) -> str:
    said = " AND ".join(f"({_clause(clause)})" for clause in query.clauses)
    for phrase in query.excluded:
        said = f"({said}) NOT ({_phrase(phrase)})"
    # Without a name all columns are looked through together.
    said = f"heading : ({said})" if column == "heading" else f"({said})"
    return " AND ".join([said, *(f'(heading : "{tag}")' for tag in tags)])


def _clause(clause: Clause) -> str:
    return " OR ".join(f"({_all(alternative)})" for alternative in clause.alternatives)


def _all(alternative: Alternative) -> str:
    return " AND ".join(_phrase(phrase) for phrase in alternative)


def _phrase(phrase: Phrase) -> str:
    # Terms hold letters and digits alone: nothing in them could end the quotation.
    return f'"{" ".join(phrase.terms)}"' + " *" * phrase.is_prefix
