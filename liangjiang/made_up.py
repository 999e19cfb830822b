"""Texts for a large archive: sentences of the sample content, thrown together.

Words come as often as in real texts, so that what is measured with them is true of real ones.
"""

import re
import tomllib
from functools import cache
from random import Random

from articles import prose
from liangjiang.sample import loader

# Where a sentence ends: Chinese sets no space behind it.
_ENDS = {"en": re.compile(r"(?<=[.?])\s+"), "zh-hans": re.compile(r"(?<=[。？])")}
_SHORTEST = 8
_A_PARAGRAPH = 3


@cache
def sentences(language: str) -> list[str]:
    """Return the sentences of the sample content in a language."""
    found = []
    for path in loader.files():
        texts = tomllib.loads(path.read_text("utf-8")).get(language, {})
        for block in prose.blocks(prose.clean(texts.get("body", ""))):
            found += [each.strip() for each in _ENDS[language].split(block)]
    return [each for each in found if len(each) >= _SHORTEST]


def body(random: Random, language: str, length: int) -> str:
    """Return rich text of `length` sentences."""
    chosen = random.choices(sentences(language), k=length)
    space = " " if language == "en" else ""
    parts = [chosen[at : at + _A_PARAGRAPH] for at in range(0, length, _A_PARAGRAPH)]
    return "".join(f"<p>{space.join(part)}</p>" for part in parts)


def phrase(random: Random, language: str) -> str:
    """Return the beginning of a sentence, for a title."""
    found = random.choice(sentences(language))
    if language == "en":
        return " ".join(found.split()[:6]).rstrip(".,;:")
    return re.split(r"[，。：；]", found)[0][:18]
