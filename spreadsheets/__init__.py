"""Tables as CSV files that a spreadsheet opens as they are and carries nothing out of.

https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal

# Excel takes a file without this mark for one in the machine's old encoding.
_BYTE_ORDER_MARK = "\ufeff"
# A formula, also behind what a spreadsheet drops; the wide signs are those of Chinese keyboards.
_FORMULA = re.compile(r"""[\s"'\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]""")
# Where a list separator is set to a semicolon, Excel begins a cell behind it, quotes or not.
_INNER_FORMULA = re.compile(r"""(?<=[;\t\r\n])(?=[^\S\t\r\n]*["']*[=+\-@＝＋－＠])""")


def table(headings: Iterable[str], rows: Iterable[Iterable[str | Decimal]]) -> str:
    """Return a CSV file. A number may be negative; a text that begins like a formula is marked."""
    target = io.StringIO(newline="")
    target.write(_BYTE_ORDER_MARK)
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return target.getvalue()


def harmless(text: str) -> str:
    """Return a text that a spreadsheet takes for text: an apostrophe says so."""
    text = _INNER_FORMULA.sub("'", text)
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(value: str | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else harmless(value)
