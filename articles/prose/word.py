"""What Word and WPS say in styles of their own: lists that are paragraphs, levels of headings."""

import re

from articles.prose.tree import Element

_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-9])", re.I)
_HEADING_CLASS = re.compile(r"(?:Mso)?Heading\s?-?(\d)|标题\s?(\d)", re.I)
_LIST = re.compile(r"mso-list\s*:\s*(?!ignore|none|skip)\S{1,20}\s{1,20}level([0-9]{1,3})", re.I)
_MARKER = re.compile(r"mso-list\s*:\s*ignore", re.I)
_NUMBERED = re.compile(r"[(\uff08]?(\d{1,4}|[a-zA-Z]{1,4})\s*[.)\uff09、\uff0e]?")
# The numbering of Chinese documents, such as 一、（一）（1） or ①: others name a paragraph by it,
# so it stays as it was written, and its paragraph is no item of a list.
_OFFICIAL = re.compile(
    r"\s*(?:[一二三四五六七八九十百]{1,4}[、\uff0e.]?|[①-⑳]"
    r"|[(\uff08][一二三四五六七八九十百]{1,4}[)\uff09]|\uff08\d{1,4}\uff09)\s*$"
)
# A marker written as plain text, as some versions do: a sign or a number, then wide space.
_TYPED_MARKER = re.compile(r"\s*([·•●■◆§Øü\-]|\d{1,3}[.)\uff09、\uff0e])\s{2,}")
# Word's round bullet of the second level is the letter o.
BULLET_LETTER = "o"
DEEPEST = 6


def outline_level(element: Element) -> int:
    """Return the level of heading that Word gave to a paragraph, or 0."""
    given = element.attributes.get("class", "")
    if element.tag not in ("p", "div"):
        return 0
    if "MsoTitle" in given:
        return 1
    if "MsoSubtitle" in given:
        return 2
    found = _OUTLINE.search(element.attributes.get("style", "")) or _HEADING_CLASS.search(given)
    return int(next(filter(None, found.groups()))) if found else 0


def lists_in(element: Element) -> None:
    """Turn runs of paragraphs that are items into lists, one within the other."""
    children, is_open = [], []
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                is_open = []
            children.append(child)
            continue
        level = _level(child)
        if not level or _keep_official_number(child):
            lists_in(child)
            is_open = []
            children.append(child)
            continue
        _add_item(child, level, children, is_open)
    element.children = children


def _level(element: Element) -> int:
    if element.tag not in ("p", "div"):
        return 0
    found = _LIST.search(element.attributes.get("style", ""))
    if found:
        return min(int(found[1]), DEEPEST)
    is_item = "MsoListParagraph" in element.attributes.get("class", "")
    return 1 if is_item and _TYPED_MARKER.match(element.text()) else 0


def _keep_official_number(paragraph: Element) -> bool:
    """Leave the number of a Chinese document right before its text; False where there is none."""
    children = paragraph.children
    for index, child in enumerate(children):
        if not isinstance(child, Element):
            continue
        if _MARKER.search(child.attributes.get("style", "")):
            number = child.text().strip()
            if not _OFFICIAL.match(number):
                return False
            children[index] = number
        elif not _keep_official_number(child):
            continue
        if index + 1 < len(children) and isinstance(children[index + 1], str):
            children[index + 1] = children[index + 1].lstrip()
        return True
    return False


def _add_item(paragraph: Element, level: int, children: list, is_open: list[Element]) -> None:
    marker = _take_marker(paragraph)
    number = _NUMBERED.fullmatch(marker.strip())
    tag = "ol" if number and marker.strip() != BULLET_LETTER else "ul"
    del is_open[level:]
    if len(is_open) == level and is_open[-1].tag != tag:
        is_open.pop()
    while len(is_open) < level:
        deeper = Element(tag)
        if tag == "ol" and number[1].isdecimal():
            deeper.attributes["start"] = number[1]
        if is_open:
            is_open[-1].children.append(deeper)
        else:
            children.append(deeper)
        is_open.append(deeper)
    is_open[-1].children.append(Element("li", {}, paragraph.children))


def _take_marker(element: Element) -> str:
    """Remove the sign or number that stands before an item, and return it."""
    for index, child in enumerate(element.children):
        if isinstance(child, Element):
            if _MARKER.search(child.attributes.get("style", "")):
                del element.children[index]
                return child.text()
            if marker := _take_marker(child):
                return marker
        elif found := _TYPED_MARKER.match(child):
            element.children[index] = child[found.end() :]
            return found[1]
    return ""
