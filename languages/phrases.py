"""Phrases of another language within a text, so that a page can say which language they are in.

A screen reader then changes its voice and a browser its typeface (WCAG 2.2, 3.1.2). Nothing is
ever stored with such marks (docs/decisions/0029-two-languages-set-well.md). Each character is
looked at once or twice, so time grows with a text and no faster.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

import languages
from languages import EN, ZH

_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_STOPS = r"\u3001-\u3006\u3008-\u3020\uff00-\uffef"
# With what stands between two characters, such as a number, a quotation or one space.
_CHINESE = re.compile(
    rf"[{_STOPS}]{{0,3}}[{_HAN}]"
    rf"(?:[{_HAN}{_STOPS}]|(?: |[0-9A-Za-z·“”‘’…—.%+-]{{1,20}})(?=[{_HAN}{_STOPS}]))*+"
)
# What is no Chinese and no quotation mark: words, numbers, addresses.
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f’'.,:;!?&@/_+#%~=\u2013 \xa0-]++")
_TOKEN = re.compile(r"[^ \xa0]++")
_WORD = re.compile(r"(?:[A-Za-z]+(?:[’'-][A-Za-z]+)*|(?:[A-Z]\.)+)[.,:;!?]?")
_BETWEEN_WORDS = re.compile(r"[0-9][0-9.,%]*|[&\u2013/-]")
# GDP is the same in every language; Garden is English.
_IN_SMALL_LETTERS = re.compile(r"(?=.*[a-z])[A-Za-z]{2}")
FEWEST_WORDS = 2

# A quoted attribute may hold < and >, which end no tag there.
_TAG_OR_TEXT = re.compile(
    r"""<(?P<closing>/?)(?P<name>[a-z0-9]+)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>|<?[^<]*+"""
)
_KEPT = {"code", "pre", "kbd", "samp", "script", "style", "textarea"}
_EMPTY = {"br", "img", "source"}


def _chinese(text: str) -> Iterator[tuple[int, int]]:
    for match in _CHINESE.finditer(text):
        opened = match[0].count("“") - match[0].count("”")
        yield match.start(), match.end() + (opened > 0 and text.startswith("”", match.end()))


def _english(text: str) -> Iterator[tuple[int, int]]:
    for stretch in _LATIN.finditer(text):
        words = []
        for token in _TOKEN.finditer(text, *stretch.span()):
            if _WORD.fullmatch(token[0]):
                words.append(token)
            elif not _BETWEEN_WORDS.fullmatch(token[0]):
                yield from _of(words)
                words = []
        yield from _of(words)


def _of(words: list[re.Match]) -> Iterator[tuple[int, int]]:
    if sum(bool(_IN_SMALL_LETTERS.match(word[0])) for word in words) >= FEWEST_WORDS:
        last = words[-1]
        yield words[0].start(), last.start() + len(last[0].rstrip(",:;"))


_FINDERS: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {EN: _english, ZH: _chinese}


def phrases(text: str, language: str) -> list[tuple[int, int, str]]:
    """Return where a text in `language` is in another one: from, to, language."""
    return sorted(
        (start, end, other)
        for other in languages.others(language)
        for start, end in _FINDERS[other](text)
    )


@lru_cache(maxsize=1000)
def marked(text: str, language: str) -> SafeString:
    """Return a plain text for the content of an element, with each foreign phrase marked."""
    return _written(text, phrases(text, language))


def marked_html(html: str, language: str) -> str:
    """Return HTML with marks in its words; attributes, code and what is marked stay as they are."""
    if languages.others(language) == [ZH] and not _CHINESE.search(html):
        return html
    parts, kept, depth = [], "", 0
    for piece in _TAG_OR_TEXT.finditer(html):
        name = piece["name"]
        if kept:
            depth += (name == kept) * (-1 if piece["closing"] else 1)
            kept = kept if depth else ""
        elif name in _KEPT or (name and name not in _EMPTY and " lang=" in piece[0]):
            kept, depth = name, 1
        parts.append(piece[0] if name or kept else _words(piece[0], language))
    return "".join(parts)


def _words(html: str, language: str) -> str:
    text = unescape(html)
    found = phrases(text, language)
    return _written(text, found) if found else html


def _written(text: str, found: list[tuple[int, int, str]]) -> SafeString:
    parts, at = [], 0
    for start, end, other in found:
        tag = languages.html_lang(other)
        parts += [
            escape(text[at:start]),
            f'<span lang="{tag}">',
            escape(text[start:end]),
            "</span>",
        ]
        at = end
    # All but the marks is escaped.
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308


def only_language(text: str, language: str) -> str:
    """Return the tag of the language that all of a text is in, or nothing if it is the page's.

    An attribute cannot carry marks; its element can say what all of it is.
    """
    text = text.strip()
    found = phrases(text, language)
    is_all = len(found) == 1 and found[0][:2] == (0, len(text))
    return languages.html_lang(found[0][2]) if is_all else ""
