"""What results can be narrowed by: section, kind and year, each with how many there are."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.text import capfirst

from articles.kinds import kinds
from articles.models import Category
from search import tags
from search.finding import Found, Hit

# By the name that each has in the address.
SECTION, KIND, YEAR = NAMES = ("in", "kind", "year")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class Choice:
    """A value by which results can be narrowed, with how many there are."""

    value: str
    label: str
    count: str
    address: str
    is_chosen: bool


class Choices:
    """What an address narrows by, as far as the portal has it: of one there may be nothing."""

    def __init__(self, asked: dict[str, str]) -> None:
        self._asked = asked

    @cached_property
    def chosen(self) -> dict[str, str]:
        return {name: self._known(name, self._asked[name]) for name in NAMES}

    @cached_property
    def sections(self) -> dict[int, Category]:
        rows = Category.objects.filter(section=None).order_by("position", "pk")
        return {row.pk: row for row in rows}

    @property
    def section(self) -> Category | None:
        slug = self.chosen[SECTION]
        return next((row for row in self.sections.values() if slug and row.slug == slug), None)

    def _known(self, name: str, value: str) -> str:
        if name == YEAR:
            return value if _YEAR.fullmatch(value) else ""
        if name == KIND:
            return value if value in kinds() else ""
        return value if value and value in {row.slug for row in self.sections.values()} else ""


class Narrowing:
    """The choices that an address makes among what was found, and those it could make."""

    def __init__(self, found: Found, choices: Choices, address: Callable[..., str]) -> None:
        self._found, self._address = found, address
        self.chosen, self._sections = choices.chosen, choices.sections

    def of(self, hits: list[Hit]) -> list[Hit]:
        """Return those of other hits that meet the choices."""
        return [hit for hit in hits if self._meets(hit, NAMES)]

    @property
    def hits(self) -> list[Hit]:
        return self._left(NAMES)

    @property
    def tags(self) -> list[str]:
        """What the index calls the choices."""
        section, kind, year = self.chosen.values()
        numbers = {row.slug: pk for pk, row in self._sections.items()}
        found = [tags.of_section(numbers[section])] if section else []
        found += [tags.of_kind(kind)] if kind else []
        return [*found, tags.of_year(int(year))] if year else found

    @cached_property
    def sections(self) -> list[Choice]:
        return self._choices(SECTION, {row.slug: str(row) for row in self._sections.values()})

    @cached_property
    def kinds(self) -> list[Choice]:
        names = {key: str(capfirst(row._meta.verbose_name_plural)) for key, row in kinds().items()}
        return self._choices(KIND, names)

    @cached_property
    def years(self) -> list[Choice]:
        years = {*self._counts(YEAR), self.chosen[YEAR]} - {""}
        return self._choices(YEAR, {year: year for year in sorted(years, reverse=True)})

    def among(self, name: str) -> str:
        """Return how many there are without one of the choices."""
        return self.shown(self._counts(name).total())

    def shown(self, number: int) -> str:
        """Return a number; it is the least there may be where not everything was looked at."""
        return f"{number}{'+' * self._found.is_cut}"

    def _choices(self, name: str, labels: dict[str, str]) -> list[Choice]:
        counts, chosen = self._counts(name), self.chosen[name]
        return [
            Choice(
                value,
                label,
                self.shown(counts[value]),
                self._address(**{name: value}),
                value == chosen,
            )
            for value, label in labels.items()
            if counts[value] or value == chosen
        ]

    def _counts(self, name: str) -> Counter:
        """Count the values of one kind of choice among what the other choices leave."""
        left = self._left([each for each in NAMES if each != name])
        return Counter(self._value(hit, name) for hit in left)

    def _left(self, names: Iterable[str]) -> list[Hit]:
        return [hit for hit in self._found.hits if self._meets(hit, names)]

    def _meets(self, hit: Hit, names: Iterable[str]) -> bool:
        chosen = {name: self.chosen[name] for name in names if self.chosen[name]}
        return all(self._value(hit, name) == value for name, value in chosen.items())

    def _value(self, hit: Hit, name: str) -> str:
        if name == SECTION:
            return self._sections[hit.section_id].slug
        return hit.kind if name == KIND else str(timezone.localtime(hit.published_at).year)
