"""What a page of results shows of a text: the part around the words, and the words marked."""

import re
from dataclasses import dataclass

from django.utils.translation import pgettext

from articles.words import fold

# Signs before the first word and altogether; a Chinese one says and takes as much as two others.
BEFORE = 60
LENGTH = 220
# What stands between a heading or a cell and what follows it.
BETWEEN = " · "
SENTENCE_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "：", "；")


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


def best(texts: list[str], wanted: list[str]) -> str:
    """Return the text with the words side by side, or the first with the most of them."""

    def worth(text: str) -> tuple[bool, int]:
        folded = fold(text)
        return " ".join(wanted) in folded, sum(word in folded for word in wanted)

    return max(texts, key=worth)


def marked(text: str, wanted: list[str]) -> list[Part]:
    """Return `text` in pieces of which the words are hits."""
    longest_first = sorted(wanted, key=len, reverse=True)
    parts, end = [], 0
    for match in re.finditer("|".join(map(re.escape, longest_first)), fold(text)):
        parts += [Part(text[end : match.start()], False), Part(text[slice(*match.span())], True)]
        end = match.end()
    return [part for part in [*parts, Part(text[end:], False)] if part.text]


def excerpt(text: str, wanted: list[str]) -> list[Part]:
    """Return the part of `text` around the words side by side, or the first of them, marked."""
    first = _first(fold(text), wanted)
    scale = 2 if _is_mostly_wide(text) else 1
    start = _start_of_word(text, max(0, first - BEFORE // scale))
    if start + LENGTH // scale >= len(text):
        end = len(text)
    else:
        end = _end_of_word(text, start + LENGTH // scale)
    cut = pgettext("where a text is cut off", "…")
    shown = marked(text[start:end].strip(BETWEEN), wanted)
    before, after = [Part(cut, False)] * (start > 0), [Part(cut, False)] * (end < len(text))
    return [*before, *shown, *after]


def _first(folded: str, wanted: list[str]) -> int:
    together = folded.find(" ".join(wanted))
    if together >= 0:
        return together
    return min((at for word in wanted if (at := folded.find(word)) >= 0), default=0)


def _is_mostly_wide(text: str) -> bool:
    return sum(sign > "\u2e7f" for sign in text[:LENGTH]) * 3 > len(text[:LENGTH])


def _start_of_word(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - BEFORE // 2), at + 1) if at else -1
    return space + 1 if space >= 0 else at


def _end_of_word(text: str, at: int) -> int:
    space = text.rfind(" ", at - BEFORE // 2, at + 1)
    return space if space >= 0 else at
