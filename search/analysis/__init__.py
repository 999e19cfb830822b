"""What a text and a query are made of for the search: terms that either holds or does not.

Both databases index these terms as they are and know nothing of languages, so the same query finds
the same articles on each (docs/decisions/0038-search-index.md). A term is a letter-for-letter
string of letters and digits: the stem of a word, or two neighbouring Chinese characters.
Whoever changes what terms come out must raise VERSION: an index of another one is made anew.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.words import fold
from search.analysis import chinese, english

VERSION = 3
_YEAR = r"(?:19|20)\d\d"
# 第6 and 第六 are one word. A number has its thousands and decimals (a year has none), a word its
# apostrophes; and what joins words into one.
_RUN = re.compile(
    rf"(?P<ordinal>{chinese.ORDINAL})"
    rf"|(?P<han>(?:(?!{chinese.ORDINAL})[{chinese.HAN}])+)"
    rf"|(?P<number>\d{{1,3}}(?:,\d{{3}}){{1,6}}+(?:\.\d+)?(?![\d,])"
    rf"|(?<![\d.])(?!{_YEAR}\.)\d+\.\d+(?!\.?\d))"
    rf"|(?P<word>[^\W_{chinese.HAN}]+(?:[’'][^\W_{chinese.HAN}]+)*)"
)
# Between parts of a text in the index, so that no phrase goes over their edge; in no text itself.
APART = "\ua66e"
# Terms of the index that are no words: what an entry is (search.tags) and how it sounds.
_NO_WORD = re.compile("[κσγπι][a-z0-9]+|λλ")
_JOINTS = frozenset("-‐‑–")
# What stands in a term for the point of a number.
_POINT = "δ"
LONGEST_TERM = 60


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring signs of one kind: `han`, or `word` (numbers included)."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A term and the signs of the text that it stands for."""

    term: str
    start: int
    end: int


def comparable(text: str) -> str:
    """Return `text` narrow, small and in simplified characters: as long as it was."""
    return chinese.simplified(fold(text).replace(APART, " "))


def runs(text: str) -> Iterator[Run]:
    """Yield the runs of a text that is `comparable`."""
    for match in _RUN.finditer(text):
        kind = match.lastgroup
        found = match.group()
        if kind == "number":
            kind, found = "word", found.replace(",", "")
        elif kind == "ordinal":
            kind, found = "word", chinese.ordinal(found)
        yield Run(kind, found, *match.span())


def tokens(text: str) -> Iterator[Token]:
    """Yield the terms of a text, one after the other: neighbours here are neighbours in the index.

    Words that say nothing are left out.
    """
    return tokens_of(runs(comparable(text)))


def tokens_of(found: Iterable[Run]) -> Iterator[Token]:
    """Yield the terms of the runs of a text."""
    for run in found:
        if run.kind == "han":
            yield from _pairs(run)
        elif term := term_of(run.text):
            yield Token(term, run.start, run.end)


def _pairs(run: Run) -> Iterator[Token]:
    if len(run.text) == 1:
        yield Token(run.text, run.start, run.end)
    for at, pair in enumerate(chinese.pairs(run.text)):
        yield Token(pair, run.start + at, run.start + at + len(pair))


@lru_cache(maxsize=50_000)
def term_of(word: str) -> str:
    """Return the term of a word that is no Chinese, "" for one that says nothing."""
    return english.stem(plain(word)[:LONGEST_TERM])


def plain(word: str) -> str:
    """Return a word without accents and apostrophes: `liǎngjiāng's` is `liangjiang`.

    "" for one that would be taken for a term of another kind.
    """
    word = english.without_possessive(word.replace("’", "'")).replace("'", "")
    word = word.replace(".", _POINT)
    if word.isascii():
        return word
    # Small letters and digits alone: of (1) for ⑴ the databases would make different things.
    parts = unicodedata.normalize("NFKD", word).casefold()
    found = "".join(filter(str.isalnum, parts))
    return "" if _NO_WORD.match(found) else found


def beside(text: str, found: list[Run]) -> list[str]:
    """Return terms that a comparable text holds besides its tokens, in no order of meaning.

    The last character of every Chinese run, which begins no pair; words with hyphens in one piece.
    """
    last = [run.text[-1] for run in found if run.kind == "han" and len(run.text) > 1]
    joined = _joined(text, found) if any(sign in text for sign in _JOINTS) else ()
    return list(dict.fromkeys([*last, *joined]))


def compounds(text: str, found: list[Run]) -> Iterator[list[Run]]:
    """Yield words of a text, those that hyphens join together."""
    whole: list[Run] = []
    for run in found:
        if whole and text[whole[-1].end : run.start] not in _JOINTS:
            yield whole
            whole = []
        whole.append(run)
    if whole:
        yield whole


def _joined(text: str, found: list[Run]) -> Iterator[str]:
    for whole in compounds(text, [run for run in found if run.kind == "word"]):
        if len(whole) > 1 and (term := term_of("".join(run.text for run in whole))):
            yield term
