"""What has changed in a block besides its words: links, bold, italic, headings, pictures."""

from dataclasses import dataclass

from articles.blocks import Block, Mark

# What can be said of a block.
KIND, LINK, UNLINKED, RELINKED = "kind", "link", "unlinked", "relinked"
BOLD, NOT_BOLD, ITALIC, NOT_ITALIC = "bold", "not_bold", "italic", "not_italic"
NUMBERED, NOT_NUMBERED, HEADER, NOT_HEADER = "numbered", "not_numbered", "header", "not_header"
PICTURE, ALT, CAPTION, CREDIT = "picture", "alt", "caption", "credit"
DECORATIVE, NOT_DECORATIVE = "decorative", "not_decorative"

_GAINED = {"strong": BOLD, "em": ITALIC, "ol": NUMBERED, "th": HEADER}
_LOST = {"strong": NOT_BOLD, "em": NOT_ITALIC, "ol": NOT_NUMBERED, "th": NOT_HEADER}


@dataclass(frozen=True)
class Look:
    """What has changed, in which words, from what to what."""

    what: str
    words: str = ""
    old: str = ""
    new: str = ""


def changed(old: Block, new: Block) -> list[Look]:
    """Return what two shapes of one block differ in besides their words."""
    found = [Look(KIND, old=old.kind, new=new.kind)] if old.kind != new.kind else []
    if old.figure and new.figure:
        return found + _of_figures(old.figure, new.figure)
    found += _of_links(_of_tag(old, "a"), _of_tag(new, "a"))
    for tag in _GAINED:
        found += _of_words(_of_tag(old, tag), _of_tag(new, tag), tag, old.text == new.text)
    return found


def _of_tag(block: Block, tag: str) -> list[Mark]:
    return [mark for mark in block.marks if mark[0] == tag]


def _of_links(old: list[Mark], new: list[Mark]) -> list[Look]:
    gone = [mark for mark in old if mark not in new]
    found = []
    for _tag, words, address in (mark for mark in new if mark not in old):
        before = next((mark for mark in gone if words == mark[1]), None)
        before = before or next((mark for mark in gone if address == mark[2]), None)
        if before is None:
            found.append(Look(LINK, words, new=address))
            continue
        gone.remove(before)
        if before[2] != address:
            found.append(Look(RELINKED, words, before[2], address))
    return found + [Look(UNLINKED, words, old=address) for _tag, words, address in gone]


def _of_words(old: list[Mark], new: list[Mark], tag: str, is_same_text: bool) -> list[Look]:
    if not is_same_text and len(old) == len(new):
        # The words were changed within what was marked before.
        return []
    gained = [Look(_GAINED[tag], mark[1]) for mark in new if mark not in old]
    return gained + [Look(_LOST[tag], mark[1]) for mark in old if mark not in new]


def _of_figures(old, new) -> list[Look]:
    found = []
    if old.picture_id != new.picture_id:
        found.append(Look(PICTURE, old=str(old.picture_id), new=str(new.picture_id)))
    for what, before, after in (
        (ALT, old.alt, new.alt),
        (CAPTION, old.caption, new.caption),
        (CREDIT, old.credit, new.credit),
    ):
        if before != after:
            found.append(Look(what, old=before, new=after))
    if old.is_decorative != new.is_decorative:
        found.append(Look(DECORATIVE if new.is_decorative else NOT_DECORATIVE))
    return found
