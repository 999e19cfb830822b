"""The bars of a chart. Across the page it is measured in per cent and down it in lines of text, so
the words of the chart are as large as all others on a phone and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

# In heights of a letter.
ROW, TEXT_DOWN, BAR_DOWN = Decimal("3.2"), Decimal("1.1"), Decimal("1.6")
HUNDREDTH = Decimal("0.01")


class Measured(Protocol):
    plain: Decimal


@dataclass(frozen=True)
class Bar:
    # What it is the bar of.
    reading: Measured
    start: str
    length: str
    text_down: str
    bar_down: str


@dataclass(frozen=True)
class Chart:
    height: str
    bars: list[Bar]


def draw(readings: Sequence[Measured]) -> Chart:
    """Return a bar for each number, all measured from nothing."""
    plain = [row.plain for row in readings]
    lowest, highest = min(Decimal(0), *plain), max(Decimal(0), *plain)
    whole = highest - lowest or Decimal(1)

    def per_cent(number: Decimal) -> str:
        return f"{(number / whole * 100).quantize(HUNDREDTH)}%"

    bars = [
        Bar(
            reading=row,
            start=per_cent(min(row.plain, Decimal(0)) - lowest),
            length=per_cent(abs(row.plain)),
            text_down=f"{place * ROW + TEXT_DOWN}em",
            bar_down=f"{place * ROW + BAR_DOWN}em",
        )
        for place, row in enumerate(readings)
    ]
    return Chart(height=f"{len(bars) * ROW}em", bars=bars)
