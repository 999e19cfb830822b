"""What a person has typed and not saved: the start page leads back to it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.kinds import kinds
from articles.models import Typing
from desk import ages, entries, own
from languages import column

SHOWN = 5


@dataclass(frozen=True)
class Unsaved:
    title: str
    address: str
    moment: str


def of(person) -> list[Unsaved]:
    """Return the newest typing of a person. One question."""
    rows = Typing.objects.filter(person=person, kind__in=kinds())
    rows = rows.select_related("article").order_by("-typed_at")
    return [Unsaved(_title(row), _address(row), ages.moment(row.typed_at)) for row in rows[:SHOWN]]


def _title(row: Typing) -> str:
    for code in own.first():
        typed = "".join(row.data.get(column("title", code), [])).strip()
        if typed:
            return typed
    return str(row.article) if row.article else _("untitled")


def _address(row: Typing) -> str:
    if row.article:
        return entries.address(row.article)
    return reverse(f"admin:{row.kind.replace('.', '_')}_add")
