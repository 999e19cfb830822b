"""English for the search: stems, and the words that say nothing."""

import re
from functools import cache

_LITTLE = """
a am an and any are as at be been but by can could did do does for from get had has have how i if in
into is it its me my of on or our please shall should so such than that the their them then there
these they this to was we were what when where which who whose why will with would you your
"""
STOP_WORDS = frozenset(_LITTLE.split())
# Words that the stemmer would make one with something else: the first of a line is the stem.
_OWN = """
apartment apartments
arts
author authors
business businesses
child children
container containers
customer customers
customs
data
department departments
engineer engineers engineering
experience experiences experienced
experiment experiments experimental
foot feet
goods
important importance
institution institutions
media
news
organ organs
parking
training trainings
woman women
"""
_STEMS = {word: line.split()[0] for line in _OWN.split("\n") for word in line.split()}
# How Americans write it, and how this portal does: its beginning, or one end for another.
_SPELLINGS = [
    (re.compile(rf"^{american}"), british)
    for american, british in [
        (r"(behavi|col|fav|harb|hon|lab|neighb)or(?!ator)", r"\1our"),
        (r"(cent|fib|lit|theat|(?:centi|kilo|milli)?met)er(?=s?$)", r"\1re"),
        (r"aluminum", "aluminium"),
        (r"catalog(?=s?$)", "catalogue"),
        (r"defense", "defence"),
        (r"gray", "grey"),
        (r"license", "licence"),
        (r"program(?=s?$)", "programme"),
        (r"(cancel|label|model|travel)(?=e[dr]s?$|ing$)", r"\1l"),
        (r"(\w{3,})iz(?=(?:e[drs]?|ers?|ing|ations?)$)", r"\1is"),
    ]
]


@cache
def _stemmer():
    import snowballstemmer  # noqa: PLC0415  (loaded when something is indexed or looked for)

    return snowballstemmer.stemmer("english")


def stem(word: str) -> str:
    """Return the stem of a small, plain word; "" for one that says nothing."""
    if word in STOP_WORDS:
        return ""
    if not (word.isascii() and word.isalpha()):
        return word
    for american, british in _SPELLINGS:
        word = american.sub(british, word)
    return _STEMS.get(word) or _stemmer().stemWord(word)


def without_possessive(word: str) -> str:
    return word.removesuffix("'s").removesuffix("s'") + "s" * word.endswith("s'")
