"""Which articles editors have recommended for what was typed."""

from functools import lru_cache

import languages
from search.models import Promotion
from search.query import parse


def chosen(text: str) -> dict[str, list[int]]:
    """Return the articles that editors have recommended for exactly these words, by language."""
    wanted = parse(text)
    rows = Promotion.objects.only("words", "article", "language")
    fitting = [
        row
        for row in rows
        if wanted.clauses and any(_sense(words) == wanted.sense for words in row.searches)
    ]
    return {
        code: [row.article_id for row in fitting if row.language in ("", code)]
        for code in languages.codes()
    }


@lru_cache(maxsize=2000)
def _sense(words: str) -> tuple:
    return parse(words).sense
