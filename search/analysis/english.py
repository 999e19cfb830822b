"""English for the search: stems, and the words that say nothing."""

from functools import cache

_LITTLE = """
a an and are as at be been but by can do for from had has have how i if in into is it its of on or
our shall should so such than that the their them then there these they this to was we were what
when where which who will with you your
"""
STOP_WORDS = frozenset(_LITTLE.split())
# Names and terms that the stemmer would make one with something else.
_KEPT = frozenset(["news", "customs", "goods", "data", "media", "arts"])


@cache
def _stemmer():
    import snowballstemmer  # noqa: PLC0415  (loaded when something is indexed or looked for)

    return snowballstemmer.stemmer("english")


def stem(word: str) -> str:
    """Return the stem of a small, plain word; "" for one that says nothing."""
    if word in STOP_WORDS:
        return ""
    if word in _KEPT or not (word.isascii() and word.isalpha()):
        return word
    return _stemmer().stemWord(word)


def without_possessive(word: str) -> str:
    return word.removesuffix("'s").removesuffix("s'") + "s" * word.endswith("s'")
