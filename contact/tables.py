"""Enquiries as a table for a spreadsheet, without anything that a spreadsheet would carry out.

https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localtime

import languages
from contact.models import Enquiry

WITHOUT_PERSON = (
    "reference",
    "kind",
    "sector",
    "about",
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
# Excel takes a file without this mark for one in the machine's old encoding.
_BYTE_ORDER_MARK = "\ufeff"
# A formula, also behind what a spreadsheet drops; the wide signs are those of Chinese keyboards.
_FORMULA = re.compile(r"""[\s"'\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]""")
# Where a list separator is set to a semicolon, Excel begins a cell behind it, quotes or not.
_INNER_FORMULA = re.compile(r"""(?<=[;\t\r\n])(?=[^\S\t\r\n]*["']*[=+\-@＝＋－＠])""")


def table(enquiries: Iterable[Enquiry], with_person: bool = False) -> str:
    """Return a CSV file with headings in the active language."""
    names = WITHOUT_PERSON + (Enquiry.PERSONAL if with_person else ())
    target = io.StringIO(newline="")
    target.write(_BYTE_ORDER_MARK)
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow(_heading(name) for name in names)
    writer.writerows([harmless(_cell(each, name)) for name in names] for each in enquiries)
    return target.getvalue()


def harmless(text: str) -> str:
    """Return a text that a spreadsheet takes for text: an apostrophe says so."""
    text = _INNER_FORMULA.sub("'", text)
    return f"'{text}" if _FORMULA.match(text) else text


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
