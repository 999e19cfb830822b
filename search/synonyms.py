"""Words that editors have said to mean the same: `WFOE = 外商独资企业`."""

import re
from collections.abc import Iterator
from functools import cached_property

from search import analysis

_BETWEEN = re.compile(r"[=＝\n]")


def terms_of(text: str) -> tuple[str, ...]:
    """Return the terms of a group, as editors wrote them."""
    return tuple(term for part in _BETWEEN.split(text) if (term := " ".join(part.split())))


class Synonyms:
    """Groups of terms, and where they stand in what somebody typed."""

    def __init__(self, groups: list[tuple[str, ...]] | None = None) -> None:
        self._groups: dict[str, tuple[str, ...]] = {}
        for group in groups or []:
            for term in group:
                key = _key(term)
                if key:
                    self._groups[key] = self._groups.get(key, ()) + group

    def split(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the parts of a comparable text, each with the group that it belongs to, or none."""
        if not self._groups:
            yield text, ()
            return
        end = 0
        for match in self._pattern.finditer(text):
            yield text[end : match.start()], ()
            yield match.group(), self._groups[_matched(match.group(), self._groups)]
            end = match.end()
        yield text[end:], ()

    @cached_property
    def _pattern(self) -> re.Pattern:
        longest_first = sorted(self._groups, key=len, reverse=True)
        return re.compile("|".join(map(_standing, longest_first)))


def _key(term: str) -> str:
    return " ".join(analysis.comparable(term).split())


def _matched(found: str, groups: dict) -> str:
    key = _key(found)
    # A plural of what is in the list.
    return key if key in groups else key.removesuffix("s")


def _standing(key: str) -> str:
    """Return the pattern of a term: as whole words, where its script has any."""
    word = re.escape(key).replace(r"\ ", r"\s+")
    before = r"(?<![a-z0-9])" if key[0].isascii() else ""
    after = r"s?(?![a-z0-9])" if key[-1].isascii() and key[-1].isalpha() else ""
    return before + word + after
