"""Whether two versions of a text say the same words: short hashes of what is read.

What makes a translation stale is another wording, not another picture, credit, link or bold word.
So a hash is taken of each text that a translator would translate, after signs that only look
different have been made one. It knows strings and contents (articles.strands) alone, no models:
a migration uses it too. Whoever changes what counts must compute all stored hashes anew.
"""

import re
import unicodedata
from hashlib import blake2b
from typing import Any

from articles import blocks
from languages import suffix

# What says nothing that the other language has to follow.
LEFT_OUT = {
    "source",
    "author",
    "seo_description",
    "picture_caption",
    "picture_credit",
    "picture_alt",
    "alt",
    "credit",
}
# Between the parts of the name of a row's text, `pictures.<key>.caption`.
OF_ROW = "."

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛′", "'"), **dict.fromkeys("“”„‟″", '"')})
_UNSEEN = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
# Whether a blank stands between a Chinese character and a number is a matter of setting.
_BLANK_AT_HAN = re.compile(r"(?<=[\u3000-\u9fff]) | (?=[\u3000-\u9fff])")


def normalised(text: str) -> str:
    """Return the words of a text without what only looks different."""
    text = unicodedata.normalize("NFC", text or "").translate(_UNSEEN)
    text = text.translate(_FULL_WIDTH).translate(_QUOTES)
    return _BLANK_AT_HAN.sub("", " ".join(text.split()))


def hash_of(name: str, text: str) -> str:
    """Return the hash of one text, "" where nothing is written; `body` is read as rich text."""
    if name == "body":
        lines = [f"{each.kind} {normalised(each.text)}" for each in blocks.of(text) if each.text]
        words = "\n".join(lines)
    else:
        words = normalised(text)
    return blake2b(words.encode(), digest_size=8).hexdigest() if words else ""


def hashes(content: dict[str, Any], language: str) -> dict[str, str]:
    """Return {name: hash} of the content of a language's strand.

    A text of the article that is empty has no entry. One of a row has: so a row that was removed
    differs from one whose words were.
    """
    found = {name: value for name, value in _hashed(content["fields"], language) if value}
    for relation, rows in content["rows"].items():
        for row in rows:
            for name, value in _hashed(row["fields"], language):
                found[OF_ROW.join([relation, row["key"], name])] = value
    return found


def _hashed(fields: dict[str, Any], language: str) -> list[tuple[str, str]]:
    names = {name: name.removesuffix(f"_{suffix(language)}") for name in fields}
    return [
        (plain, hash_of(plain, fields[name] or ""))
        for name, plain in names.items()
        if plain not in LEFT_OUT
    ]


def counts(name: str, language: str, old: str, new: str) -> bool:
    """Tell whether a change of a column is one that the other language has to follow."""
    plain = name.removesuffix(f"_{suffix(language)}")
    return plain not in LEFT_OUT and hash_of(plain, old) != hash_of(plain, new)


def is_written(found: dict[str, str]) -> bool:
    return any(found.values())


def differ(now: dict[str, str], before: dict[str, str]) -> bool:
    """Tell whether a text reads differently now; a row that is gone is no change of it."""
    if any(now[name] != before.get(name, "") for name in now):
        return True
    return any(before[name] and name not in now for name in before if OF_ROW not in name)
