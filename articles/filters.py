"""The filters of a list, as they stand in its address.

Whatever means nothing there is left out, so every address gives a list.
"""

import re
from dataclasses import dataclass, fields, replace

from django.http import QueryDict

from articles import words
from articles.kinds import kinds

FIRST_YEAR = 1990
_YEAR = re.compile(r"(?:199|2\d\d)\d", re.ASCII)


@dataclass(frozen=True)
class Filters:
    """What a visitor asks a list for; what is empty asks for everything."""

    q: str = ""
    year: str = ""
    kind: str = ""
    pictures: str = ""
    sort: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        given = {field.name: query.get(field.name, "") for field in fields(cls)}
        understood = {
            "year": _YEAR.fullmatch(given["year"]),
            "kind": given["kind"] in kinds(),
            "pictures": given["pictures"] == "1",
            "sort": given["sort"] == "oldest",
        }
        kept = {name: given[name] for name, meant in understood.items() if meant}
        return cls(q=words.typed(given["q"]), **kept)

    @property
    def words(self) -> list[str]:
        return words.words_of(self.q)

    @property
    def on(self) -> list[str]:
        """The names of the filters that leave something out; the order does not."""
        return [name for name, _value in self._set() if name != "sort"]

    @property
    def is_plain(self) -> bool:
        """Whether this is the list as it is without any parameter."""
        return not self._set()

    def without(self, *names: str) -> "Filters":
        return replace(self, **dict.fromkeys(names, ""))

    def query(self, page: int = 1) -> str:
        """Return the end of an address, from its question mark on; nothing for the plain list."""
        query = QueryDict(mutable=True)
        query.update(dict(self._set()))
        if page > 1:
            query["page"] = page
        return f"?{query.urlencode()}" if query else ""

    def _set(self) -> list[tuple[str, str]]:
        found = ((field.name, getattr(self, field.name)) for field in fields(self))
        return [(name, value) for name, value in found if value]
