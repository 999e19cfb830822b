"""Two texts that were made from one, put together part by part.

A part is what stands in a body by itself: a paragraph, a heading, a whole list, table or figure.
What one side alone has changed is taken from that side; what both have changed differently is a
`Clash`, on which a person decides. Where that cannot be told apart safely there is no proposal.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256

from articles import aligning, blocks
from articles.blocks import Block
from articles.differences import Clock

SECONDS = 0.6
MINE, THEIRS, BOTH = "mine", "theirs", "both"
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
_VOID = {"br"}


@dataclass(frozen=True)
class Clash:
    """What both sides have changed in different ways; an empty side has taken it out."""

    mine: list[str]
    theirs: list[str]
    # How many parts stand before it in either text.
    places: tuple[int, int]

    @property
    def key(self) -> str:
        """A name that no other clash has, and none of other texts."""
        said = repr((self.places, self.mine, self.theirs))
        return sha256(said.encode()).hexdigest()[:16]

    def chosen(self, choice: str) -> list[str]:
        found = {MINE: self.mine, THEIRS: self.theirs, BOTH: self.theirs + self.mine}
        return found[choice]


Merged = list[list[str] | Clash]


def parts(body: str) -> list[str]:
    """Return a stored body as the parts that stand in it by themselves."""
    found, depth, start = [], 0, 0
    for match in _TAG.finditer(body):
        if match[2] not in _VOID:
            depth += -1 if match[1] else 1
        if depth == 0:
            found.append(body[start : match.end()])
            start = match.end()
    rest = body[start:]
    return [*found, rest] if rest.strip() else found


def merge(base: str, mine: str, theirs: str, seconds: float = SECONDS) -> Merged | None:
    """Return the parts of both texts put together; None where no safe proposal is to be had."""
    clock = Clock(seconds)
    start = [_block(each) for each in parts(base)]
    sides = [_Side(start, parts(text), clock) for text in (mine, theirs)]
    if clock.has_run_out or _are_at_odds(*sides):
        return None
    found: Merged = []
    for first, last in _chunks(sides):
        touched = [side.is_touched(first, last) for side in sides]
        texts = [side.between(first, last) for side in sides]
        if not touched[0] or texts[0] == texts[1]:
            found.append(texts[1])
        elif not touched[1]:
            found.append(texts[0])
        else:
            places = tuple(len(side.between(0, first - 1)) for side in sides)
            found.append(Clash(*texts, places))
    return found


def clashes(merged: Merged) -> list[Clash]:
    return [each for each in merged if isinstance(each, Clash)]


def joined(merged: Merged, choices: dict[str, str]) -> str:
    """Return the whole text; `choices` names a side for the key of each clash."""
    said = (each.chosen(choices[each.key]) if isinstance(each, Clash) else each for each in merged)
    return "".join(part for run in said for part in run)


def _block(part: str) -> Block:
    """Return a part as one block that is the same only where all of it is."""
    found = blocks.of(part)
    words = "\n".join(block.text for block in found)
    kind = found[0].kind if found else "p"
    figure = found[0].figure if found else None
    return Block(kind, words, (("", unicodedata.normalize("NFC", part), ""),), figure)


@dataclass
class _Side:
    """What one side has made of the text from which both began.

    Slots are counted in reading order: between two parts of the base, where something may have
    been added, the even ones; the parts themselves, the odd ones.
    """

    base: list[Block]
    texts: list[str]
    clock: Clock
    slots: list[list[int]] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.new = [_block(each) for each in self.texts]
        self.slots = [[] for _slot in range(2 * len(self.base) + 1)]
        gap = 0
        for old, new in aligning.pairs(self.base, self.new, self.clock):
            if new is not None:
                self.slots[gap if old is None else 2 * old + 1].append(new)
            if old is None:
                self.changed.add(gap)
                continue
            gap = 2 * old + 2
            if new is None:
                self.removed.add(gap - 1)
            if new is None or not self._is_same(old, new):
                self.changed.add(gap - 1)

    def _is_same(self, old: int, new: int) -> bool:
        return aligning.identity(self.base[old]) == aligning.identity(self.new[new])

    def is_touched(self, first: int, last: int) -> bool:
        return any(slot in self.changed for slot in range(first, last + 1))

    def between(self, first: int, last: int) -> list[str]:
        return [self.texts[new] for slot in self.slots[first : last + 1] for new in slot]

    def goes_on(self, slot: int) -> bool:
        """Tell whether what was done in a slot and in the one after it may be one change.

        Rewriting, dividing and joining paragraphs look like changing one and adding or removing
        its neighbours.
        """
        if slot in self.changed and slot + 1 in self.changed:
            return True
        # Over a gap in which nothing was written.
        before = slot if slot % 2 else slot - 1
        around = {before, before + 2}
        is_bridged = before + 1 not in self.changed and around <= self.changed
        return is_bridged and bool(around & self.removed)

    def written(self) -> dict[tuple, int]:
        """Return what this side has put where something else, or nothing, stood."""
        places = sorted(self.changed)
        return {
            aligning.identity(self.new[new]): slot for slot in places for new in self.slots[slot]
        }

    def moved(self) -> set[int]:
        """Return the parts of the base that stand elsewhere now, as slots."""
        written = self.written()
        return {
            slot
            for slot in self.changed
            if slot % 2 and aligning.identity(self.base[slot // 2]) in written
        }


def _chunks(sides: list[_Side]) -> list[tuple[int, int]]:
    """Return runs of slots that are decided on together."""
    found, first, last_slot = [], 0, len(sides[0].slots) - 1
    for slot in range(last_slot + 1):
        if slot == last_slot or not any(side.goes_on(slot) for side in sides):
            found.append((first, slot))
            first = slot + 1
    return found


def _are_at_odds(mine: _Side, theirs: _Side) -> bool:
    """Tell whether a part was moved by one side and touched by the other, or would come twice."""
    if mine.moved() & theirs.changed or theirs.moved() & mine.changed:
        return True
    first, second = mine.written(), theirs.written()
    return any(first[part] != second[part] for part in first.keys() & second.keys())
