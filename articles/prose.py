"""Rich text: what an editor may write, and how it is cleaned on every path that saves.

One list drives the editor's toolbar and the first sanitiser; the second one is stricter where the
first lets something pass (any class on a figure, links to `//host`).
"""

import html
import unicodedata
from urllib.parse import urlsplit

import nh3
from django_prose_editor.fields import create_sanitizer

LINK_SCHEMES = ["https", "http", "mailto", "tel"]

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "Link": {"enableTarget": False, "protocols": LINK_SCHEMES},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
}

_TAGS = {
    *("p", "h2", "h3", "strong", "em", "ul", "ol", "li", "blockquote", "br", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href" and not _is_honest_link(value):
        return None
    return value


def _is_honest_link(href: str) -> bool:
    # A browser drops control characters and takes a backslash for a slash, so neither may stand
    # in an address (WHATWG URL Standard, 4.4).
    href = href.strip()
    if "\\" in href or any(unicodedata.category(char) == "Cc" for char in href):
        return False
    if href.startswith("//"):
        return False
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return False
    return scheme in LINK_SCHEMES or (not scheme and href[:1] in "/#?")


_editor_sanitizer = create_sanitizer(EXTENSIONS)
_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=set(LINK_SCHEMES),
    link_rel=None,
)


def without_controls(text: str) -> str:
    """Return `text` without characters that XML cannot carry (XML 1.0, 2.2), so no feed breaks."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).translate({0xFFFE: None, 0xFFFF: None})


def clean(text: str) -> str:
    """Return `text` with nothing in it that an editor may not write. Cleaning twice is the same."""
    text = without_controls(text.replace("\r\n", "\n")).strip()
    text = _editor_sanitizer(_cleaner.clean(text)).strip() if text else ""
    # Empty paragraphs are what the editor leaves when somebody deletes everything.
    return text if plain(text) else ""


def plain(text: str) -> str:
    """Return rich text as plain text with single spaces."""
    spaced = text.replace("</p>", " </p>").replace("</li>", " </li>").replace("<br>", " ")
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())
