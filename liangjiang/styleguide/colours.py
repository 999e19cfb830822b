"""The colours of `static/css/00-tokens.css`, and whether people can tell them apart.

The test suite holds every pair to WCAG 2.2 (1.4.3, 1.4.11); the style guide shows the figures.
"""

import re
from dataclasses import dataclass

from django.conf import settings

TOKENS = settings.BASE_DIR / "static/css/00-tokens.css"
_BLOCK = re.compile(r"(?:@media \((?P<query>[^)]*)\) \{\s*)?:root \{(?P<rules>[^}]*)\}")
_RULE = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,8}|var\(--[\w-]+\));")

DARK, MORE = "prefers-color-scheme: dark", "prefers-contrast: more"
# Scheme: the queries that hold in it, in the order of the style sheet.
SCHEMES = {
    "light": [],
    "dark": [DARK],
    "light, high contrast": [MORE],
    "dark, high contrast": [DARK, MORE],
}
TEXT, SHAPE = 4.5, 3
# What stands on what. Text; then edges, lines and the ring of focus.
PAIRS = {
    TEXT: {
        "paper": "ink ink-2 ink-3 jade jade-deep silt alert visited",
        "mist": "ink ink-2 ink-3 jade jade-deep silt alert visited",
        "mist-2": "ink ink-2 ink-3",
        "jade": "on-jade",
        "jade-deep": "on-jade",
        "jade-tint": "ink jade jade-deep",
        "silt-tint": "ink silt",
        "alert-tint": "ink alert",
        "mark": "ink",
        "night": "night-ink night-ink-2",
        "night-2": "night-ink night-ink-2",
        "focus-fill": "night",
        # The current page of a list.
        "ink": "paper",
    },
    SHAPE: {
        "paper": "edge jade-2 silt-2 focus alert",
        "mist": "edge jade-2 silt-2 focus",
        "night": "focus-fill",
    },
}


@dataclass(frozen=True)
class Pair:
    front: str
    ground: str
    least: float
    ratio: float

    @property
    def is_enough(self) -> bool:
        return self.ratio >= self.least


def colours(scheme: str) -> dict[str, str]:
    """Return each colour of a scheme by the name of its token."""
    found = {}
    for block in _BLOCK.finditer(TOKENS.read_text(encoding="utf-8")):
        if block["query"] is None or block["query"] in SCHEMES[scheme]:
            found |= dict(_RULE.findall(block["rules"]))
    return {name: _plain(value, found) for name, value in found.items()}


def pairs(scheme: str) -> list[Pair]:
    """Return how far apart the colours of each pair are in a scheme."""
    known = colours(scheme)
    return [
        Pair(front, ground, least, contrast(known[front], known[ground]))
        for least, grounds in PAIRS.items()
        for ground, fronts in grounds.items()
        for front in fronts.split()
    ]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, cut and not rounded: 4.49 is not 4.5."""
    dark, light = sorted([_luminance(one), _luminance(other)])
    return int((light + 0.05) / (dark + 0.05) * 100) / 100


def _plain(value: str, known: dict[str, str]) -> str:
    while value.startswith("var("):
        value = known[value[len("var(--") : -1]]
    return value


def _luminance(colour: str) -> float:
    digits = colour[1:]
    parts = [digit * 2 for digit in digits] if len(digits) == 3 else re.findall("..", digits)  # noqa: PLR2004
    red, green, blue = (_linear(int(part, 16) / 255) for part in parts[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
