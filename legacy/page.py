"""What a reader takes out of a saved page, whatever generation it is of."""

from dataclasses import dataclass, field
from datetime import datetime


class Refused(Exception):
    """A file cannot be imported; the message says why, for the person who gave it."""


@dataclass(frozen=True)
class Caption:
    """What stood under a picture; the picture itself is in no page saved as text."""

    text: str
    credit: str


@dataclass(frozen=True)
class Dropped:
    """A line that did not become part of the article, and the name of the rule that says so."""

    rule: str
    line: str


@dataclass
class Page:
    """The parts of a saved page. Every line of its text is in one of them or in `dropped`."""

    generation: str
    # What follows "Home >"; the names of categories, the nearest one last.
    breadcrumb: str = ""
    headline: str = ""
    date: datetime | None = None
    author: str = ""
    source: str = ""
    editor: str = ""
    pictures: int = 0
    captions: list[Caption] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def drop(self, rule: str, line: str) -> None:
        self.dropped.append(Dropped(rule, line))
