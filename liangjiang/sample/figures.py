"""Sample figures: true, with their sources (figures.toml)."""

import tomllib
from decimal import Decimal
from pathlib import Path

from django.db import transaction

import languages
from figures.models import TEXTS, Indicator
from languages import column

FILE = Path(__file__).with_name("figures.toml")


def load_figures() -> int:
    """Make the sample figures that are not there yet; return how many."""
    samples = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return sum(
        _load(key, data, position) for position, (key, data) in enumerate(samples.items(), start=1)
    )


@transaction.atomic
def _load(key: str, data: dict, position: int) -> bool:
    if Indicator.objects.filter(sample_key=key).exists():
        return False
    indicator = Indicator(
        sample_key=key,
        position=position,
        is_on_home=data.get("home", False),
        source_address=data["address"],
    )
    for code in languages.codes():
        for name in TEXTS:
            setattr(indicator, column(name, code), data[code].get(name, ""))
    indicator.save()
    for row in data["values"]:
        indicator.values.create(**row | {"number": Decimal(row["number"])})
    return True
