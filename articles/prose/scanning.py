"""Tags of a text that a browser's reader may safely be given: each that we know, and not too many.

A reader of HTML copies open formatting into every paragraph and looks through all that is open at
every tag, so a small text can cost it minutes or gigabytes. What is too deep for that is left out
here, with one look at each tag; its words stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

# More than the longest law in force; above it a text is refused, or only its words are kept.
LONGEST, MOST_TAGS = 1_500_000, 30_000
MOST_OPEN, MOST_FORMATS = 150, 12
LONGEST_STYLE = 2000
# A reader gives up closing a format that has more blocks in it (HTML Standard, 13.2.6.4.7).
MOST_BLOCKS_IN_FORMAT = 7

FORMATS = {"a", "b", "big", "code", "em", "font", "i", "s", "small", "strong", "u"}
# Their words are no part of the text; those of the first kind are never read as tags.
RAW = {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"}
HELD = {"template", "svg", "math", "noscript", "object", "select", "button", "plaintext"}
_CELLS = {"td", "th", "caption"}
_ROWS = {"tr", "thead", "tbody", "tfoot"}
_LEFT_OUT = {"col", "colgroup"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SAME_ITEM = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}}

_SPACE = r"[\t\n\f\r ]"
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)"""
_NAME = r"[^\t\n\f\r />][^\t\n\f\r />=]*+"
# As a browser reads a tag (HTML Standard, 13.2.5); one without an end reaches to the end.
_TAG = re.compile(
    rf"(?P<closing>/?)(?P<name>[a-zA-Z][^\t\n\f\r />]*+)"
    rf"(?P<given>(?:[\t\n\f\r /]++|{_NAME}(?:{_SPACE}*+={_SPACE}*+(?:{_VALUE})?+)?+)*+)(?P<end>>?)"
)
_ATTRIBUTE = re.compile(rf"({_NAME})(?:{_SPACE}*+={_SPACE}*+({_VALUE})?+)?+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_COMMENT_END = re.compile(r"--!?>")


def is_too_much(text: str) -> bool:
    """Return whether a text is longer, or has more tags, than any that is read."""
    return len(text) > LONGEST or text.count("<") > MOST_TAGS


@dataclass(frozen=True)
class Tag:
    name: str
    is_closing: bool = False
    attributes: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        if self.is_closing:
            return f"</{self.name}>"
        given = (f' {name}="{escape(value)}"' for name, value in self.attributes)
        return f"<{self.name}{''.join(given)}>"


def tokens(text: str) -> Iterator[Tag | str]:
    """Yield the tags and the words of a text, without comments, scripts and the like."""
    at, closed_nowhere = 0, set()
    while (start := text.find("<", at)) >= 0:
        if start > at:
            yield text[at:start]
        tag = _TAG.match(text, start + 1)
        if not tag:
            at = _end_of_remark(text, start)
            if at == start:
                yield "<"
                at = start + 1
            continue
        at = tag.end()
        if not tag["end"]:
            return
        name = tag["name"].lower()
        if tag["closing"]:
            yield Tag(name, is_closing=True)
            continue
        yield Tag(name, attributes=_attributes(tag["given"]))
        if name in RAW | HELD and name not in closed_nowhere:
            end = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.I).search(text, at)
            if end:
                at = end.start()
            elif name in RAW:
                return
            else:
                closed_nowhere.add(name)
    yield text[at:]


def _end_of_remark(text: str, start: int) -> int:
    """Return where a comment or the like ends that starts here, and `start` if none does."""
    if text.startswith("<!--", start):
        for short in ("<!-->", "<!--->"):
            if text.startswith(short, start):
                return start + len(short)
        end = _COMMENT_END.search(text, start + 4)
        return end.end() if end else len(text)
    if text[start + 1 : start + 2] in ("!", "?", "/") and len(text) > start + 2:
        end = text.find(">", start)
        return end + 1 if end >= 0 else len(text)
    return start


def _attributes(given: str) -> tuple[tuple[str, str], ...]:
    found = {}
    for name, value in _ATTRIBUTE.findall(given.lstrip("/ \t\n\f\r")) if given else ():
        if name.lower() not in ("style", "class") or len(value) <= LONGEST_STYLE:
            inner = value[1:-1] if value[:1] in ("'", '"') else value
            found.setdefault(name.lower(), unescape(inner))
    return tuple(found.items())


@dataclass
class _Part:
    """A table, a cell, or what is outside of them: from here no tag closes what is before it."""

    tag: str = ""
    first_open: int = 0
    first_format: int = 0


