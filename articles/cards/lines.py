"""Breaking a title into lines: words stay whole, and no line begins with a closing mark."""

import re
from collections.abc import Callable

from articles.cards.letters import is_han

Measure = Callable[[str], float]

# What may not begin a line, and what may not end one (GB/T 15834; JIS X 4051 for the rest).
CLOSING = "，。、；：？！）》〉」』】〕”’％‰℃…—·～,.;:?!)]}%°"
OPENING = "（《〈「『【〔“‘￥$¥([{#"
# Han characters and full-width marks stand alone; everything else is a word up to the next space,
# or to a hyphen or slash in it.
_ALONE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·"
_ATOM = re.compile(rf"——|……|[{_ALONE}]|[^\s{_ALONE}]+?(?:(?<=\w)[-/](?=\w)|(?=[\s{_ALONE}]|$))|\s+")


def fitted(text: str, measure: Measure, most_width: float, most_lines: int) -> list[str] | None:
    """Return a text in lines of about the same width, or None if it does not fit."""
    atoms = _atoms(text)
    lines = _filled(atoms, measure, most_width)
    if len(lines) > most_lines or any(measure(line) > most_width for line in lines):
        return None
    low, high = most_width / 2, most_width
    while high - low > most_width / 100:
        middle = (low + high) / 2
        tried = _filled(atoms, measure, middle)
        if len(tried) <= len(lines) and all(measure(line) <= middle for line in tried):
            high = middle
        else:
            low = middle
    return _filled(atoms, measure, high)


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
    for part in _ATOM.findall(text):
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
