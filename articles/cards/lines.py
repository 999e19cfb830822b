"""Breaking a title into lines: words stay whole, and no line begins with a closing mark."""

import math
import re
from collections.abc import Callable
from itertools import pairwise

from articles.cards.letters import is_han

Measure = Callable[[str], float]

# What may not begin a line, and what may not end one (GB/T 15834; JIS X 4051 for the rest).
CLOSING = "，。、；：？！）》〉」』】〕”’％‰℃…—·～,.;:?!)]}%°"
OPENING = "（《〈「『【〔“‘￥$¥([{#"
# Han characters and full-width marks stand alone; everything else is a word up to the next space,
# or to a hyphen or slash in it.
_ALONE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·"
_ATOM = rf"——|……|[{_ALONE}]|[^\s{_ALONE}]+?(?:(?<=\w)[-/](?=\w)|(?=[\s{_ALONE}]|$))|\s+"
# A number stays with what it counts: 300多公里, 106万人次, 6月1日, 1.06 million.
_SCALE = "[多余]?[十百千万亿]*[多余]?"
_UNITS = (
    "平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|毫米|厘米|海里|人次|美元|港元|欧元"
    r"|标准箱|标箱|千瓦时|千瓦|兆瓦|架次|小时|分钟|个月|个百分点|年度|年代|周年|世纪|月\d+日"
)
_WORDS = "trillion|billion|million|thousand|per cent|percent|km²|km|m²|sq km|hectares|tonnes|yuan"
_NUMBER = rf"\d[\d.,]*(?:\s?{_SCALE}(?:{_UNITS}|[\u4e00-\u9fff])|\s(?:{_WORDS})(?!\w))"
_ATOMS = re.compile(rf"[$¥€£]?{_NUMBER}|{_ATOM}")
# What counts against a way of breaking: lines of uneven length, and a break among Han characters,
# which may lie inside a word.
WITHIN_HAN = 0.5


def fitted(text: str, measure: Measure, most_width: float, most_lines: int) -> list[str] | None:
    """Return a text in lines of about the same width, or None if it does not fit."""
    atoms = _atoms(text)
    lines = _filled(atoms, measure, most_width)
    if len(lines) > most_lines or any(measure(line) > most_width for line in lines):
        return None
    if not lines:
        return []
    return _balanced(atoms, measure, most_width, len(lines))


def is_broken_within_han(lines: list[str]) -> bool:
    """Whether a line ends where a Chinese word may go on."""
    return any(is_han(one[-1]) and is_han(other[0]) for one, other in pairwise(lines))


def _balanced(atoms: list[str], measure: Measure, most_width: float, count: int) -> list[str]:
    """Return exactly `count` lines, the best of all ways to break them.

    From the end to the beginning: `best[start]` holds, for every number of lines, what the rest of
    the text costs in so many lines, and these lines.
    """
    target = measure("".join(atoms).strip()) / count
    starts = [place for place, atom in enumerate(atoms) if not atom.isspace()]
    best: dict[int, dict[int, tuple[float, list[str]]]] = {len(atoms): {0: (0.0, [])}}
    for start in reversed(starts):
        found = best[start] = {}
        for end in (place for place in [*starts, len(atoms)] if place > start):
            line = "".join(atoms[start:end]).strip()
            width = measure(line)
            if width > most_width:
                break
            own = ((width - target) / target) ** 2 + _cost_of_break(line, atoms, end)
            for number, (cost, lines) in best[end].items():
                if number < count and cost + own < found.get(number + 1, (math.inf,))[0]:
                    found[number + 1] = (cost + own, [line, *lines])
    return best[starts[0]][count][1]


def _cost_of_break(line: str, atoms: list[str], end: int) -> float:
    is_inside = end < len(atoms) and is_han(line[-1]) and is_han(atoms[end][0])
    return WITHIN_HAN if is_inside else 0.0


def cut(text: str, measure: Measure, most_width: float, most_lines: int, mark: str) -> list[str]:
    """Return as much of a text as fits, with `mark` at its end; words that are too long break."""
    lines = _filled(_breakable(_atoms(text), measure, most_width), measure, most_width)
    if len(lines) <= most_lines:
        return lines
    *whole, last = lines[:most_lines]
    while last and measure(last + mark) > most_width:
        last = last[:-1]
    return [*whole, last.rstrip(f" {CLOSING}{OPENING}") + mark]


def _atoms(text: str) -> list[str]:
    """Return the parts of a text that no line may break, spaces among them."""
    atoms: list[str] = []
    for part in _ATOMS.findall(text):
        joins = part[0] in CLOSING or (atoms and atoms[-1][-1] in OPENING)
        # A number stays with what it counts.
        joins = joins or (atoms and atoms[-1][-1].isdigit() and is_han(part[0]))
        if atoms and joins and not atoms[-1].isspace() and not part.isspace():
            atoms[-1] += part
        else:
            atoms.append(part)
    return atoms


def _breakable(atoms: list[str], measure: Measure, most_width: float) -> list[str]:
    result = []
    for atom in atoms:
        result += [atom] if measure(atom) <= most_width else list(atom)
    return result


def _filled(atoms: list[str], measure: Measure, most_width: float) -> list[str]:
    lines, line = [], ""
    for atom in atoms:
        if line and not atom.isspace() and measure(line + atom) > most_width:
            lines.append(line.rstrip())
            line = ""
        line += "" if atom.isspace() and not line else atom
    return [*lines, line.rstrip()] if line.strip() else lines
