"""Which blocks of two bodies say the same: the marks beside the paragraphs of the two languages.

Whoever translates may join two paragraphs, divide one, or leave one out. `pairs` finds the most
likely reading: what kind the blocks are, how long they are, and the numbers, dates and Latin words
that stand in both. After Gale and Church (1993), who had lengths alone
(docs/decisions/0032-side-by-side.md).
"""

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from articles.blocks import Block

Pair = tuple[list[int], list[int]]

# A Han character says as much as this many letters: measured on the sample articles.
LETTERS_PER_HAN = 3.6
# How far lengths of true pairs are apart, per letter; measured there too.
VARIANCE = 6.0
# More steps than this take too long for a page: then blocks are paired by order.
MOST_STEPS = 30_000
NARROWEST_BAND = 24

# What each way to pair costs: the rarer it is among translations, the more.
WAYS = {(1, 1): 0.1, (1, 0): 4.6, (0, 1): 4.6, (2, 1): 3.1, (1, 2): 3.1, (2, 2): 4.5}
# A figure may be there for the readers of one language alone.
FIGURE_ALONE = 2.5
TEXT = {"p", "li", "quote"}
HEADINGS = {"h2", "h3"}
OTHER_LEVEL, OTHER_TEXT, IMPOSSIBLE = 1.5, 2.5, 1e9
# What both name speaks for a pair, what neither names of the other's speaks against it.
PER_ANCHOR, MOST_FOR, AGAINST = 2.5, 6.0, 2.0
# Sentences added to one text make a pair unequal in length; between equal numbers of blocks that
# alone does not part them.
MOST_OF_LENGTHS = 3.0

