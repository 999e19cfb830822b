"""Rich text in a plain text area: a line for each part of it, and few tags.

`clean` reads it back: `clean(as_lines(text)) == text` for every stored text.
"""

import html
import re

_BLOCK = re.compile(r"<(/?)(p|h2|h3|ul|ol|li|blockquote|table|tbody|tr|th|td|figure)\b[^>]*>")
# An item or cell of one paragraph needs no tag for it.
_SINGLE = re.compile(
    r"(<(li|td|th)\b[^>]*>)<p>((?:(?!</?p>|<[uo]l|<table|<h[23]).)*)</p></\2>", re.S
)
# A row stands on one line, and the body of a table goes without saying.
_ITS_OWN_LINE = re.compile(r"(?<=.)(</?(?:ul|ol|table)>|<ol [^>]*>|<(?:li|tr)>)", re.DOTALL)
_AMPERSAND = re.compile(r"&amp;(?=(\S{0,40}))")


def as_lines(text: str) -> str:
    """Return a stored text as a person without the editor reads and writes it."""
    return "\n\n".join(_lines(block) for block in _blocks(text))


def _blocks(text: str) -> list[str]:
    """Return the blocks of the first level."""
    blocks, depth, start = [], 0, 0
    for tag in _BLOCK.finditer(text):
        depth += -1 if tag[1] else 1
        if depth == 0:
            blocks.append(text[start : tag.end()])
            start = tag.end()
    return blocks


def _lines(block: str) -> str:
    if block.startswith("<p>"):
        block = block.removeprefix("<p>").removesuffix("</p>")
    block = _SINGLE.sub(r"\1\3</\2>", block)
    block = re.sub("</?tbody>", "", block)
    block = _ITS_OWN_LINE.sub(r"\n\1", block)
    block = block.replace("<blockquote>", "<blockquote>\n").replace("</p><p>", "</p>\n<p>")
    return _with_plain_signs(block.replace("<br>", "<br>\n"))


def _with_plain_signs(text: str) -> str:
    """Write & and > as themselves where a reader of HTML takes them for themselves."""

    def ampersand(match: re.Match) -> str:
        as_it_would_stand = f"&{match[1]}"
        is_itself = html.unescape(as_it_would_stand) == as_it_would_stand
        return "&" if is_itself else match[0]

    return _AMPERSAND.sub(ampersand, text).replace("&gt;", ">")
