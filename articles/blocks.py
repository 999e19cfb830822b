"""A body as a list of blocks: what is counted, paired across languages, and compared.

Blocks are what a reader sees as one: a paragraph, a heading, an entry of a list, a row of a table,
a figure. The marks within them (bold, links) say nothing here: `text` is what is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.prose.removals import Removals
from articles.prose.tree import Element, read

BETWEEN_CELLS = " | "


@dataclass(frozen=True)
class Block:
    """kind: p, h2, h3, li, quote, tr or figure. text: its words; of a figure, nothing."""

    kind: str
    text: str


def of(body: str) -> list[Block]:
    """Return the blocks of a stored body, in reading order; empty ones are left out."""
    return list(_blocks(read(body or "", Removals()), "p"))


def _blocks(parent: Element, kind: str) -> Iterator[Block]:
    words: list[str] = []
    for child in parent.children:
        if isinstance(child, str):
            words.append(child)
        elif child.tag == "figure":
            yield from _written("p", words)
            yield Block("figure", "")
        elif child.tag in _KINDS or child.tag in _AROUND:
            yield from _written(kind, words)
            yield from _inside(child, kind)
        else:
            words.append("\n" if child.tag == "br" else child.text())
    yield from _written(kind, words)


def _inside(child: Element, kind: str) -> Iterator[Block]:
    if child.tag == "tr":
        cells = (" ".join(cell.text().split()) for cell in _elements(child))
        yield from _written("tr", [BETWEEN_CELLS.join(cells)])
    elif child.tag == "p":
        yield from _blocks(child, kind)
    else:
        yield from _blocks(child, _KINDS.get(child.tag, kind))


def _elements(parent: Element) -> list[Element]:
    return [child for child in parent.children if isinstance(child, Element)]


def _written(kind: str, words: list[str]) -> Iterator[Block]:
    text = " ".join("".join(words).split())
    words.clear()
    if text:
        yield Block(kind, text)


# A paragraph in a quotation or in an entry of a list is read as that.
_KINDS = {"p": "p", "h2": "h2", "h3": "h3", "li": "li", "blockquote": "quote", "tr": "tr"}
_AROUND = {"ul", "ol", "table", "thead", "tbody", "tfoot", "caption"}
