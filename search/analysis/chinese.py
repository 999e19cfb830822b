"""Chinese for the search: one script, words, and pairs of characters."""

import re
from functools import cache

# Unified ideographs with their extensions, and 〇: a class of signs for patterns.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{HAN}]")
# What holds a sentence together and names nothing.
_EMPTY = frozenset("的了和与及在是为之也就都而或被把对等")


def is_han(sign: str) -> bool:
    return bool(_HAN.match(sign))


@cache
def _converter():
    # Loaded at the first Chinese text: it takes time and memory that commands need not spend.
    import opencc  # noqa: PLC0415

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Return `text` in simplified characters, as long as it was."""
    if not _HAN.search(text):
        return text
    converted = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(one if len(one := _converter().convert(sign)) == 1 else sign for sign in text)


def pairs(run: str) -> list[str]:
    """Return each character of a run with the next one."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def words(run: str) -> list[str]:
    """Return a run cut into words, all of its characters among them."""
    import rjieba  # noqa: PLC0415  (a dictionary of 34 MB, see above)

    return rjieba.cut(run)


def says_something(word: str) -> bool:
    return word not in _EMPTY
