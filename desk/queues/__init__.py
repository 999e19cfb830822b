"""What waits at the desk: each queue is a question to the database and a list of its answers.

A queue gives rows of three values: `record` (the id of an article), `language` (empty where both
are meant) and `since` (the moment by which the rows are ordered). The start page counts them, the
page of the queue shows them: both ask the same question.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet
from django.utils.functional import Promise

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
        rows = rows.order_by("since")[: MOST + 1]
        if rows.query.combinator:
            # A union cannot be summed up; its rows are three small values each.
            moments = [row["since"] for row in rows]
            return Counted(len(moments), min(moments, default=None))
        found = rows.aggregate(number=Count("record"), first=Min("since"))
        return Counted(found["number"], found["first"])
