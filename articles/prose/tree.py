"""HTML as a tree, read the way a browser reads it; scripts and styles are gone already."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from articles.prose import removals as gone
from articles.prose import scanning
from articles.prose.links import SCHEMES
from articles.prose.removals import Removals

# Deeper than any honest text; what lies deeper is read as if it stood here.
DEEPEST = 80
VOID = {"br", "img", "hr", "col", "embed", "input", "source"}

INLINE = {
    *("a", "strong", "b", "em", "i", "br", "span", "font", "u", "s", "del", "ins", "sub", "sup"),
    *("small", "big", "mark", "code", "cite", "label"),
}
BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "address"),
    *("center", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "pre", "fieldset", "form"),
    *("details", "summary", "figure", "figcaption", "hr", "blockquote", "ul", "ol", "li", "menu"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
# What is left out whole, and what it is called.
DROPPED = {
    **dict.fromkeys(["img"], gone.PICTURES),
    **dict.fromkeys(["iframe", "video", "audio", "object", "embed"], gone.PLAYERS),
    **dict.fromkeys(["mpvoice", "qqmusic", "mpvideosnap", "mp-common-videosnap"], gone.PLAYERS),
    **dict.fromkeys(["input", "select", "textarea", "button"], gone.FORMS),
}
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_KNOWN = INLINE | BLOCKS | DROPPED.keys()
_reader = nh3.Cleaner(
    tags=_KNOWN,
    clean_content_tags={"script", "style", "title", "template", "svg", "math", "noscript"},
    attributes={
        "*": {"style", "class"},
        "a": {"href", "title", "name", "id"},
        "figure": {"data-picture", "data-alt", "data-decorative"},
        "font": {"color", "face", "size"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    url_schemes={*SCHEMES, "article"},
    link_rel=None,
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def text(self) -> str:
        return "".join(self._strings())

    def _strings(self) -> Iterator[str]:
        waiting = [iter(self.children)]
        while waiting:
            for child in waiting[-1]:
                if not isinstance(child, str):
                    waiting.append(iter(child.children))
                    break
                yield child
            else:
                waiting.pop()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("body")
        self._open = [self.root]
        # Elements that are open but were too deep to have a place of their own.
        self._too_deep = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag in VOID:
            return
        if len(self._open) < DEEPEST:
            self._open.append(element)
        else:
            self._too_deep += 1

    def handle_endtag(self, tag: str) -> None:
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._open) > 1 and tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        siblings = self._open[-1].children
        if siblings and isinstance(siblings[-1], str):
            siblings[-1] += data
        else:
            siblings.append(data)


def read(text: str, removals: Removals) -> Element:
    """Return `text` as a tree of the elements named above; of too much, its words alone."""
    if scanning.is_too_much(text):
        lines = (Element("p", children=[line]) for line in scanning.words(text) if line.strip())
        return Element("body", children=list(lines))
    if scripts := len(_SCRIPT.findall(text)):
        removals[gone.SCRIPTS] += scripts
    # The first reader is a browser's own (html5ever); what it writes is well formed.
    builder = _Builder()
    safe = scanning.Scanner(_KNOWN, BLOCKS, VOID).read(text)
    builder.feed(_reader.clean(safe))
    builder.close()
    return builder.root
