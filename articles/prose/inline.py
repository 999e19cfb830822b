"""The words of one paragraph: where spaces fall, which marks they carry, how they are written."""

import re
from dataclasses import dataclass, field
from html import escape

# What an editor writes in a line and may not stand for space between two lines of Chinese.
_BETWEEN_HAN = re.compile(
    r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])[ \t]*\n[ \t\r\n\f]*"
    r"(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])"
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n[ \t\r\n\f]*")
BREAK = "\n"

# A mark is its tag and the attributes in the order they are written: ("a", ("href", "/en/")).
Mark = tuple
# In the order of the editor: a link outside, then bold, then italic.
RANK = {"a": 0, "strong": 1, "em": 2}


def with_mark(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """Return `marks` with one more, each kind once; the innermost link counts."""
    rest = [each for each in marks if each[0] != mark[0]]
    return tuple(sorted([*rest, mark], key=lambda each: RANK[each[0]]))


@dataclass
class Line:
    """Pieces of text with their marks; a piece that is BREAK is a line break."""

    pieces: list[tuple[str, tuple[Mark, ...]]] = field(default_factory=list)

    def add(self, text: str, marks: tuple[Mark, ...]) -> None:
        # A line break in the source is a space; a <br> comes through `add_break`.
        self.pieces.append((text.replace("\r", " "), marks))

    def add_break(self, marks: tuple[Mark, ...]) -> None:
        self.pieces.append((BREAK, (("br",), *marks)))

    def split_at_blank_lines(self) -> list["Line"]:
        """Return the paragraphs of plain text."""
        lines = [Line()]
        for text, marks in self.pieces:
            first, *others = [text] if _is_break(marks) else _BLANK_LINE.split(text)
            lines[-1].pieces.append((first, marks))
            lines += [Line([(other, marks)]) for other in others]
        return lines

    def html(self) -> str:
        """Return the line as the editor would write it; empty if there is no word in it."""
        pieces = _trimmed(_collapsed(self.pieces))
        return _written(pieces) if any(text.strip() for text, _marks in pieces) else ""


def _is_break(marks: tuple[Mark, ...]) -> bool:
    return marks[:1] == (("br",),)


def _collapsed(pieces: list) -> list:
    """Let spaces fall as a browser does: one where there were many, none after a break."""
    found, is_after_space = [], True
    for text, marks in pieces:
        if _is_break(marks):
            while found and found[-1][0] == " ":
                found.pop()
            if found:
                found[-1] = (_without_last_space(found[-1]), found[-1][1])
            found.append((BREAK, marks))
            is_after_space = True
            continue
        words = _SPACES.sub(" ", _BETWEEN_HAN.sub("", text))
        if is_after_space:
            words = words.removeprefix(" ")
        if words:
            found.append((words, marks))
            is_after_space = words.endswith(" ")
    return found


def _without_last_space(piece: tuple) -> str:
    text, marks = piece
    return text if _is_break(marks) else text.removesuffix(" ")


def _trimmed(pieces: list) -> list:
    """Leave out breaks and spaces at both ends."""
    words = [index for index, (text, _marks) in enumerate(pieces) if text not in (BREAK, " ")]
    if not words:
        return []
    pieces = pieces[words[0] : words[-1] + 1]
    return [*pieces[:-1], (_without_last_space(pieces[-1]), pieces[-1][1])]


def _written(pieces: list) -> str:
    out, opened = [], []
    for text, marks in pieces:
        is_break = _is_break(marks)
        wanted = list(marks[1:] if is_break else marks)
        kept = 0
        while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
            kept += 1
        out += [f"</{mark[0]}>" for mark in reversed(opened[kept:])]
        out += [start_tag(*mark) for mark in wanted[kept:]]
        out.append("<br>" if is_break else in_text(text))
        opened = wanted
    out += [f"</{mark[0]}>" for mark in reversed(opened)]
    return "".join(out)


def in_text(text: str) -> str:
    """Escape as a browser does when it writes text (HTML Standard, 13.3)."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


def start_tag(tag: str, *attributes: tuple[str, str]) -> str:
    written = (f' {name}="{escape_value(value)}"' for name, value in attributes)
    return f"<{tag}{''.join(written)}>"


def escape_value(value: str) -> str:
    return in_text(value).replace('"', "&quot;")
