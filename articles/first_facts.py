"""What is kept of the languages of articles that come in bulk: a migration, generated articles.

Plain values only, since a migration has other models than the portal has today.
"""

from datetime import datetime
from typing import Any

import languages
from articles import wording


def of_texts(
    hashes: dict[str, dict[str, str]], versions: dict[str, int], at: datetime
) -> dict[str, dict[str, Any]]:
    """Return the columns of each language's row; what is there is taken to say the same.

    hashes: per language, of its texts (`wording.hashes`). at: when they were last written.
    """
    written = [code for code in languages.codes() if wording.is_written(hashes[code])]
    found = {}
    for code in languages.codes():
        other = languages.others(code)[0]
        row = {"hashes": hashes[code], "match": _match(code, other, written)}
        if row["match"] == "current":
            row |= {
                "basis_number": versions[other],
                "basis_hashes": hashes[other],
                "basis_own_number": versions[code],
                "basis_at": at,
            }
        found[code] = row
    return found


def _match(code: str, other: str, written: list[str]) -> str:
    if code in written:
        return "current" if other in written else "only"
    return "missing" if written else "nothing"