class Scanner:
    """Follows what a browser holds open; it may think it more than it is, never less.

    What a browser closes by itself is closed here in words, so that the two agree.
    """

    def __init__(self, known: set[str], blocks: set[str], void: set[str]) -> None:
        self.known, self.blocks, self.void = known - _LEFT_OUT, blocks, void
        self.open: list[str] = []
        # Each with the number of elements that were open around it.
        self.formats: list[tuple[str, int]] = []
        self.parts = [_Part()]
        self.out: list[str] = []

    def read(self, text: str) -> str:
        for token in tokens(text):
            if isinstance(token, str):
                self.out.append(token.replace("<", "&lt;"))
            elif token.name in self.known:
                self._take(token)
        return "".join(self.out)

    def _take(self, tag: Tag) -> None:
        # A form in a form is an exception that only a block without a meaning is free of.
        name = "div" if tag.name in ("form", "fieldset") else tag.name
        tag = Tag(name, tag.is_closing, tag.attributes)
        if name in RAW | HELD:
            self.out += [] if tag.is_closing else [f"{tag}</{name}>"]
            return
        if name in self.void:
            takes = not tag.is_closing
            if takes and name in self.blocks:
                self._end_paragraph()
        elif name == "table" or name in _CELLS | _ROWS:
            takes = self._close_part(name) if tag.is_closing else self._open_part(name)
        elif name in FORMATS:
            takes = self._close_format(name) if tag.is_closing else self._open_format(name)
        else:
            takes = self._close(name) if tag.is_closing else self._open(name)
        if takes:
            self.out.append(str(tag))

    def _here(self) -> range:
        """Return the places of the open elements that a tag could close, the innermost first."""
        return range(len(self.open) - 1, self.parts[-1].first_open - 1, -1)

    def _is_full(self) -> bool:
        return len(self.open) + len(self.parts) >= MOST_OPEN

    def _open(self, name: str) -> bool:
        if self._is_full():
            if name in self.blocks:
                # An empty block keeps its words from those before it.
                self._end_paragraph()
                self.out.append("<hr>")
            return False
        if name in _SAME_ITEM:
            self._end_item(_SAME_ITEM[name])
        if name in self.blocks:
            self._end_paragraph()
        if name in _HEADINGS:
            self._end(_HEADINGS)
        self.open.append(name)
        return True

    def _end_paragraph(self) -> None:
        self._end({"p"})

    def _end(self, names: set[str]) -> None:
        for at in self._here():
            if self.open[at] in names:
                self.out.append(f"</{self.open[at]}>")
                self._cut(at)
                return

    def _end_item(self, names: set[str]) -> None:
        for at in self._here():
            if self.open[at] in names:
                self._end(names)
                return
            if self.open[at] in self.blocks - {"address", "div", "p"}:
                return

    def _close(self, name: str) -> bool:
        names = _HEADINGS if name in _HEADINGS else {name}
        for at in self._here():
            if self.open[at] in names and name in self.blocks:
                self._cut(at)
                return True
            if self.open[at] == name:
                # What is above may be closed already, with a format, or may stay open.
                del self.open[at]
                self._lower_formats()
                return True
            if name not in self.blocks and self.open[at] in self.blocks:
                return False
        return False

    def _cut(self, at: int) -> None:
        del self.open[at:]
        self._lower_formats()

    def _lower_formats(self) -> None:
        now = len(self.open)
        self.formats = [(name, min(depth, now)) for name, depth in self.formats]

    def _open_format(self, name: str) -> bool:
        if name == "a" and self._close_format(name):
            self.out.append("</a>")
        if len(self.formats) >= MOST_FORMATS:
            return False
        self.formats.append((name, len(self.open)))
        return True

    def _close_format(self, name: str) -> bool:
        for at in range(len(self.formats) - 1, self.parts[-1].first_format - 1, -1):
            if self.formats[at][0] == name:
                if len(self.open) - self.formats[at][1] <= MOST_BLOCKS_IN_FORMAT:
                    del self.formats[at]
                return True
        return False

    def _open_part(self, name: str) -> bool:
        if name == "table":
            if self._is_full():
                return False
            if self.parts[-1].tag == "table":
                self._leave_part()
            self._end_paragraph()
        elif len(self.parts) == 1:
            return False
        elif self.parts[-1].tag in _CELLS:
            self._leave_part()
        if name not in _ROWS:
            self.parts.append(_Part(name, len(self.open), len(self.formats)))
        return True

    def _close_part(self, name: str) -> bool:
        if len(self.parts) == 1:
            return False
        if name in _CELLS and self.parts[-1].tag != name:
            return False
        if name not in _CELLS and self.parts[-1].tag in _CELLS:
            self._leave_part()
        if name in _ROWS:
            return True
        self._leave_part()
        return False

    def _leave_part(self) -> None:
        part = self.parts.pop()
        self.out.append(f"</{part.tag}>")
        self._cut(part.first_open)
        if part.tag != "table":
            # The end of a cell ends what is open in it; that of a table alone does not.
            del self.formats[part.first_format :]


def words(text: str) -> Iterator[str]:
    """Yield the lines of a text without its tags, however many it has."""
    line = []
    for token in tokens(text):
        if isinstance(token, Tag) and token.name not in FORMATS | {"span"}:
            yield from _BLANK_LINE.split(unescape("".join(line)))
            line = []
        elif isinstance(token, str):
            line.append(token)
    yield from _BLANK_LINE.split(unescape("".join(line)))
