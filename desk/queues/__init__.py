"""What waits at the desk: each queue is a question to the database and a list of its answers.

A queue gives rows of three values: `record` (the id of an article), `language` (empty where both
are meant) and `since` (the moment by which the rows are ordered). The rows of one article are one
thing to do: the start page counts articles, the page of the queue shows them with the languages
that wait. Both ask the same question.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet
from django.utils.functional import Promise

import languages
from accounts.models import User

# Nobody works through more; counting further would cost time for nothing.
MOST = 1000
COLUMNS = ("record", "language", "since")


@dataclass(frozen=True)
class Counted:
    """How much waits. `first` is the oldest moment, or the next one of what is still to come."""

    number: int = 0
    first: datetime | date | None = None

    def __str__(self) -> str:
        return f"{MOST:,}+" if self.number > MOST else str(self.number)


@dataclass
class Waiting:
    """One article of a queue."""

    record: int
    since: datetime | date | None
    # The strands it is about; none where it is about the whole article.
    strands: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Queue:
    """One list of things to do; `rows` answers None to a person who has nothing to do with it."""

    key: str
    name: Promise
    rows: Callable[[User], QuerySet | None]
    # What the moment of a row means, such as "waiting since".
    since: Promise
    # Said under the heading of its page: what this is and what to do about it.
    help: Promise
    is_ahead: bool = False
    is_alarm: bool = False
    topic: str = field(default="")
    # The page of the article to which a row leads.
    opens: str = "change"

    def count(self, person: User) -> Counted:
        rows = self.rows(person)
        if rows is None:
            return Counted()
        if rows.query.combinator:
            # A union cannot be summed up; its rows are three small values each.
            found = by_article(_bounded(rows.order_by("since")))
            return Counted(len(found), found[0].since if found else None)
        found = _bounded(rows.order_by("since"))
        found = found.aggregate(number=Count("record", distinct=True), first=Min("since"))
        return Counted(found["number"], found["first"])

    def articles(self, person: User, *, is_turned: bool = False) -> list[Waiting] | None:
        """Return what waits in its order, as far as is counted; None where nothing can wait."""
        rows = self.rows(person)
        if rows is None:
            return None
        order = ("-since", "-record") if is_turned else ("since", "record")
        return by_article(_bounded(rows.order_by(*order)))[:MOST]


def by_article(rows: Iterable[dict]) -> list[Waiting]:
    """Put the rows of each article together, where the first of them stands."""
    found: dict[int, Waiting] = {}
    for row in rows:
        waiting = found.setdefault(row["record"], Waiting(row["record"], row["since"]))
        if row["language"] and row["language"] not in waiting.strands:
            waiting.strands.append(row["language"])
    return list(found.values())


def _bounded(rows: QuerySet) -> QuerySet:
    # An article has a row for each language, and one for what they share.
    return rows[: (MOST + 1) * (len(languages.codes()) + 1)]
