"""Cleaning rich text on every path that saves, and reading it as plain text."""

import html
import re

import nh3

from articles.prose import scanning, shape, tree
from articles.prose.figures import figures_in
from articles.prose.removals import Removals

# After these the next word begins on a line of its own.
_ENDS = re.compile(r"</(?:p|h2|h3|li|td|th|figure)>|<br>")
# Looks at each sign once or twice, whatever stands there.
_ANY_TAG = re.compile(r"<[^<>]*>")
# Unicode's categories Cc, but for tab and line end, and Cs; and two that are no characters.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# No text that was cleaned holds this sign.
_END = "\x1f"


def clean(text: str, removals: Removals | None = None) -> str:
    """Return `text` in the one form rich text is stored in: what the editor itself would write.

    Whatever an editor may not write is left out and, if asked for, counted in `removals`.
    Cleaning twice is the same as once.
    """
    # A wide space begins a paragraph of Chinese, so it is no margin of the text.
    text = without_controls(text.replace("\r\n", "\n").replace("\ufeff", "")).strip(" \t\n")
    if not text:
        return ""
    removals = Removals() if removals is None else removals
    was_too_much = scanning.is_too_much(text)
    text = shape.shaped(tree.read(text, removals), removals)
    if scanning.is_too_much(text) and not was_too_much:
        # Its form has more tags than it had; read again, so that the next time changes nothing.
        text = shape.shaped(tree.read(text, removals), removals)
    # Empty paragraphs are what the editor leaves when somebody deletes everything.
    return text if plain(text) or figures_in(text) else ""


def is_too_much(text: str) -> bool:
    """Return whether of this text `clean` would keep the words alone."""
    return scanning.is_too_much(text) or scanning.is_too_much(clean(text))


def without_controls(text: str) -> str:
    """Return `text` without characters that XML cannot carry (XML 1.0, 2.2), so no feed breaks."""
    return _CONTROLS.sub("", text)


def plain(text: str) -> str:
    """Return rich text as plain text with single spaces."""
    return " ".join(blocks(text))


def words_alone(text: str) -> str:
    """Return the words of a text with more tags than a reader of HTML may safely be given."""
    without_tags = _ANY_TAG.sub(" ", text[: scanning.LONGEST])
    return " ".join(html.unescape(without_tags).split())


def blocks(text: str) -> list[str]:
    """Return the paragraphs, headings, cells and so on of a rich text, each as plain text.

    Of more than is ever stored (typed, not saved yet) only the words are returned, as one.
    """
    if scanning.is_too_much(text):
        return [words] if (words := words_alone(text)) else []
    parted = _ENDS.sub(lambda match: f"{_END}{match[0]}", text)
    parts = html.unescape(nh3.clean(parted, tags=set())).split(_END)
    return [words for part in parts if (words := " ".join(part.split()))]
