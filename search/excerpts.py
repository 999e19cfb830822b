"""What a page of results shows of a text: the part around the words, and the words marked."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from django.utils.translation import get_language, override, pgettext

from articles.words import fold
from search.analysis import chinese

# Signs before the first word and altogether; a Chinese one says and takes as much as two others.
BEFORE = 60
LENGTH = 220
# What is longer is no word.
LONGEST_WORD = 40
# What stands between a heading or a cell and what follows it.
BETWEEN = " · "
# What follows words and begins none.
NO_BEGINNING = BETWEEN + ",.;:!?)，。、；：！？）”’"
SENTENCE_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "：", "；")
# What a sentence of a running text begins after.
_ENDS = (". ", "! ", "? ", "。", "！", "？", BETWEEN)
Span = tuple[int, int]


@dataclass(frozen=True)
class Part:
    """A piece of text, marked or not."""

    text: str
    is_hit: bool


def in_one_line(blocks: list[str]) -> str:
    """Return blocks of a text one after the other, told apart where none ends a sentence."""
    line = ""
    for block in blocks:
        between = " " if line.endswith(SENTENCE_ENDS) else BETWEEN
        line += between * bool(line) + block
    return line


def spans_of_words(text: str, wanted: list[str]) -> list[Span]:
    """Return where folded words stand in `text`, letter by letter."""
    longest_first = sorted(wanted, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return [match.span() for match in re.finditer(pattern, fold(text))] if wanted else []


def marked(text: str, spans: list[Span]) -> list[Part]:
    """Return `text` in pieces of which the spans are hits."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [Part(text[end:start], False), Part(text[start:stop], True)]
        end = stop
    return [part for part in [*parts, Part(text[end:], False)] if part.text]


def excerpt(text: str, spans: list[Span], language: str = "") -> list[Part]:
    """Return the part of `text` that says most of what is marked; all of it where it is short.

    language: that of the text, where it is not the page's.
    """
    scale = 2 if _is_mostly_wide(text) else 1
    start, end = 0, len(text)
    if end > LENGTH // scale:
        first = _densest(spans, (LENGTH - BEFORE) // scale)
        start = _beginning(text, first, BEFORE // scale)
        end = _boundary(text, max(start + LENGTH // scale, first + 1))
    while start < end and text[start] in (NO_BEGINNING if start else BETWEEN):
        start += 1
    inside = [
        (max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start
    ]
    with override(language or get_language()):
        cut = pgettext("where a text is cut off", "…")
    shown = marked(text[start:end].rstrip(BETWEEN), inside)
    before, after = [Part(cut, False)] * (start > 0), [Part(cut, False)] * (end < len(text))
    return [*before, *shown, *after]


def _densest(spans: list[Span], length: int) -> int:
    """Return the start of the first span that has the most behind it; a long one says more."""
    starts = [start for start, _end in spans]
    sums = [0, *accumulate((end - start) ** 2 for start, end in spans)]

    def near(place: int) -> int:
        return sums[bisect_right(starts, starts[place] + length)] - sums[place]

    return starts[max(range(len(spans)), key=near)] if spans else 0


def _beginning(text: str, first: int, before: int) -> int:
    """Return where to begin so that `first` is soon reached: with a sentence if there is one."""
    earliest = max(0, first - before)
    ends = [text.rfind(end, earliest, first) + len(end) for end in _ENDS if end in text]
    latest = max((at for at in ends if at > earliest), default=0)
    return latest if earliest and latest else min(first, _boundary(text, earliest))


def _is_mostly_wide(text: str) -> bool:
    return sum(map(_is_wide, text[:LENGTH])) * 3 > len(text[:LENGTH])


def _is_wide(sign: str) -> bool:
    return sign > "\u2e7f"


def _boundary(text: str, at: int) -> int:
    """Return the last place up to `at` at which a word begins or ends."""
    if not 0 < at < len(text):
        return max(0, min(at, len(text)))
    start, end = at, at
    is_han = chinese.is_han(text[at])
    if is_han != chinese.is_han(text[at - 1]):
        return at
    while start and at - start < LONGEST_WORD and _goes_on(text[start - 1], is_han=is_han):
        start -= 1
    if not is_han:
        return start if _goes_on(text[at], is_han=False) and at - start < LONGEST_WORD else at
    while end < len(text) and end - at < LONGEST_WORD and chinese.is_han(text[end]):
        end += 1
    words = accumulate(map(len, chinese.words(text[start:end])), initial=start)
    return max(place for place in words if place <= at)


def _goes_on(sign: str, *, is_han: bool) -> bool:
    return chinese.is_han(sign) if is_han else not (sign.isspace() or _is_wide(sign))