_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]+")
_NUMBER = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(万亿|亿|万|thousand|million|billion|trillion)?", re.ASCII
)
_UNITS = {
    "万": 10**4,
    "亿": 10**8,
    "万亿": 10**12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH_NUMBERS = {name: str(float(number)) for number, name in enumerate(_MONTHS, 1)}


@dataclass(frozen=True)
class _Side:
    """What is looked at of one block."""

    kind: str
    weight: float
    anchors: frozenset[str]


def pairs(blocks_a: list[Block], blocks_b: list[Block]) -> list[Pair]:
    """Return which blocks belong together, in reading order, as numbers from 0.

    Each block stands in exactly one pair; one without a counterpart has an empty list beside it.
    """
    if not blocks_a or not blocks_b:
        return [([i], []) for i in range(len(blocks_a))] + [([], [j]) for j in range(len(blocks_b))]
    band = _band(len(blocks_a), len(blocks_b))
    if len(blocks_a) * band > MOST_STEPS:
        return by_order(len(blocks_a), len(blocks_b))
    return _Search(blocks_a, blocks_b, band).pairs()


def by_order(count_a: int, count_b: int) -> list[Pair]:
    """Pair the first with the first, the second with the second, and so on."""
    both = min(count_a, count_b)
    found = [([number], [number]) for number in range(both)]
    found += [([number], []) for number in range(both, count_a)]
    return found + [([], [number]) for number in range(both, count_b)]


def _band(count_a: int, count_b: int) -> int:
    # How many blocks of the one text may stand where a block of the other could belong.
    return min(count_b, 2 * (NARROWEST_BAND + abs(count_a - count_b)))


def weight(text: str) -> float:
    """Return the length of a text as if it had been written in letters."""
    han = len(_HAN.findall(text))
    return len(text) + han * (LETTERS_PER_HAN - 1)


def anchors(text: str) -> set[str]:
    """Return what stays the same in a translation: numbers, months, words in Latin letters."""
    found = set()
    for digits, unit in _NUMBER.findall(text):
        found.add(f"{float(digits.replace(',', '')) * _UNITS.get(unit, 1):.6g}")
        found.add(str(float(digits.replace(",", ""))))
    words = {word.lower() for word in _WORD.findall(text)}
    return found | words | {_MONTH_NUMBERS[word] for word in words & _MONTH_NUMBERS.keys()}


class _Search:
    """The cheapest way through both texts, found from their beginning (dynamic programming)."""

    def __init__(self, blocks_a: list[Block], blocks_b: list[Block], band: int) -> None:
        named = [[anchors(block.text) for block in blocks] for blocks in (blocks_a, blocks_b)]
        counts = [Counter(word for words in side for word in words) for side in named]
        both = counts[0].keys() & counts[1].keys()
        # What stands in many paragraphs tells little of any one of them.
        self.worth = {word: 1 / max(counts[0][word], counts[1][word]) for word in both}
        self.sides = [
            [
                _Side(block.kind, weight(block.text), frozenset(words & both))
                for block, words in zip(blocks, side, strict=True)
            ]
            for blocks, side in zip((blocks_a, blocks_b), named, strict=True)
        ]
        self.band = band
        self.alike = lru_cache(maxsize=None)(self._alike)

    def pairs(self) -> list[Pair]:
        count_a, count_b = (len(side) for side in self.sides)
        best, came = {(0, 0): 0.0}, {}
        slope, half = count_b / count_a, self.band // 2 + 1
        for i in range(count_a + 1):
            middle = round(i * slope)
            for j in range(max(0, middle - half), min(count_b, middle + half) + 1):
                self._step(i, j, best, came)
        return self._straightened(self._way_back(came, count_a, count_b))

    def _step(self, i: int, j: int, best: dict, came: dict) -> None:
        for way, price in WAYS.items():
            before = best.get((i - way[0], j - way[1]))
            # No pair is better than its best anchors: most ways are out before they are looked at.
            if before is None or before + price - MOST_FOR >= best.get((i, j), IMPOSSIBLE):
                continue
            cost = before + price + self.cost(i, j, way)
            if cost < best.get((i, j), IMPOSSIBLE):
                best[i, j], came[i, j] = cost, way

    @staticmethod
    def _way_back(came: dict, i: int, j: int) -> list[Pair]:
        found = []
        while i or j:
            of_a, of_b = came[i, j]
            found.append(([*range(i - of_a, i)], [*range(j - of_b, j)]))
            i, j = i - of_a, j - of_b
        return found[::-1]

    def _straightened(self, found: list[Pair]) -> list[Pair]:
        """Pair one by one again where counts agree and little but lengths speaks against it."""
        done, waiting = [], []
        for pair in found:
            waiting.append(pair)
            mine, theirs = (
                [number for each in waiting for number in each[side]] for side in (0, 1)
            )
            if len(mine) == len(theirs):
                straight = [([i], [j]) for i, j in zip(mine, theirs, strict=True)]
                is_better = self._gently(straight) <= self._gently(waiting)
                done += straight if is_better else waiting
                waiting = []
        return done + waiting

    def _gently(self, found: list[Pair]) -> float:
        """Return how unlikely pairs are for somebody who knows that sentences are added."""
        cost = 0.0
        for mine, theirs in found:
            way = len(mine), len(theirs)
            ends = max(mine, default=-1) + 1, max(theirs, default=-1) + 1
            cost += WAYS[way] + self.cost(*ends, way, MOST_OF_LENGTHS)
        return cost

    def cost(
        self, i: int, j: int, way: tuple[int, int], most_of_lengths: float = math.inf
    ) -> float:
        """Return how unlikely it is that the last blocks before `i` and `j` belong together."""
        mine, theirs = self.sides[0][i - way[0] : i], self.sides[1][j - way[1] : j]
        if not mine or not theirs:
            alone = (mine or theirs)[0]
            return FIGURE_ALONE - WAYS[1, 0] if alone.kind == "figure" else 0.0
        if way == (1, 1):
            return self.alike(mine[0], theirs[0], most_of_lengths)
        # Only running text is joined and divided.
        if not {side.kind for side in (*mine, *theirs)} <= TEXT:
            return IMPOSSIBLE
        return self.alike(_joined(mine), _joined(theirs), most_of_lengths)

    def _alike(self, mine: _Side, theirs: _Side, most_of_lengths: float) -> float:
        kinds = _of_kinds(mine.kind, theirs.kind)
        if mine.kind == "figure" or kinds >= IMPOSSIBLE:
            return kinds
        lengths = min(_of_lengths(mine.weight, theirs.weight), most_of_lengths)
        return kinds + lengths + self._of_anchors(mine, theirs)

    def _of_anchors(self, mine: _Side, theirs: _Side) -> float:
        if shared := mine.anchors & theirs.anchors:
            return -min(MOST_FOR, PER_ANCHOR * sum(self.worth[word] for word in shared))
        return AGAINST if mine.anchors and theirs.anchors else 0.0


def _joined(sides: list[_Side]) -> _Side:
    kinds = {side.kind for side in sides}
    kind = kinds.pop() if len(kinds) == 1 else "p"
    words = frozenset().union(*(side.anchors for side in sides))
    return _Side(kind, sum(side.weight for side in sides), words)


def _of_kinds(mine: str, theirs: str) -> float:
    if mine == theirs:
        return 0.0
    if {mine, theirs} <= HEADINGS:
        return OTHER_LEVEL
    return OTHER_TEXT if {mine, theirs} <= TEXT else IMPOSSIBLE


def _of_lengths(mine: float, theirs: float) -> float:
    mean = (mine + theirs) / 2 or 1.0
    distance = abs(mine - theirs) / math.sqrt(VARIANCE * mean)
    # The chance that true pairs lie further apart than this.
    return -math.log(max(math.erfc(distance / math.sqrt(2)), 1e-9))
