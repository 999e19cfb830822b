"""The words that somebody looks for: what is taken of them, and in which shapes a text holds them.

Lists and the search page read what is typed here, so that both find the same.
"""

import html

from django.db.models import Q

MOST_WORDS = 6
LONGEST_WORD = 40
LONGEST = 200

# Letters, digits and signs as wide as a Chinese character, and the wide space.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WIDE = {narrow: wide for wide, narrow in _NARROW.items() if narrow != 0x20}  # noqa: PLR2004


def fold(text: str) -> str:
    """Return `text` in the form in which texts are compared: as long, but narrow and small."""
    narrow = text.translate(_NARROW)
    folded = narrow.lower()
    if len(folded) != len(narrow):
        # A capital whose small letter takes two signs, such as İ, stays.
        folded = "".join(low if len(low := sign.lower()) == 1 else sign for sign in narrow)
    return folded


def typed(text: str) -> str:
    """Return what somebody typed as one line of a bounded length."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text[: 2 * LONGEST])
    return " ".join(shown.split())[:LONGEST].strip()


def words_of(text: str) -> list[str]:
    """Return the words to look for, folded, each once."""
    found = (word[:LONGEST_WORD] for word in fold(typed(text)).split())
    return list(dict.fromkeys(found))[:MOST_WORDS]


def anywhere(words: list[str], columns: list[str]) -> Q:
    """Return the condition that every word stands in one of `columns`, rich text included.

    A database folds less than we do, so it is asked for every shape; in rich text it may find a
    word in a tag.
    """
    condition = Q()
    for word in words:
        condition &= any_of([word], columns)
    return condition


def any_of(words: list[str], columns: list[str]) -> Q:
    """Return the condition that one word at least stands in one of `columns`."""
    places = Q()
    for shape in dict.fromkeys(shape for word in words for shape in _shapes(word)):
        for column in columns:
            places |= Q(**{f"{column}__icontains": shape})
    return places


def _shapes(word: str) -> list[str]:
    # SQLite knows small and capital letters of ASCII alone. Texts with full-width letters have
    # no accents.
    cases = [word, word.upper(), word.capitalize()]
    if not any(sign.lower() != sign.upper() for sign in word if not sign.isascii()):
        cases = [word, *(case.translate(_WIDE) for case in cases)]
    return list(dict.fromkeys([*cases, html.escape(word, quote=False)]))
