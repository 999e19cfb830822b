"""Files that are a picture and something else at once.

Only what is decoded and encoded anew is ever stored, so nothing of the something else could reach a
visitor. It is refused all the same: somebody meant harm with it, and the editor should know.
"""

import os
import re
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from library.segments import CHUNK, places

# What opens other things, written so that compressed bytes hardly ever look like it by chance.
_OPENINGS = re.compile(
    rb"(?P<archive>Rar!\x1a\x07|7z\xbc\xaf\x27\x1c)"
    rb"|(?P<document>%PDF-\d|%!PS-Adobe)"
    rb"|(?P<page><(?:script|html|body|iframe)[\s>/]|<!doctype\s|<\?php\s|<svg[\s>/][\t-\r -~]{7})",
    re.IGNORECASE,
)
_LONGEST_OPENING = 16
# The end record of a ZIP archive may stand so far before the end of the file (APPNOTE 4.3.16).
_ZIP_END, _ZIP_REACH = b"PK\x05\x06\0\0\0\0", 22 + 65535


def check(file: BinaryIO, kind: str) -> None:
    """Refuse, in words, a picture that is also an archive, a document or a page."""
    found = "archive" if _ends_as_zip(file) else _opening(file, kind)
    if not found:
        return
    what = {
        "archive": _("an archive"),
        "document": _("a document"),
        "page": _("a web page or a program"),
    }[found]
    raise ValidationError(
        _(
            "This file is a picture and %(what)s at once. Please open it in a picture program, "
            "save it anew as JPEG or PNG, and choose the new file."
        ),
        params={"what": what},
    )


def _ends_as_zip(file: BinaryIO) -> bool:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _ZIP_REACH))
    return _ZIP_END in file.read()


def _opening(file: BinaryIO, kind: str) -> str | None:
    for start, end in places(file, kind):
        if found := _search(file, start, end):
            return found
    return None


def _search(file: BinaryIO, start: int, end: int) -> str | None:
    while start < end:
        file.seek(start)
        chunk = file.read(min(CHUNK, end - start))
        if found := _OPENINGS.search(chunk):
            return found.lastgroup
        if len(chunk) < CHUNK:
            return None
        start += len(chunk) - _LONGEST_OPENING
    return None
