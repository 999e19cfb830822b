"""For the rows of an article in its form: which there are, in which order, and their texts."""

from math import inf

from django import template
from django.utils.text import capfirst

import languages
from languages import order
from library.uploads import MOST_BYTES

register = template.Library()

# Digits; Python refuses to read numbers of some thousands.
_LONGEST_NUMBER = 18


@register.simple_tag
def row_forms(inline) -> dict:
    """Return the rows of an inline in the order of their numbers, and an empty one to copy."""
    rows = list(inline)
    empty = rows.pop() if inline.has_add_permission else None
    return {"rows": sorted(rows, key=_number), "empty": empty, "most_bytes": MOST_BYTES}


def _number(row) -> float:
    if "position" not in row.form.fields:
        return row.form.instance.position
    given = str(row.form["position"].value() or "")
    return int(given) if given.isdecimal() and len(given) <= _LONGEST_NUMBER else inf


@register.simple_tag
def row_texts(row, names: tuple[str, ...], editable: bool = True) -> list[dict]:
    """Return a row's texts in each language: a field to write in, or what stands there."""
    return [
        {
            "tag": languages.html_lang(code),
            "language": languages.name(code),
            "short_name": languages.short_name(code),
            "texts": [_text(row.form, name, code, editable) for name in names],
        }
        for code in order.own_language_first()
    ]


def _text(form, name: str, code: str, editable: bool) -> dict:
    own = languages.column(name, code)
    return {
        "name": name,
        "label": capfirst(form.instance._meta.get_field(name).verbose_name),
        "field": form[own] if editable and own in form.fields else None,
        "value": getattr(form.instance, own),
    }
