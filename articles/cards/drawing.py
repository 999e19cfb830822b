"""Drawing a card: section, title, lead picture, the name of the site, and the two rivers."""

import io
import math
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw

import languages
from articles.cards import letters, lines

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 64
# From static/css/00-tokens.css, in the light.
PAPER, INK, INK_2 = "#ffffff", "#0e2a2d", "#3d5558"
JADE, SILT = "#0b6b5d", "#b8722a"
# Where the picture stands, and how wide the text is without and beside it.
FRAME = (744, 0, WIDTH, 540)
FULL, BESIDE = WIDTH - 2 * MARGIN, FRAME[0] - MARGIN - 40
TITLE_TOP, TITLE_BOTTOM = 146, 432
TITLE_SIZES = (112, 96, 84, 76, 68, 60, 54, 48, 43, 38)
# How much smaller a Chinese title may become for lines that end at its marks.
SMALLER_FOR_WORDS = 0.7
# Lines are drawn so many times larger and then reduced, which makes them smooth.
SMOOTH = 3
LEADING = {languages.EN: 1.14, languages.ZH: 1.32}
ELLIPSIS = {languages.EN: "…", languages.ZH: "……"}


@dataclass(frozen=True)
class Words:
    """What stands on a card, all of it drawable."""

    language: str
    section: str
    title: str
    site: str


def card(words: Words, picture: Image.Image | None, focus: tuple[int, int] = (50, 50)) -> bytes:
    """Return the card as JPEG; `focus` is the point of the picture to keep, in percent."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    image.paste(_rivers(), (0, FRAME[3]))
    image.paste(_mark(), (MARGIN, 452))
    draw.rectangle((MARGIN, 48, MARGIN + 66, 53), JADE)
    draw.rectangle((MARGIN + 67, 48, MARGIN + 110, 53), SILT)
    _write(draw, (MARGIN, 100), words.section, words.language, 30, JADE)
    _write(draw, (MARGIN + 80, 492), words.site, words.language, 32, INK)
    _write_title(draw, words, BESIDE if picture else FULL)
    if picture:
        image.paste(_framed(picture, focus), FRAME[:2])
    target = io.BytesIO()
    image.save(target, "JPEG", quality=82, subsampling=0, optimize=True, progressive=True)
    return target.getvalue()


def _write_title(draw: ImageDraw.ImageDraw, words: Words, most_width: int) -> None:
    size, rows = _set_title(words, most_width)
    leading = round(size * LEADING[words.language])
    # The first line's capitals begin at the same height, whatever the size.
    top = TITLE_TOP + round(size * 0.84)
    for number, row in enumerate(rows):
        _write(draw, (MARGIN, top + number * leading), row, words.language, size, INK)


def _set_title(words: Words, most_width: int) -> tuple[int, list[str]]:
    """Return the largest size and its lines; a little smaller if no Chinese word is broken then."""
    fitting = None
    for size in TITLE_SIZES:
        if fitting and size < fitting[0] * SMALLER_FOR_WORDS:
            break
        rows = lines.fitted(words.title, _measure(words, size), most_width, _most(words, size))
        if rows is not None and not lines.is_broken_within_han(rows):
            return size, rows
        if rows is not None and fitting is None:
            fitting = size, rows
    if fitting:
        return fitting
    size, mark = TITLE_SIZES[-1], ELLIPSIS[words.language]
    most_lines = _most(words, size)
    return size, lines.cut(words.title, _measure(words, size), most_width, most_lines, mark)


def _measure(words: Words, size: int) -> lines.Measure:
    return lambda text: letters.width(text, words.language, size)


def _most(words: Words, size: int) -> int:
    return int((TITLE_BOTTOM - TITLE_TOP) / (size * LEADING[words.language]))


def _write(draw, place: tuple[int, int], text: str, language: str, size: int, colour: str) -> None:
    """Write one line whose letters stand on `place`."""
    left, baseline = place
    for offset, font, part in letters.placed(text, language, size):
        draw.text((left + offset, baseline), part, colour, font, anchor="ls")


def _framed(picture: Image.Image, focus: tuple[int, int]) -> Image.Image:
    """Return the part of a picture around its focal point that fills the frame."""
    width, height = FRAME[2] - FRAME[0], FRAME[3] - FRAME[1]
    factor = max(width / picture.width, height / picture.height)
    across, down = width / factor, height / factor
    left = (picture.width - across) * focus[0] / 100
    top = (picture.height - down) * focus[1] / 100
    box = (left, top, left + across, top + down)
    picture = picture.convert("RGB")
    return picture.resize((width, height), Image.Resampling.LANCZOS, box=box)


# The identity: two bundles of lines that meet and run on together


@cache
def _rivers() -> Image.Image:
    width, height = WIDTH, HEIGHT - FRAME[3]
    image = Image.new("RGB", (width * SMOOTH, height * SMOOTH), PAPER)
    draw = ImageDraw.Draw(image)
    for number in range(7):
        for colour, place in ((JADE, _north), (SILT, _south)):
            points = [
                (x * SMOOTH, place(x / width, number) * SMOOTH) for x in range(-8, width + 9, 8)
            ]
            draw.line(points, colour, round(1.7 * SMOOTH), "curve")
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _north(part: float, number: int) -> float:
    meeting = 1 / (1 + math.exp((part - 0.36) * 14))
    apart = 4.2 + 2.2 * meeting
    return 13 + number * apart - 13 * meeting + 3 * math.sin(part * 9 + number * 0.12)


def _south(part: float, number: int) -> float:
    meeting = 1 / (1 + math.exp((part - 0.36) * 14))
    apart = 4.2 + 1.2 * meeting
    return 46 + number * apart + 6 * meeting + 3 * math.sin(part * 9 + 0.84 + number * 0.12)


# Each line of the mark: where it begins, two points that bend it, where it ends (art/mark.svg).
_MARK = {
    JADE: [
        ((15, 2), (15, 8), (23, 9.5), (42, 9.5)),
        ((9.5, 2), (9.5, 12), (19.5, 15), (42, 15)),
        ((4, 2), (4, 16.5), (17, 20.5), (42, 20.5)),
    ],
    SILT: [
        ((2, 31.5), (16, 31.5), (18, 26), (42, 26)),
        ((2, 37), (18, 37), (20, 31.5), (42, 31.5)),
        ((2, 42.2), (20, 42.2), (22, 37), (42, 37)),
    ],
}


@cache
def _mark() -> Image.Image:
    edge, full = 60, 60 * 4
    image = Image.new("RGB", (full, full), PAPER)
    draw = ImageDraw.Draw(image)
    for colour, curves in _MARK.items():
        for curve in curves:
            points = [_on_curve(curve, step / 40, full / 44) for step in range(41)]
            draw.line(points, colour, round(3.2 * full / 44), "curve")
    return image.resize((edge, edge), Image.Resampling.LANCZOS)


def _on_curve(curve, part: float, scale: float) -> tuple[float, float]:
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    return tuple(
        scale * sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True))
        for axis in (0, 1)
    )
