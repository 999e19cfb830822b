"""The order of an article's rows: what one person wants, joined with what others have added."""

from collections.abc import Iterable
from math import inf
from typing import Any

from django.db import models


def sorted_by_number(forms: Iterable) -> list:
    """Sort the forms of rows by the numbers in them; a row without one comes last.

    Of two rows with the same number, the one that was moved up comes first and the one that was
    moved down comes last.
    """

    def place(form) -> tuple:
        number = form.cleaned_data.get("position") if hasattr(form, "cleaned_data") else None
        if number is None:
            return inf, 0
        before = form.initial.get("position", number)
        return number, (number > before) - (number < before)

    return sorted(forms, key=place)


def joined(order: list, beside: Iterable[tuple[Any, bool]]) -> list:
    """Return `order` with what was added elsewhere, each behind the one that it followed there.

    beside: another order of the same things, and of each whether it is to be added.
    """
    found, before = [*order], None
    for thing, is_added in beside:
        if is_added:
            found.insert(found.index(before) + 1 if before else 0, thing)
        if thing in found:
            before = thing
    return found


def write(model: type[models.Model], order: list[int]) -> None:
    """Number the rows from 0 in this order, touching those whose number changes."""
    rows = model._default_manager.in_bulk(order)
    moved = []
    for place, pk in enumerate(order):
        if pk in rows and rows[pk].position != place:
            rows[pk].position = place
            moved.append(rows[pk])
    model._default_manager.bulk_update(moved, ["position"])
