"""Figures as readers of a language meet them: on the home page, on their own page, as a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

import spreadsheets
from figures import numbers, periods, summary
from figures.chart import Chart, draw
from figures.models import TEXTS, Indicator, Value
from languages import column

CHARTED = 2


@dataclass(frozen=True)
class Reading:
    """One number: in parts for a large numeral, in words, and plain for a machine."""

    period: str
    # What says that it is approximate, or nothing.
    about: str
    digits: str
    # Between digits and unit: a space, or nothing.
    gap: str
    unit: str
    words: str
    plain: Decimal
    as_of: date
    source_address: str


@dataclass(frozen=True)
class Figure:
    pk: int
    name: str
    unit: str
    note: str
    source: str
    table_address: str
    # The earliest first.
    readings: list[Reading]
    summary: str

    @property
    def latest(self) -> Reading:
        return self.readings[-1]

    @property
    def chart(self) -> Chart | None:
        """Return the chart of its numbers; None where there is only one."""
        return draw(self.readings) if len(self.readings) >= CHARTED else None


def read(indicators: Iterable[Indicator], language: str) -> list[Figure]:
    """Return indicators in a language, which is the active one, too."""
    return [_figure(indicator, language) for indicator in indicators]


def table(figure: Figure) -> str:
    """Return its numbers as a CSV file."""
    headings = [
        pgettext("with a number and a source", "Figure"),
        _("Period"),
        pgettext("how many", "Number"),
        _("In words"),
        _("Unit"),
        _("Source"),
        _("As of"),
        _("Address of the source"),
    ]
    rows = [
        (
            figure.name,
            capfirst(row.period),
            row.plain,
            row.words,
            figure.unit,
            figure.source,
            row.as_of.isoformat(),
            row.source_address,
        )
        for row in figure.readings
    ]
    return spreadsheets.table(headings, rows)


def _figure(indicator: Indicator, language: str) -> Figure:
    name, unit, note, source = (getattr(indicator, column(text, language)) or "" for text in TEXTS)
    values = indicator.in_order()
    return Figure(
        pk=indicator.pk,
        name=name,
        unit=unit,
        note=note,
        source=source,
        table_address=indicator.table_address(),
        readings=[_reading(value, indicator, unit, language) for value in values],
        summary=summary.of(values, unit, language),
    )


def _reading(value: Value, indicator: Indicator, unit: str, language: str) -> Reading:
    written = value.written(language, unit)
    digits, scale = numbers.parts(value.number, language)
    unit = numbers.joined(scale, unit, language) if scale else unit
    return Reading(
        period=periods.name(value.year, value.span),
        about=numbers.about(language) if value.is_approximate else "",
        digits=digits,
        gap=numbers.gap(unit, language),
        unit=unit,
        words=written,
        plain=numbers.plain(value.number),
        as_of=value.as_of,
        source_address=value.source_address or indicator.source_address,
    )
