"""Words that editors have said to mean the same: `WFOE = 外商独资企业`."""

import re
from collections.abc import Iterator
from functools import cached_property

from search import analysis

_BETWEEN = re.compile(r"[=＝\n]")
_GAP = r"[\s\-‐‑–]"
_GAPS = re.compile(f"{_GAP}+")
_PARTS = re.compile(rf"{_GAP}+|[^\s\-‐‑–]+")


def terms_of(text: str) -> tuple[str, ...]:
    """Return the terms of a group, as editors wrote them."""
    return tuple(term for part in _BETWEEN.split(text) if (term := " ".join(part.split())))


class Synonyms:
    """Groups of terms, and where they stand in what somebody typed."""

    def __init__(self, groups: list[tuple[str, ...]] | None = None) -> None:
        self._groups: dict[str, tuple[str, ...]] = {}
        self._standing: list[str] = []
        for group in groups or []:
            for term in group:
                if key := _key(term):
                    self._groups[key] = self._groups.get(key, ()) + group
                    self._standing.append(_standing(term))

    def split(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the parts of a comparable text, each with the group that it belongs to, or none."""
        if not self._groups:
            yield text, ()
            return
        end = 0
        for match in self._pattern.finditer(text):
            yield text[end : match.start()], ()
            yield match.group(), self._groups[self._key_of(match.group())]
            end = match.end()
        yield text[end:], ()

    def _key_of(self, found: str) -> str:
        key = _key(found)
        # A plural of what is in the list.
        singulars = [key, key.removesuffix("s"), key.removesuffix("es"), key[:-3] + "y"]
        return next(each for each in singulars if each in self._groups)

    @cached_property
    def _pattern(self) -> re.Pattern:
        longest_first = sorted(self._standing, key=len, reverse=True)
        return re.compile("|".join(longest_first))


def _key(term: str) -> str:
    """Return what a term is known by: `foreign-owned` and `foreign owned` are one."""
    return _GAPS.sub("", analysis.comparable(term))


def _standing(term: str) -> str:
    """Return the pattern of a term: as whole words, where its script has any."""
    term = analysis.comparable(term)
    word = "".join(_pattern_of(part) for part in _PARTS.findall(term))
    before = r"(?<![a-z0-9])" if term[0].isascii() else ""
    after = r"(?![a-z0-9])" if term[-1].isascii() else ""
    plural = "(?:e?s)?" if after and term[-1].isalpha() else ""
    if plural and term.endswith("y"):
        word, plural = word[:-1], "(?:y|ys|ies)"
    return before + word + plural + after


def _pattern_of(part: str) -> str:
    if not _GAPS.fullmatch(part):
        return re.escape(part)
    # What has a hyphen may be written in one word as well.
    return _GAP + ("+" if part.isspace() else "*")
