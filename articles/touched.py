"""What changes for visitors when an article does: the tags of the pages, and the moments ahead.

Cards in lists show no more than the article's own tag says, so a text that is edited touches the
pages that show it, and lists only where the article comes, goes or takes another place.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import languages
from articles import dependence, filled, strands
from articles.models import Article
from pagestore.tags import SITE


@dataclass(frozen=True)
class Standing:
    """Where and when an article stands in lists."""

    pk: int
    kind: str
    category_id: int
    section_id: int
    is_featured: bool
    has_picture: bool
    # Language: when it appears there, and when it ends.
    times: dict[str, tuple[datetime | None, datetime | None]]

    @classmethod
    def of(cls, row: Article) -> "Standing":
        times = {code: (row.published_at(code), row.expires_at(code)) for code in languages.codes()}
        return cls(
            row.live_pk,
            row.kind,
            row.category_id,
            row.section_id,
            row.is_featured,
            row.picture_id is not None,
            times,
        )

    def at_times_of(self, other: "Standing") -> "Standing":
        return replace(self, times=other.times)

    def place(self, code: str) -> tuple | None:
        """Return what decides in which lists of a language it stands, and where in them."""
        start, end = self.times[code]
        return (self.category_id, self.section_id, start, end) if start else None

    def lists(self, code: str) -> set[str]:
        start, _end = self.times[code]
        if start is None:
            return set()
        return dependence.lists(self.category_id, self.section_id, start, code)


@dataclass(frozen=True)
class Touched:
    """What an act on `names` (strands) touches that makes `after` of `before`."""

    before: Standing
    after: Standing
    names: frozenset[str]

    @property
    def tags(self) -> set[str]:
        found = {dependence.text(self.after.pk, code) for code in self._codes}
        for code in languages.codes():
            found |= self._lists(code)
        if self.menus_may_change:
            found.add(SITE)
        return found | {dependence.ANY_ACT}

    @property
    def moments(self) -> list[datetime | None]:
        """When a language appears or ends by itself: these pages change then too.

        Of a language that stands where it stood they are ordered already.
        """
        own = [time for code in self._moved for time in self.after.times[code]]
        # Whichever article fills the category next, or leaves it empty, changes the menus.
        return own + (filled.moments_ahead(self._categories) if self.menus_may_change else [])

    @property
    def _codes(self) -> list[str]:
        every = strands.SHARED in self.names
        return [code for code in languages.codes() if every or code in self.names]

    @property
    def _moved(self) -> list[str]:
        """The languages in which it comes, goes, or takes another place in lists."""
        return [
            code for code in languages.codes() if self.before.place(code) != self.after.place(code)
        ]

    def _lists(self, code: str) -> set[str]:
        before, after = self.before, self.after
        if code in self._moved:
            return before.lists(code) | after.lists(code)
        found = set()
        if before.is_featured != after.is_featured:
            found.add(dependence.anywhere(code))
        if before.has_picture != after.has_picture:
            # Lists say how many of theirs have a picture.
            found.add(dependence.in_category(after.category_id, code))
            found.add(dependence.in_section(after.section_id, code))
        return found

    @property
    def _categories(self) -> set[int]:
        return {self.before.category_id, self.after.category_id}

    @cached_property
    def menus_may_change(self) -> bool:
        return bool(self._moved) and filled.hangs_on(self.after.pk, self._categories)
