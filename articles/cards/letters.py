"""Which of our two typefaces draws a character, and how wide a text becomes.

Neither is the machine's: a card looks the same wherever it is drawn.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

import languages

LATIN = settings.BASE_DIR / "static/fonts/lj-sans.woff2"
CHINESE = Path(__file__).parent / "fonts/noto-sans-sc.woff2"
WEIGHT = 600
# What no typeface has: its place is taken by the box of a missing glyph.
NOTHING = "\U0010ffff"
# In a Chinese title only letters and digits are Latin, so that “ ” … — · stay full-width.
NARROW = {chr(code) for code in (*range(0x20, 0x22), *range(0x23, 0x7F), 0xA5, 0xB0, 0xB2)}
# Between Han and Latin, in parts of the size.
GAP = 1 / 8
# Half of a full-width opening mark is empty, which would indent the line that it begins.
OPENING, EMPTY = "（《〈「『【〔“‘", 1 / 2


@cache
def font(path: Path, size: int) -> FreeTypeFont:
    found = ImageFont.truetype(path, size)
    if path == LATIN:
        found.set_variation_by_axes([WEIGHT])
    return found


@cache
def has(path: Path, character: str) -> bool:
    """Tell whether a typeface can draw a character."""
    if character == " ":
        return True
    face = font(path, 32)
    return bytes(face.getmask(character)) not in (b"", bytes(face.getmask(NOTHING)))


def face_of(character: str, language: str) -> Path | None:
    """Return the typeface that draws a character in a title of `language`, if there is one."""
    wanted = [LATIN, CHINESE]
    if language == languages.ZH and character not in NARROW:
        wanted.reverse()
    return next((path for path in wanted if has(path, character)), None)


def drawable(text: str, language: str) -> tuple[str, set[str], set[str]]:
    """Return what can be drawn of a text, the signs left out of it, and the letters it lacks."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    kept, signs, lacking = [], set(), set()
    for character in text:
        category = unicodedata.category(character)
        if face_of(character, language):
            kept.append(character)
        elif category[0] in "LN":
            lacking.add(character)
        elif category[0] in "PS":
            signs.add(character)
    return " ".join("".join(kept).split()), signs, lacking


def runs(text: str, language: str) -> Iterator[tuple[Path, str]]:
    """Return a text in parts that one typeface draws."""
    for face, characters in groupby(text, lambda each: face_of(each, language)):
        if face:
            yield face, "".join(characters)


def placed(text: str, language: str, size: int) -> list[tuple[float, FreeTypeFont, str]]:
    """Return the parts of a line, each with its distance from the line's beginning."""
    result, at, before = [], 0.0, ""
    if text and text[0] in OPENING and face_of(text[0], language) == CHINESE:
        at = -size * EMPTY
    for face, part in runs(text, language):
        if before and _are_apart(before[-1], part[0]):
            at += size * GAP
        result.append((at, font(face, size), part))
        at += font(face, size).getlength(part)
        before = part
    return result


def width(text: str, language: str, size: int) -> float:
    parts = placed(text, language, size)
    return parts[-1][0] + parts[-1][1].getlength(parts[-1][2]) if parts else 0.0


def is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character == "〇"


def _are_apart(one: str, other: str) -> bool:
    return any(
        is_han(first) and second.isalnum() and not is_han(second)
        for first, second in ((one, other), (other, one))
    )
