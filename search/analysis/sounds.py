"""How Chinese sounds: so that `liangjiang xinqu`, `liǎngjiāng` and `ljxq` find 两江新区.

Sounds are terms of their own kinds, told from words by a letter that nobody types before them: the
syllables of two neighbouring characters, and their first letters. In pairs, since a syllable alone
stands in most texts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from search.analysis import Run, Token, chinese, comparable, plain, runs
from search.analysis.syllables import SYLLABLES

SYLLABLE, INITIALS = MARKS = "π", "ι"
# Most ways to read letters as syllables: `xian` is xian and xi an.
MOST_READINGS = 3
LONGEST, LONGEST_SYLLABLE = 40, 6
_UNITS = "千万亿元"
_TONES = re.compile(r"[1-5]")
_UMLAUT = "u\u0308"
_LETTERS = re.compile(r"[a-z]+")
# No syllable of Mandarin begins with these.
_NO_INITIALS = frozenset("iuv")


@lru_cache(maxsize=20_000)
def of_word(word: str) -> tuple[str, ...]:
    """Return the syllable of each character of a Chinese word, "" where none is known."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (its tables take time to load)

    syllables = lazy_pinyin(word, errors=lambda signs: [""] * len(signs), v_to_u=False)
    return tuple(syllables) if len(syllables) == len(word) else ("",) * len(word)


def of_words(words: Iterable[str]) -> Iterator[str]:
    """Yield the syllables of words one after the other, "" where nobody looks for the sound."""
    for word in words:
        yield from of_word(word) if chinese.says_something(word) else [""] * len(word)


def terms(found: Iterable[Run]) -> Iterator[list[str]]:
    """Yield terms that stand together: how Chinese sounds, then its initials."""
    yield from rows(syllable for _at, syllable in _heard(found))


def of_text(found: Iterable[Run]) -> Iterator[list[str]]:
    """Yield pairs of syllables and no initials: in a long text these begin whatever is typed."""
    for row in _together(syllable for _at, syllable in _heard(found)):
        if len(row) > 1:
            yield pairs(row)


def rows(syllables: Iterable[str]) -> Iterator[list[str]]:
    """Yield the terms of syllables, "" between those that do not stand side by side.

    The last one begins no pair and stands alone, for whoever is still typing it.
    """
    for row in _together(syllables):
        yield [*pairs(row), SYLLABLE + row[-1]]
        letters = "".join(syllable[0] for syllable in row)
        yield [INITIALS + letters[at : at + 2] for at in range(len(letters) - 1)]


def pairs(row: Sequence[str]) -> list[str]:
    """Return the terms of syllables that stand side by side."""
    return [_pair(one, other) for one, other in pairwise(row)]


def _pair(one: str, other: str) -> str:
    # Told apart: `fang an` is no `fan gan`.
    return f"{SYLLABLE}{one}{SYLLABLE}{other}"


def _together(syllables: Iterable[str]) -> Iterator[list[str]]:
    for is_said, row in groupby(syllables, bool):
        if is_said:
            yield list(row)


def of_chinese(text: str) -> list[list[str]]:
    """Return rows of terms that stand side by side where a text sounds like this one."""
    return [pairs(row) for row in _together(of_words(chinese.words(text))) if len(row) > 1]


def tokens(text: str) -> Iterator[Token]:
    """Yield pairs of syllables of a text with the characters that they stand for."""
    # A pair of which one is missing keeps those beside it apart.
    for (at, one), (last, other) in pairwise(_heard(runs(comparable(text)))):
        yield Token(_pair(one, other), at, last + 1)


def initials_of(text: str) -> Iterator[Token]:
    """Yield the first letters of two characters side by side, with both of them."""
    for (at, one), (last, other) in pairwise(_heard(runs(comparable(text)))):
        yield Token(INITIALS + one[:1] + other[:1], at, last + 1)


def _heard(found: Iterable[Run]) -> Iterator[tuple[int, str]]:
    """Yield places of Chinese characters with their syllables, and "" between two runs."""
    counted = -1
    for run in found:
        if run.kind == "han":
            yield run.start, ""
            # 463亿元 is no yiyuan (hospital).
            units = len(run.text) - len(run.text.lstrip(_UNITS)) if run.start == counted else 0
            for at, syllable in enumerate(of_words(chinese.words(run.text))):
                yield run.start + at, syllable if at >= units else ""
        elif run.text[-1].isdecimal():
            counted = run.end


def is_sound(term: str) -> bool:
    return term[0] in MARKS


def is_initials(term: str) -> bool:
    return term[0] == INITIALS


def is_syllables(word: str) -> bool:
    """Tell whether letters can be read as Chinese."""
    letters = _letters(word)
    return bool(letters) and bool(_readings(letters))


def are_several(word: str) -> bool:
    """Tell whether letters are more than one syllable however they are read."""
    return min(map(len, _readings(_letters(word))), default=0) > 1


def readings(words: list[str]) -> list[tuple[str, ...]]:
    """Return the rows of syllables that words may stand for together.

    None where a word cannot be read so, or where it is one syllable alone: too many words sound
    like `an`.
    """
    found: list[tuple[str, ...]] = [()]
    for word in words:
        each = _readings(_letters(word))
        found = [(*before, *after) for before in found for after in each][:MOST_READINGS]
    return [row for row in found if len(row) > 1]


def begun(word: str) -> list[tuple[str, ...]]:
    """Return the terms of what letters may stand for, the last one perhaps only begun."""
    letters = _letters(word)
    cuts = range(len(letters), max(0, len(letters) - LONGEST_SYLLABLE), -1)
    found = [
        (*row, *([letters[cut:]] if letters[cut:] else []))
        for cut in cuts
        if not letters[cut:] or any(each.startswith(letters[cut:]) for each in SYLLABLES)
        for row in _readings(letters[:cut])
    ]
    said = [row for row in found if row][:MOST_READINGS]
    # One syllable begins pairs.
    return [tuple(pairs(row)) or (SYLLABLE + row[0],) for row in said]


def initials(word: str) -> tuple[str, ...]:
    """Return the terms of letters that may each begin a syllable; none where they cannot."""
    letters = plain(word)
    fits = _LETTERS.fullmatch(letters) and 2 <= len(letters) <= 8  # noqa: PLR2004
    if not fits or _NO_INITIALS & {*letters}:
        return ()
    return tuple(INITIALS + letters[at : at + 2] for at in range(len(letters) - 1))


def _letters(word: str) -> str:
    letters = unicodedata.normalize("NFD", _TONES.sub("", word)).replace(_UMLAUT, "v")
    # As passports have it: LYU for Lü.
    letters = plain(letters).replace("lyu", "lv")
    return letters if _LETTERS.fullmatch(letters) and len(letters) <= LONGEST else ""


@lru_cache(maxsize=2000)
def _readings(letters: str) -> list[tuple[str, ...]]:
    if not letters:
        return [()]
    found: list[tuple[str, ...]] = []
    # The longest first: what most people mean.
    for length in range(min(6, len(letters)), 0, -1):
        if letters[:length] in SYLLABLES:
            rest = _readings(letters[length:])
            found += [(letters[:length], *after) for after in rest]
    return sorted(found, key=len)[:MOST_READINGS]
