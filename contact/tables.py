"""Enquiries as a table for a spreadsheet."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localtime

import languages
import spreadsheets
from contact.models import Enquiry

WITHOUT_PERSON = (
    "reference",
    "kind",
    "sector",
    "language",
    "answer_language",
    "created_at",
    "due_on",
    "state",
    "owner",
    "answered_at",
    "closed_at",
    "erased_at",
)


def table(enquiries: Iterable[Enquiry], with_person: bool = False) -> str:
    """Return a CSV file with headings in the active language."""
    names = WITHOUT_PERSON + (Enquiry.PERSONAL if with_person else ())
    rows = ([_cell(each, name) for name in names] for each in enquiries)
    return spreadsheets.table([_heading(name) for name in names], rows)


def _heading(name: str) -> str:
    label = str(Enquiry._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _cell(enquiry: Enquiry, name: str) -> str:
    if name in ("language", "answer_language"):
        return languages.short_name(getattr(enquiry, name))
    display = getattr(enquiry, f"get_{name}_display", None)
    value = display() if display else getattr(enquiry, name)
    if isinstance(value, datetime):
        return localtime(value).strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value)
