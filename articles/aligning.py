"""Which block of an old text has become which block of a new one."""

from collections.abc import Hashable

from articles import differences
from articles.blocks import Block
from articles.differences import Clock

Pair = tuple[int | None, int | None]
# Blocks of which less is alike are one that went and one that came.
LEAST_ALIKE = 0.4
# So many pairs of blocks are looked at between two that stayed; more are not paired at all.
MOST_PAIRS = 40_000


def identity(block: Block) -> tuple:
    """Return what must be equal for a block to count as unchanged."""
    return (block.kind, block.text, block.marks, block.figure)


def same(old: list[Hashable], new: list[Hashable], clock: Clock) -> list[tuple[int, int]]:
    """Return the places of what is equal on both sides and in the same order."""
    found, first, second = [], 0, 0
    for kind, run in differences.differences(old, new, clock):
        if kind == differences.SAME:
            found += [(first + step, second + step) for step in range(len(run))]
        first += len(run) if kind != differences.ADDED else 0
        second += len(run) if kind != differences.REMOVED else 0
    return found


def pairs(old: list[Block], new: list[Block], clock: Clock) -> list[Pair]:
    """Return (old, new) for each block of both sides, in reading order."""
    found: list[Pair] = []
    first = second = 0
    kept = same([identity(block) for block in old], [identity(block) for block in new], clock)
    for place, other in [*kept, (len(old), len(new))]:
        found += _between(old, new, range(first, place), range(second, other), clock)
        if place < len(old):
            found.append((place, other))
        first, second = place + 1, other + 1
    return found


def _between(old: list[Block], new: list[Block], before, after, clock: Clock) -> list[Pair]:
    gone: list[Pair] = [(place, None) for place in before]
    come: list[Pair] = [(None, place) for place in after]
    if not gone or not come:
        return gone + come
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    if len(before) * len(after) > MOST_PAIRS or clock.is_over():
        clock.has_run_out = True
        return gone + come
    alike = _alike(old, new, before, after, clock)
    return _best(alike, before, after) if alike else gone + come


def _alike(old: list[Block], new: list[Block], before, after, clock: Clock):
    """Return how much each old block is like each new one; nothing when time is over."""
    second = [(new[place].kind, _bag(new[place])) for place in after]
    found = []
    for place in before:
        if clock.is_over():
            return []
        kind, bag = old[place].kind, _bag(old[place])
        found.append([_likeness(kind, bag, *other) for other in second])
    return found


def _bag(block: Block) -> frozenset:
    if block.figure:
        return frozenset([block.figure.picture_id])
    words = [token for token in differences.tokens(block.text) if not token.isspace()]
    # Neighbours tell two texts apart that use the same words.
    return frozenset([*words, *zip(words, words[1:], strict=False)])


def _likeness(kind: str, bag: frozenset, other_kind: str, other: frozenset) -> float:
    if "figure" in (kind, other_kind) and kind != other_kind:
        return 0
    size = len(bag) + len(other)
    return 2 * len(bag & other) / size if size else 0


def _best(alike: list[list[float]], before, after) -> list[Pair]:
    """Return the pairs, crossing nowhere, that are most alike together."""
    rows, columns = len(before), len(after)
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            share = alike[row][column]
            paired = best[row + 1][column + 1] + share if share >= LEAST_ALIKE else 0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
    return list(_traced(best, alike, before, after))


def _traced(best, alike, before, after):
    row = column = 0
    while row < len(before) and column < len(after):
        share = alike[row][column]
        if share >= LEAST_ALIKE and best[row][column] == best[row + 1][column + 1] + share:
            yield (before[row], after[column])
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            yield (before[row], None)
            row += 1
        else:
            yield (None, after[column])
            column += 1
    yield from ((place, None) for place in before[row:])
    yield from ((None, place) for place in after[column:])
