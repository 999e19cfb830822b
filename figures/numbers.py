"""How numbers are written in each language: 339.1 billion, 3391亿. They are stored plain.

Nothing is rounded: a scale that would need more than four decimals gives way to a smaller one.
"""

from dataclasses import dataclass
from decimal import Decimal

from languages import EN, ZH

MOST_DECIMALS = 4


@dataclass(frozen=True)
class Style:
    comma: str
    space: str
    # What stands before a number that its source rounded.
    about: str
    # From the largest: how many, and the word for it.
    scales: tuple[tuple[int, str], ...]


STYLES = {
    EN: Style(",", " ", "about ", ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))),
    ZH: Style("", "", "约", ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))),
}
# For a language that nobody has written a style for.
PLAIN = Style("", " ", "≈", ())


def parts(number: Decimal, language: str) -> tuple[str, str]:
    """Return the digits of a number and the word for its scale, which may be empty."""
    style = STYLES.get(language, PLAIN)
    for size, word in style.scales:
        if abs(number) >= size and _decimals(number / size) <= MOST_DECIMALS:
            return _digits(number / size, style), word
    return _digits(number, style), ""


def written(number: Decimal, language: str, unit: str = "", *, is_approximate: bool = False) -> str:
    digits, scale = parts(number, language)
    words = joined(joined(digits, scale, language), unit, language)
    return about(language) + words if is_approximate else words


def about(language: str) -> str:
    """Return what says before a number that it is approximate."""
    return STYLES.get(language, PLAIN).about


def joined(words: str, unit: str, language: str) -> str:
    return f"{words}{gap(unit, language)}{unit}"


def gap(unit: str, language: str) -> str:
    """Return the space before a unit, where there is one."""
    closed = unit[:1] in ("", "%", "％", "‰", "°")
    return "" if closed else STYLES.get(language, PLAIN).space


def plain(number: Decimal) -> Decimal:
    """Return the number without zeros at its end, as a table for a machine has it."""
    return Decimal(f"{number.normalize():f}")


def _decimals(number: Decimal) -> int:
    return max(0, -number.normalize().as_tuple().exponent)


def _digits(number: Decimal, style: Style) -> str:
    return f"{number.normalize():,f}".replace(",", style.comma)
