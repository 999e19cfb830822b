"""What visitors are told of the changes to an article: a dated line for each act that says one.

A note belongs to a language; what was undone, or has not happened yet, is not told
(docs/decisions/0033-comparing.md).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Act
from articles.prepared import NOW, PK, prepared

MOST = 20


@dataclass(frozen=True)
class ChangeNote:
    at: datetime
    text: str
    is_major: bool


def of(article_pk: int, language: str, at: datetime | None = None) -> list[ChangeNote]:
    """Return the notes in `language`, the newest first (at `at`, by default now).

    The id is that of the live row.
    """
    found = _told(language, now=at or timezone.now(), pk=article_pk)
    return [
        ChangeNote(at, notes[language], change == Act.Change.MAJOR) for at, notes, change in found
    ]


@prepared
def _told(language: str) -> QuerySet:
    text = f"public_notes__{language}"
    acts = Act.objects.filter(
        article_id=PK,
        verb=Act.Verb.PUBLISH,
        done_at__isnull=False,
        due_at__lte=NOW,
        undone_at=None,
        public_notes__has_key=language,
    )
    found = acts.exclude(**{text: ""}).order_by("-due_at", "-pk")[:MOST]
    return found.values_list("due_at", "public_notes", "change")
