"""The name of a file as its sender gave it: kept for people to read, never used as a path."""

import re
import unicodedata

# Bytes, not characters: a Chinese character has three, and file systems count bytes.
MOST_BYTES = 255
_LONGEST_ENDING = 12
# Signs that turn the direction of writing, so that "gpj.exe" reads as "exe.jpg".
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(f"[{_TURNING}\ufeff]")
# A name must not end in a sign that joins it with what came next.
_JOINERS = "\u200d\ufe0f"


def for_people(name: str | None) -> str:
    """Return a name that fits into every database and file system, and hides nothing."""
    name = re.split(r"[/\\]", name or "")[-1]
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cs"))
    name = _HIDDEN.sub("", name).strip().lstrip(".")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > _LONGEST_ENDING:
        stem, ending = name, ""
    ending = dot and ending and f".{ending}"
    return (_cut(stem, MOST_BYTES - len(ending.encode())) or "picture") + ending


def _cut(text: str, most: int) -> str:
    if len(text.encode()) <= most:
        return text
    return text.encode()[:most].decode(errors="ignore").rstrip(_JOINERS)
