"""What somebody pastes from Word, WPS, WeChat or a web page, made into text of ours.

The one rule for it stands here, on the server: what other programs say by classes and styles
becomes headings, lists and marks, and everything else falls to the same cleaning as at saving.
"""

import re

from articles.prose import shape, tree
from articles.prose.cleaning import clean, without_controls
from articles.prose.looks import read_looks, styled_headings
from articles.prose.removals import Removals
from articles.prose.scanning import is_too_much
from articles.prose.tables import rows_of
from articles.prose.tree import Element
from articles.prose.word import lists_in, outline_level

# The part of a page that was chosen (CF_HTML, as Word, WPS and browsers on Windows write it).
_START = re.compile(r"<!--\s{0,9}StartFragment\s{0,9}-->")
_END = re.compile(r"<!--\s{0,9}EndFragment\s{0,9}-->")
# A level that heads a page elsewhere; what is pasted from below it is below a heading of ours too.
LOWEST_OF_A_PAGE = 2
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff\u2060\u00ad")) | {ord("\xa0"): " "}
# Chinese paragraphs are set with two wide spaces in front; here the style sheet does that.
_INDENT = re.compile(r"(<(?:p|h2|h3)>)((?:[\u3000 ]|</?(?:strong|em)>)+)")
_WIDE = str.maketrans("", "", "\u3000 ")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.I)


class TooMuch(Exception):
    """More than is read at once."""


def cleaned(html: str) -> tuple[str, Removals]:
    """Return pasted HTML in the form rich text is stored in, and what was left out of it.

    Raises TooMuch.
    """
    removals = Removals()
    html = _fragment(html)
    if is_too_much(html):
        raise TooMuch
    text = without_controls(html).translate(_INVISIBLE)
    body = tree.read(text.replace("\r\n", "\n"), removals)
    _leave_out_hidden(body)
    read_looks(body)
    _name_headings(body)
    lists_in(body)
    _read_breaks_and_frames(body)
    text = shape.shaped(body, removals)
    # Marks that held nothing but the indent are empty now, so it is put into its form again.
    return clean(_INDENT.sub(lambda m: m[1] + m[2].translate(_WIDE), text)), removals


def _fragment(html: str) -> str:
    start = _START.search(html)
    end = _END.search(html, start.end()) if start else None
    return html[start.end() : end.start()] if end else html


def _elements(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _leave_out_hidden(element: Element) -> None:
    """Drop what could not be seen: hidden words, deleted ones, remarks, jumps within a page."""
    kept = []
    for child in element.children:
        if isinstance(child, Element):
            if child.tag == "del" or _HIDDEN.search(child.attributes.get("style", "")):
                continue
            if child.attributes.get("href", "").startswith("#"):
                child.tag = "span"
            _leave_out_hidden(child)
        kept.append(child)
    element.children = kept


def _name_headings(body: Element) -> None:
    """Give headings their level; the highest one that was pasted becomes ours."""
    found = []
    _find_headings(body, found)
    if not found:
        found = styled_headings(body)
    top = min((level for _element, level in found), default=1)
    for element, level in found:
        element.tag = "h2" if level == top <= LOWEST_OF_A_PAGE else "h3"
        _lighten(element)


def _find_headings(element: Element, found: list[tuple[Element, int]]) -> None:
    for child in _elements(element):
        level = int(child.tag[1]) if child.tag in shape.HEADINGS else outline_level(child)
        if level and child.text().strip():
            found.append((child, level))
        else:
            _find_headings(child, found)


def _lighten(heading: Element) -> None:
    # A heading is bold by itself.
    for child in _elements(heading):
        if child.tag in ("b", "strong"):
            child.tag = "span"
        _lighten(child)


def _read_breaks_and_frames(element: Element) -> None:
    """Let two breaks end a paragraph, and a table of one cell be what is in it."""
    children, is_after_break = [], False
    for child in element.children:
        if isinstance(child, Element):
            _read_breaks_and_frames(child)
            cells = [cell for row in rows_of(child) for cell in row]
            if child.tag == "table" and len(cells) == 1:
                child = Element("div", {}, cells[0].children)  # noqa: PLW2901
            elif child.tag == "br" and is_after_break:
                # An empty block: it ends the line and leaves nothing behind.
                child = Element("hr")  # noqa: PLW2901
            is_after_break = child.tag in ("br", "hr")
        elif child.strip():
            is_after_break = False
        children.append(child)
    element.children = children
