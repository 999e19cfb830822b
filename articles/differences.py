"""Two texts compared by their words; Chinese, which writes no spaces, by its characters.

The work is done by Google's diff-match-patch (docs/decisions/0033-comparing.md): each word is
given one character of its own first, so that it finds words that were changed and not letters.
"""

import re
import time
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TypeVar

from diff_match_patch import diff_match_patch

T = TypeVar("T", bound=Hashable)

SAME, ADDED, REMOVED = "same", "added", "removed"

# A Chinese character stands alone; a number or a Latin word stays whole between them.
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(
    rf"[{_HAN}]|\d+(?:[.,:/-]\d+)*+[%％]?|[^\W_{_HAN}]+(?:['’-][^\W_{_HAN}]+)*+|\s+|[\W_]"
)
# From this character on they stand for words; it counts as a letter, so that a cut beside a space
# is preferred to one beside a word.
_FIRST = 0x20000
LONGEST = 100_000
# Less than this share of both texts alike, and the reader sees the old text and then the new.
LEAST_ALIKE = 0.35
_KINDS = {0: SAME, 1: ADDED, -1: REMOVED}


@dataclass(frozen=True)
class Piece:
    """Some words of a text and what became of them."""

    kind: str
    text: str


class Clock:
    """How long a comparison may take; then the rest is compared by whole blocks."""

    def __init__(self, seconds: float) -> None:
        self.end = time.time() + seconds
        # Whether anything had to be shown more coarsely than it could have been.
        self.has_run_out = False

    def is_over(self) -> bool:
        is_over = time.time() >= self.end
        self.has_run_out = self.has_run_out or is_over
        return is_over


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def compare(old: str, new: str, clock: Clock) -> list[Piece]:
    """Return both texts as pieces in reading order."""
    if old == new:
        return [Piece(SAME, new)] if new else []
    whole = [Piece(REMOVED, old), Piece(ADDED, new)]
    whole = [piece for piece in whole if piece.text]
    if not (old and new) or clock.is_over():
        return whole
    if len(old) + len(new) > LONGEST:
        clock.has_run_out = True
        return whole
    found = _compared(tokens(old), tokens(new), clock)
    alike = sum(len(piece.text) for piece in found if piece.kind == SAME)
    return found if alike >= LEAST_ALIKE * min(len(old), len(new)) else whole


def _compared(old: list[str], new: list[str], clock: Clock) -> list[Piece]:
    runs = differences(old, new, clock, for_readers=True)
    clock.is_over()
    return [Piece(kind, "".join(words)) for kind, words in runs]


def differences(
    old: list[T], new: list[T], clock: Clock, *, for_readers: bool = False
) -> list[tuple[str, list[T]]]:
    """Return two lists as runs of what stayed, went and came; what is over time goes and comes.

    for_readers: rather a few long runs than many short ones.
    """
    letters = _letters([*old, *new])
    things = {letter: thing for thing, letter in letters.items()}
    engine = diff_match_patch()
    first, second = ("".join(letters[each] for each in side) for side in (old, new))
    found = engine.diff_main(first, second, False, clock.end)
    if for_readers:
        engine.diff_cleanupSemantic(found)
    return [(_KINDS[kind], [things[letter] for letter in run]) for kind, run in found if run]


def _letters(every: list[T]) -> dict[T, str]:
    """Return one character for each thing; a single character stands for itself."""
    letters: dict[T, str] = {}
    following = _FIRST
    for thing in dict.fromkeys(every):
        is_itself = isinstance(thing, str) and len(thing) == 1 and ord(thing) < _FIRST
        letters[thing] = thing if is_itself else chr(following)
        following += not is_itself
    return letters
