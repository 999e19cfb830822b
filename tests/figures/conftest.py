from datetime import date
from decimal import Decimal

import pytest

from figures.models import Indicator

TEXTS = {
    "name_en": "Output",
    "unit_en": "yuan",
    "note_en": "Without the harbour.",
    "source_en": "River Gazette",
    "name_zh_hans": "产值",
    "unit_zh_hans": "元",
    "note_zh_hans": "不含港口。",
    "source_zh_hans": "江报",
}


@pytest.fixture
def make_figure(db):
    """Return a function that makes a figure: its numbers by year, its texts in both languages."""

    def make(numbers: dict[int, str], **fields) -> Indicator:
        given = TEXTS | {"source_address": "https://example.org/report"} | fields
        indicator = Indicator.objects.create(**given)
        for year, number in numbers.items():
            add(indicator, year, number)
        return indicator

    def add(indicator: Indicator, year: int, number: str) -> None:
        indicator.values.create(year=year, number=Decimal(number), as_of=date(year + 1, 3, 1))

    return make
