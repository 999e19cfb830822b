"""Figures in rich text: a picture of the library, by its id, and what this text says of it.

The one form in which a figure is stored is what `Figure.html` writes; a decorative one has an
empty description and says so. See docs/decisions/0022-figures-and-links-by-id.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from articles.prose.inline import in_text, start_tag
from articles.prose.links import NUMBER
from articles.prose.tree import Element

_STORED = re.compile(
    rf'<figure data-picture="(?P<id>{NUMBER})" data-alt="(?P<alt>[^"]*)"'
    r'(?P<decorative> data-decorative="true")?>'
    r"(?:<figcaption>(?P<caption>[^<]*)(?:<cite>(?P<credit>[^<]*)</cite>)?</figcaption>)?</figure>"
)


@dataclass(frozen=True)
class Figure:
    picture_id: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    is_decorative: bool = False

    def html(self) -> str:
        """Return the figure as it is stored."""
        attributes = [("data-picture", str(self.picture_id)), ("data-alt", self.alt)]
        if self.is_decorative:
            attributes.append(("data-decorative", "true"))
        words = [in_text(self.caption)] if self.caption else []
        if self.credit:
            words.append(f"<cite>{in_text(self.credit)}</cite>")
        caption = f"<figcaption>{' '.join(words)}</figcaption>" if words else ""
        return f"{start_tag('figure', *attributes)}{caption}</figure>"


def read(element: Element) -> Figure | None:
    """Return the figure that an element means, or None if it names no picture of the library."""
    number = element.attributes.get("data-picture", "")
    if not re.fullmatch(NUMBER, number):
        return None
    captions = _children(element, "figcaption")
    caption = captions[0] if captions else Element("figcaption")
    is_decorative = element.attributes.get("data-decorative") == "true"
    return Figure(
        int(number),
        "" if is_decorative else _line(element.attributes.get("data-alt", "")),
        _line(_words(caption, without="cite")),
        _line(" ".join(cite.text() for cite in _children(caption, "cite"))),
        is_decorative,
    )


def _children(element: Element, tag: str) -> list[Element]:
    return [each for each in element.children if isinstance(each, Element) and each.tag == tag]


def _words(element: Element, without: str) -> str:
    return "".join(
        each if isinstance(each, str) else each.text()
        for each in element.children
        if isinstance(each, str) or each.tag != without
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def figures_in(body: str) -> list[Figure]:
    """Return the figures of a stored text in their order."""
    return [_stored(match) for match in _STORED.finditer(body)]


def replaced(body: str, write: Callable[[Figure], str]) -> str:
    """Return a stored text with `write` of each figure in its place."""
    return _STORED.sub(lambda match: write(_stored(match)), body)


def without_pictures(body: str, gone: set[int]) -> str:
    """Return a stored text without the figures of these pictures."""
    return replaced(body, lambda each: "" if each.picture_id in gone else each.html())


def _stored(match: re.Match) -> Figure:
    alt, caption, credit = (unescape(match[name] or "") for name in ("alt", "caption", "credit"))
    return Figure(int(match["id"]), alt, caption.strip(), credit, bool(match["decorative"]))
