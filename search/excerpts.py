"""What a page of results shows of a text: the part around the words, and the words marked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import pgettext

from articles import prose
from articles.models import Article
from articles.words import fold
from languages import column
from search import analysis
from search.analysis import Token, sounds
from search.query import Phrase

# Signs before the first word and altogether; a Chinese one says and takes as much as two others.
BEFORE = 60
LENGTH = 220
# So many signs of a text are looked through for what is shown of it; to hear them takes longer.
LONGEST, LONGEST_HEARD, MOST_SPANS = 40_000, 8_000, 500
# What stands between a heading or a cell and what follows it.
BETWEEN = " · "
# What follows words and begins none.
NO_BEGINNING = BETWEEN + ",.;:!?)，。、；：！？）”’"
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


Span = tuple[int, int]


def of_article(article: Article, language: str, phrases: list[Phrase]) -> list[Part]:
    """Return what is shown of an article: its summary, or its text where that says more."""
    summary = getattr(article, column("summary", language))
    in_summary = spans_of(summary, phrases)
    wanted = len({phrase.terms for phrase in phrases})
    if summary and len(in_summary) >= wanted:
        return excerpt(summary, in_summary)
    body = in_one_line(prose.blocks(getattr(article, column("body", language))))
    in_body = spans_of(body, phrases)
    if summary and len(in_summary) >= len(in_body):
        return excerpt(summary, in_summary)
    return excerpt(body, in_body)


def spans_of_words(text: str, wanted: list[str]) -> list[Span]:
    """Return where folded words stand in `text`, letter by letter."""
    longest_first = sorted(wanted, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return [match.span() for match in re.finditer(pattern, fold(text))] if wanted else []


def spans_of(text: str, phrases: Iterable[Phrase]) -> list[Span]:
    """Return where phrases of a query stand in `text`, none over another."""
    found: list[Span] = []
    heard = [phrase for phrase in phrases if phrase.terms[0].startswith(sounds.SYLLABLE)]
    written = [phrase for phrase in phrases if phrase not in heard]
    ways = ((analysis.tokens, written, LONGEST), (sounds.tokens, heard, LONGEST_HEARD))
    for read, wanted, longest in ways:
        standing = _standing(list(read(text[:longest])), wanted) if wanted else ()
        found += islice(standing, MOST_SPANS)
    return _merged(found)


def _standing(tokens: list[Token], phrases: list[Phrase]) -> Iterator[Span]:
    starting: dict[str, list[Phrase]] = {}
    beginnings = tuple(phrase for phrase in phrases if phrase.is_prefix and len(phrase.terms) == 1)
    for phrase in phrases:
        starting.setdefault(phrase.terms[0], []).append(phrase)
    for at, token in enumerate(tokens):
        for phrase in starting.get(token.term, ()):
            last = at + len(phrase.terms) - 1
            if tuple(each.term for each in tokens[at : last + 1]) == phrase.terms:
                yield token.start, tokens[last].end
        for phrase in beginnings:
            if token.term.startswith(phrase.terms[0]):
                # Of a pair of characters that begins with the one looked for, that one.
                is_pair = len(phrase.terms[0]) == 1
                yield token.start, token.start + 1 if is_pair else token.end


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def marked(text: str, spans: list[Span]) -> list[Part]:
    """Return `text` in pieces of which the spans are hits."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [Part(text[end:start], False), Part(text[start:stop], True)]
        end = stop
    return [part for part in [*parts, Part(text[end:], False)] if part.text]


def excerpt(text: str, spans: list[Span]) -> list[Part]:
    """Return the part of `text` with the most spans, marked; its beginning if there is none."""
    scale = 2 if _is_mostly_wide(text) else 1
    first = _densest(spans, (LENGTH - BEFORE) // scale)
    start = _start_of_word(text, max(0, first - BEFORE // scale))
    if start + LENGTH // scale >= len(text):
        end = len(text)
    else:
        end = _end_of_word(text, start + LENGTH // scale)
    while start < end and text[start] in (NO_BEGINNING if start else BETWEEN):
        start += 1
    inside = [
        (max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start
    ]
    cut = pgettext("where a text is cut off", "…")
    shown = marked(text[start:end].rstrip(BETWEEN), inside)
    before, after = [Part(cut, False)] * (start > 0), [Part(cut, False)] * (end < len(text))
    return [*before, *shown, *after]


def _densest(spans: list[Span], length: int) -> int:
    """Return the start of the first span that has the most others near behind it."""
    best, most, end = 0, 0, 0
    for place, (start, _end) in enumerate(spans):
        while end < len(spans) and spans[end][0] - start <= length:
            end += 1
        if end - place > most:
            best, most = start, end - place
    return best


def _is_mostly_wide(text: str) -> bool:
    return sum(sign > "\u2e7f" for sign in text[:LENGTH]) * 3 > len(text[:LENGTH])


def _start_of_word(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - BEFORE // 2), at + 1) if at else -1
    return space + 1 if space >= 0 else at


def _end_of_word(text: str, at: int) -> int:
    space = text.rfind(" ", at - BEFORE // 2, at + 1)
    return space if space >= 0 else at
