"""From a file to text, or to the reason why it is none."""

import codecs
import re
import stat
import unicodedata
from pathlib import Path

from legacy.page import Refused

MOST_BYTES = 2 * 1024 * 1024
# Each is tried in turn; GB18030 comes last, since it takes many bytes for characters.
ENCODINGS = ("utf-8", "gb18030")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(
    r"\s*<(?:!doctype|html|head|body|\?xml|!--)|.*</(?:html|body)>", re.IGNORECASE | re.DOTALL
)
# More of them in a thousand characters is no text that somebody wrote.
MOST_CONTROLS = 0.001
# How many of the characters of a text in GB18030 must be common ones.
COMMON = 0.8
WHITE = "\t\n\r\f\v"


def read(path: Path) -> str:
    """Return the text of a file. Raises Refused with the reason in words."""
    text = _decoded(_bytes(path))
    if not text.strip():
        raise Refused("the file is empty")
    if _HTML.match(text):
        raise Refused("it is an HTML file; save the page as text")
    controls = sum(unicodedata.category(char) == "Cc" and char not in WHITE for char in text)
    if controls > len(text) * MOST_CONTROLS:
        raise Refused("it is not text but binary data")
    return text


def _bytes(path: Path) -> bytes:
    try:
        known = path.stat()
        if stat.S_ISDIR(known.st_mode):
            raise Refused("it is a folder; name the files in it")
        if not stat.S_ISREG(known.st_mode):
            raise Refused("it is not an ordinary file")
        if known.st_size > MOST_BYTES:
            raise Refused("it is larger than 2 MB, which no page of text is")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("there is no such file") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Refused(f"it cannot be read: {why}") from error


def _decoded(data: bytes) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        raise Refused("it holds NUL bytes, so it is not text but binary data")
    for encoding in [marked] if marked else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Refused("it holds NUL characters, so it is not text but binary data")
        if encoding != "gb18030" or _is_chinese(text):
            return text
    raise Refused("its letters are neither UTF-8 nor UTF-16 with a mark nor GB18030")


def _is_chinese(text: str) -> bool:
    """Tell whether text read as GB18030 was written in it.

    Western quotes and damaged UTF-8 give Chinese characters too, but seldom common ones, whose
    two bytes are both at least A1 (GB 2312).
    """
    pairs = [char.encode("gb18030") for char in text if not char.isascii()]
    common = sum(len(pair) == 2 and min(pair) >= 0xA1 for pair in pairs)  # noqa: PLR2004
    return common >= len(pairs) * COMMON
