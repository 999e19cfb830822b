"""A body as a list of blocks: what is counted, paired across languages, and compared.

Blocks are what a reader sees as one: a paragraph, a heading, an entry of a list, a row of a table,
a figure. `text` is what is read; what the words look like and where they lead stands beside it and
does not count when blocks are compared with `==`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.prose import figures, scanning
from articles.prose.cleaning import words_alone
from articles.prose.figures import Figure
from articles.prose.removals import Removals
from articles.prose.tree import Element, read

BETWEEN_CELLS = " | "

# Bold, italic, a link; an entry of a numbered list, a header cell: (tag, words, address).
Mark = tuple[str, str, str]


@dataclass(frozen=True)
class Block:
    """kind: p, h2, h3, li, quote, tr or figure. text: its words; of a figure, nothing."""

    kind: str
    text: str
    marks: tuple[Mark, ...] = field(default=(), compare=False)
    figure: Figure | None = field(default=None, compare=False)


def of(body: str) -> list[Block]:
    """Return the blocks of a stored body, in reading order; empty ones are left out.

    A body with more than is ever stored is one block of its words.
    """
    if scanning.is_too_much(body or ""):
        return [Block("p", words)] if (words := words_alone(body)) else []
    return list(_blocks(read(body or "", Removals()), "p"))


def _blocks(parent: Element, kind: str, marks: tuple[Mark, ...] = ()) -> Iterator[Block]:
    inline: list[Element | str] = []
    for child in parent.children:
        if isinstance(child, str):
            inline.append(child)
        elif child.tag == "figure":
            yield from _written("p", inline)
            yield Block("figure", "", figure=figures.read(child))
        elif child.tag in _KINDS or child.tag in _AROUND:
            yield from _written(kind, inline, marks)
            yield from _inside(child, kind, marks)
        else:
            inline.append(child)
    yield from _written(kind, inline, marks)


def _inside(child: Element, kind: str, marks: tuple[Mark, ...]) -> Iterator[Block]:
    if child.tag == "tr":
        yield from _row(child)
    elif child.tag == "p":
        yield from _blocks(child, kind, marks)
    elif child.tag in _AROUND:
        yield from _blocks(child, kind, (("ol", "", ""),) if child.tag == "ol" else ())
    else:
        yield from _blocks(child, _KINDS[child.tag], marks if child.tag == "li" else ())


def _row(row: Element) -> Iterator[Block]:
    cells = [cell for cell in row.children if isinstance(cell, Element)]
    headers = [(cell.tag, _words([cell]), "") for cell in cells if cell.tag == "th"]
    marks = (*headers, *(mark for cell in cells for mark in _marks(cell.children)))
    text = BETWEEN_CELLS.join(_words([cell]) for cell in cells)
    if text.strip():
        yield Block("tr", " ".join(text.split()), marks)


def _written(
    kind: str, inline: list[Element | str], marks: tuple[Mark, ...] = ()
) -> Iterator[Block]:
    text = _words(inline)
    if text:
        yield Block(kind, text, (*marks, *_marks(inline)))
    inline.clear()


def _words(inline: list[Element | str]) -> str:
    return " ".join("".join(_text(each) for each in inline).split())


def _text(each: Element | str) -> str:
    if isinstance(each, str):
        return each
    # A line break and the end of a paragraph part two words.
    return "".join(map(_text, each.children)) + ("\n" if each.tag in ("br", "p") else "")


def _marks(inline: list[Element | str]) -> Iterator[Mark]:
    for each in inline:
        if isinstance(each, Element):
            if each.tag in _MARKS and (words := _words([each])):
                yield (each.tag, words, each.attributes.get("href", ""))
            yield from _marks(each.children)


# A paragraph in a quotation or in an entry of a list is read as that.
_KINDS = {"p": "p", "h2": "h2", "h3": "h3", "li": "li", "blockquote": "quote", "tr": "tr"}
_AROUND = {"ul", "ol", "table", "thead", "tbody", "tfoot", "caption"}
_MARKS = {"a", "strong", "em"}
