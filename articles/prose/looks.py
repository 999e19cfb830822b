"""What a text says by its looks alone: bold and slanted spans, headings that are only larger."""

import re
from collections import Counter
from dataclasses import dataclass

from articles.prose.tree import BLOCKS, Element

_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(bold|bolder|normal|[1-9]00)", re.I)
_SLANT = re.compile(r"(?<![\w-])font-style\s*:\s*(italic|oblique)", re.I)
_SIZE = re.compile(r"(?<![\w-])font-size\s*:\s*([0-9]{1,4}(?:\.[0-9]*)?|\.[0-9]+)\s*(px|pt)", re.I)
PIXELS_OF_POINT = 4 / 3
USUAL_SIZE = 16.0
# A heading is short, ends without a stop, and is so much larger than the text around it.
LONGEST, LARGER_IF_BOLD, LARGER = 40, 1.08, 1.24
_STOP = re.compile(r"[。．.；;，,：:、…”]$")


def read_looks(element: Element) -> None:
    """Turn styles that mean bold or slanted into the marks of that meaning."""
    for child in element.children:
        if isinstance(child, Element):
            style = child.attributes.get("style", "")
            weight = _WEIGHT.search(style)
            is_heavy = bool(weight) and weight[1].lower() not in _LIGHT
            if child.tag in ("b", "strong") and weight and not is_heavy:
                # Some programs wrap everything they copy into a <b> that says it is none.
                child.tag = "span"
            read_looks(child)
            if is_heavy and child.tag not in ("b", "strong"):
                child.children = [Element("strong", {}, child.children)]
            if _SLANT.search(style) and child.tag not in ("i", "em"):
                child.children = [Element("em", {}, child.children)]


_LIGHT = {"normal", "100", "200", "300", "400", "500"}


@dataclass
class _Words:
    """Words within one block, and how they look."""

    block: Element
    text: str
    size: float
    is_bold: bool


def styled_headings(body: Element) -> list[tuple[Element, int]]:
    """Return the paragraphs that only look like headings, all of them of one level."""
    words = list(_words(body, body, USUAL_SIZE, False))
    sizes = Counter()
    for each in words:
        sizes[each.size] += len(each.text)
    usual = sizes.most_common(1)[0][0] if sizes else USUAL_SIZE
    by_block: dict[int, list[_Words]] = {}
    for each in words:
        by_block.setdefault(id(each.block), []).append(each)
    return [(group[0].block, 2) for group in by_block.values() if _is_heading(group, usual, body)]


def _is_heading(group: list[_Words], usual: float, body: Element) -> bool:
    block, text = group[0].block, "".join(each.text for each in group).strip()
    if block is body or _holds_blocks(block) or len(text) > LONGEST or _STOP.search(text):
        return False
    factor = LARGER_IF_BOLD if all(each.is_bold for each in group) else LARGER
    return min(each.size for each in group) >= usual * factor


def _holds_blocks(element: Element) -> bool:
    children = [child for child in element.children if isinstance(child, Element)]
    return any(child.tag in BLOCKS or _holds_blocks(child) for child in children)


def _words(element: Element, block: Element, size: float, is_bold: bool):
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                yield _Words(block, child.strip(), size, is_bold)
        elif child.tag not in ("table", "ul", "ol"):
            found = _SIZE.search(child.attributes.get("style", ""))
            own = size
            if found:
                own = float(found[1]) * (PIXELS_OF_POINT if found[2].lower() == "pt" else 1)
            inner = child if child.tag in BLOCKS else block
            yield from _words(child, inner, own, is_bold or child.tag in ("b", "strong"))
