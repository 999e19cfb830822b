"""Two contents of a strand compared: per field, a body by blocks first and then by words.

`compare` returns only what differs. It takes a bounded time: what cannot be looked at any more is
shown as a whole, and `Part.is_coarse` says so (docs/decisions/0033-comparing.md).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from articles import aligning, blocks, differences, looks, strands
from articles.blocks import Block
from articles.differences import Clock, Piece
from articles.looks import Look

EQUAL, CHANGED, ADDED, REMOVED, MOVED = "equal", "changed", "added", "removed", "moved"
SECONDS = 0.6
_BODY = re.compile(r"body_\w+")


@dataclass(frozen=True)
class Change:
    """One block and what became of it; numbers count from one, as beside the panes."""

    kind: str
    block: Block
    old_number: int | None = None
    new_number: int | None = None
    pieces: list[Piece] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """What differs in one column of an article or of one of its rows.

    A body has `changes`, any other text `pieces`, a shared fact only the two values. For a row
    that was added, removed or moved `name` is empty and the values are its places, from one.
    """

    name: str
    old: Any
    new: Any
    relation: str = ""
    key: str = ""
    pieces: list[Piece] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    is_coarse: bool = False


def compare(
    old: dict[str, Any], new: dict[str, Any], strand: str, seconds: float = SECONDS
) -> list[Part]:
    """Return the parts in which two contents of a strand differ, in the order of the form."""
    clock = Clock(seconds)
    parts = list(_fields(old["fields"], new["fields"], strand, clock))
    for relation in {**new["rows"], **old["rows"]}:
        sides = (content["rows"].get(relation, []) for content in (old, new))
        parts += [replace(part, relation=relation) for part in _rows(*sides, strand, clock)]
    return parts


def _fields(old: dict, new: dict, strand: str, clock: Clock) -> Iterator[Part]:
    for name in {**new, **old}:
        before, after = strands.normalise(old.get(name)), strands.normalise(new.get(name))
        if before == after:
            continue
        if strand == strands.SHARED:
            yield Part(name, old.get(name), new.get(name))
        elif _BODY.fullmatch(name):
            changes = compare_bodies(before, after, clock)
            yield Part(name, before, after, changes=changes, is_coarse=clock.has_run_out)
        else:
            pieces = differences.compare(str(before), str(after), clock)
            yield Part(name, before, after, pieces=pieces, is_coarse=clock.has_run_out)


def _rows(old: list[dict], new: list[dict], strand: str, clock: Clock) -> Iterator[Part]:
    before = {item["key"]: (place, item["fields"]) for place, item in enumerate(old, 1)}
    after = {item["key"]: (place, item["fields"]) for place, item in enumerate(new, 1)}
    kept = [key for key in before if key in after]
    moved = _moved(kept, [key for key in after if key in before], clock)
    for key in {**after, **before}:
        first, texts = before.get(key, (None, {}))
        second, others = after.get(key, (None, {}))
        # Which rows there are, and in which order, is a matter of the shared strand.
        if strand == strands.SHARED and (first is None or second is None or key in moved):
            yield Part("", first, second, key=key)
        if strand != strands.SHARED or (first and second):
            yield from (replace(part, key=key) for part in _fields(texts, others, strand, clock))


def _moved(old: list[str], new: list[str], clock: Clock) -> set[str]:
    """Return what has to be moved, as little as possible, to come from one order to the other."""
    kept = {new[at] for _at, at in aligning.same(old, new, clock)}
    return set(new) - kept


def compare_bodies(old: str, new: str, clock: Clock) -> list[Change]:
    """Return the blocks of two bodies in reading order, unchanged ones included."""
    before, after = blocks.of(old), blocks.of(new)
    pairs = aligning.pairs(before, after, clock)
    moved = _same_elsewhere(before, after, pairs)
    return [_change(before, after, pair, moved, clock) for pair in pairs if _is_shown(pair, moved)]


def _is_shown(pair: tuple[int | None, int | None], moved: dict[int, int]) -> bool:
    # What was moved is shown where it stands now.
    return pair[1] is not None or pair[0] not in moved.values()


def _same_elsewhere(before: list[Block], after: list[Block], pairs: list) -> dict[int, int]:
    """Return for each new block that stood elsewhere its earlier place."""
    gone: dict[Any, list[int]] = {}
    for first, second in pairs:
        if second is None:
            gone.setdefault(aligning.identity(before[first]), []).append(first)
    found = {}
    for first, second in pairs:
        if first is None and (places := gone.get(aligning.identity(after[second]))):
            found[second] = places.pop(0)
    return found


def _change(before: list[Block], after: list[Block], pair, moved: dict, clock: Clock) -> Change:
    first, second = pair
    if second is None:
        block = before[first]
        return Change(REMOVED, block, first + 1, None, _whole(differences.REMOVED, block))
    block = after[second]
    if second in moved:
        place = moved[second] + 1
        return Change(MOVED, block, place, second + 1, _whole(differences.SAME, block))
    if first is None:
        return Change(ADDED, block, None, second + 1, _whole(differences.ADDED, block))
    numbers = (first + 1, second + 1)
    if aligning.identity(before[first]) == aligning.identity(block):
        return Change(EQUAL, block, *numbers, _whole(differences.SAME, block))
    pieces = differences.compare(before[first].text, block.text, clock)
    return Change(CHANGED, block, *numbers, pieces, looks.changed(before[first], block))


def _whole(kind: str, block: Block) -> list[Piece]:
    return [Piece(kind, block.text)] if block.text else []


def counted(changes: list[Change]) -> Counter:
    """Return how many blocks are of each kind of change."""
    return Counter(change.kind for change in changes)
