"""What may be written, and how each element is written: the editor's schema in Python.

Blocks: paragraphs, headings 2 and 3, lists, quotations, figures, tables. In a line: bold, italic,
links, line breaks. The editor (static/admin-desk/prose) knows the same list; what it writes and
what `shaped` writes is the same to the byte, which tests/browser/test_prose.py holds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from articles.prose import figures, inline, links, tables
from articles.prose import removals as gone
from articles.prose.inline import Line, Mark
from articles.prose.removals import Removals
from articles.prose.tree import BLOCKS, DROPPED, Element

MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
LISTS = {"ul": "ul", "menu": "ul", "ol": "ol"}
SPACE = "<p></p>"
DIGITS = "0123456789+-"
NO_DIGITS = dict.fromkeys(map(ord, DIGITS))
SMALL = {
    "sup": str.maketrans(DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans(DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
LAST_NUMBER, LONGEST_SMALL = 9999, 40


@dataclass
class Block:
    tag: str
    html: str


@dataclass
class Flow:
    """Blocks as they are collected; loose text waits in `line` until a block ends it."""

    blocks: list[Block] = field(default_factory=list)
    line: Line = field(default_factory=Line)
    # Whether a blank line between loose words begins a paragraph: where no tag says so.
    is_plain: bool = False

    def end_line(self) -> None:
        lines = self.line.split_at_blank_lines() if self.is_plain else [self.line]
        texts = (line.html() for line in lines)
        self.blocks += [Block("p", f"<p>{text}</p>") for text in texts if text]
        self.line = Line()


@dataclass(frozen=True)
class Place:
    """Where in the tree we are."""

    removals: Removals
    marks: tuple[Mark, ...] = ()
    is_in_cell: bool = False
    filling: tables.Filling = field(default_factory=tables.Filling)


def shaped(body: Element, removals: Removals) -> str:
    """Return the tree in the one form rich text is stored in."""
    place = Place(Removals())
    html = _all_of(body, place)
    if place.filling.is_too_much:
        # All tables or none, so that cleaning again finds nothing else to fill.
        place = Place(Removals(), filling=tables.Filling(is_too_much=True))
        html = _all_of(body, place)
    removals.update(place.removals)
    return html


def _all_of(body: Element, place: Place) -> str:
    flow = Flow(is_plain=True)
    _walk(body.children, place, flow)
    flow.end_line()
    return "".join(block.html for block in flow.blocks)


def blocks_in(element: Element, place: Place) -> list[Block]:
    flow = Flow()
    _walk(element.children, place, flow)
    flow.end_line()
    return flow.blocks


def _walk(children: list[Element | str], place: Place, flow: Flow) -> None:
    for child in children:
        if isinstance(child, str):
            flow.line.add(child, place.marks)
            continue
        if "style" in child.attributes or child.tag == "font":
            place.removals[gone.LOOKS] += 1
        if child.tag in DROPPED:
            place.removals[DROPPED[child.tag]] += 1
        elif child.tag == "br":
            flow.line.add_break(place.marks)
        elif child.tag in SMALL and _is_number(child.text()):
            # m² and CO₂ must not become m2 and CO2; there are letters for that.
            flow.line.add(child.text().translate(SMALL[child.tag]), place.marks)
        elif child.tag in BLOCKS:
            flow.end_line()
            flow.blocks += BUILDERS.get(child.tag, blocks_in)(child, place)
        else:
            _walk(child.children, _inside(child, place), flow)


def _is_number(text: str) -> bool:
    return len(text) <= LONGEST_SMALL and not text.translate(NO_DIGITS)


def _inside(element: Element, place: Place) -> Place:
    if element.tag in MARKS:
        return replace(place, marks=inline.with_mark(place.marks, (MARKS[element.tag],)))
    if element.tag == "a" and (mark := _link(element, place.removals)):
        return replace(place, marks=inline.with_mark(place.marks, mark))
    return place


def _link(element: Element, removals: Removals) -> Mark | None:
    given = element.attributes
    href = links.canonical(given.get("href", ""))
    if href is None:
        # A name is a place to jump to in another program, not a link.
        removals[gone.LINKS] += not given.keys() & {"name", "id"}
        return None
    title = " ".join(given.get("title", "").split())
    return ("a", ("href", href), ("title", title)) if title else ("a", ("href", href))


def _paragraph(element: Element, place: Place) -> list[Block]:
    blocks = blocks_in(element, place)
    place.removals[gone.EMPTY] += not blocks and not any(
        isinstance(child, Element) and child.tag in DROPPED for child in element.children
    )
    return blocks


def _heading(element: Element, place: Place) -> list[Block]:
    tag = HEADINGS[element.tag]
    return [as_tag(block, tag) for block in blocks_in(element, place)]


def as_tag(block: Block, tag: str) -> Block:
    """Return a paragraph or heading as another one; other blocks stay what they are."""
    if block.tag not in ("p", "h2", "h3"):
        return block
    words = block.html[len(block.tag) + 2 : -len(block.tag) - 3]
    return Block(tag, f"<{tag}>{words}</{tag}>")


def _quotation(element: Element, place: Place) -> list[Block]:
    inner = "".join(block.html for block in blocks_in(element, place))
    return [Block("blockquote", f"<blockquote>{inner}</blockquote>")] if inner else []


def _list(element: Element, place: Place) -> list[Block]:
    items = [_item(blocks) for blocks in _items(element, place) if blocks]
    if not items:
        return []
    tag = LISTS[element.tag]
    first = tables.number(element.attributes.get("start", ""), LAST_NUMBER) if tag == "ol" else 1
    start = inline.start_tag(tag, ("start", str(first))) if first > 1 else f"<{tag}>"
    return [Block(tag, f"{start}{''.join(items)}</{tag}>")]


def _items(element: Element, place: Place) -> list[list[Block]]:
    items, loose = [], Element("li")
    for child in element.children:
        is_element = isinstance(child, Element)
        if is_element and child.tag == "li":
            items += [blocks_in(loose, place), blocks_in(child, place)]
            loose = Element("li")
        elif is_element and child.tag in LISTS and items and not loose.children:
            # Other programs put the inner list beside the item it belongs to.
            items[-1] += _list(child, place)
        elif is_element or child.strip():
            loose.children.append(child)
    return [*items, blocks_in(loose, place)]


def _item(blocks: list[Block]) -> str:
    # The editor wants each item to begin with a paragraph.
    first = as_tag(blocks[0], "p")
    space = "" if first.tag == "p" else SPACE
    return f"<li>{space}{first.html}{''.join(block.html for block in blocks[1:])}</li>"


def _figure(element: Element, place: Place) -> list[Block]:
    figure = figures.read(element)
    return [Block("figure", figure.html())] if figure else blocks_in(element, place)


def _stray_item(element: Element, place: Place) -> list[Block]:
    return _list(Element("ul", children=[element]), place)


def _table(element: Element, place: Place) -> list[Block]:
    place.removals[gone.LOOKS] += tables.has_looks(element)
    if place.is_in_cell:
        place.removals[gone.NESTED] += 1
        return [
            block
            for cells in tables.rows_of(element)
            for cell in cells
            for block in blocks_in(cell, place)
        ]
    captions = [
        block
        for child in element.children
        if isinstance(child, Element) and child.tag == "caption"
        for block in blocks_in(child, place)
    ]
    inside = replace(place, is_in_cell=True)
    html = tables.written(
        tables.rows_of(element),
        lambda cell: "".join(block.html for block in blocks_in(cell, inside)),
        place.filling,
    )
    return [*captions, Block("table", html)] if html else captions


BUILDERS: dict[str, Callable[[Element, Place], list[Block]]] = {
    "p": _paragraph,
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(LISTS, _list),
    "li": _stray_item,
    "blockquote": _quotation,
    "figure": _figure,
    "table": _table,
}
