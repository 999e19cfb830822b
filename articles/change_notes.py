"""What visitors are told of the changes to an article: a dated line for each act that says one.

A note belongs to a language; what was undone, or has not happened yet, is not told
(docs/decisions/0033-comparing.md).
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import Act

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
    text = f"public_notes__{language}"
    acts = Act.objects.filter(
        article_id=article_pk,
        verb=Act.Verb.PUBLISH,
        done_at__isnull=False,
        due_at__lte=at or timezone.now(),
        undone_at=None,
        public_notes__has_key=language,
    )
    found = acts.exclude(**{text: ""}).order_by("-due_at", "-pk")[:MOST]
    return [
        ChangeNote(at, notes[language], change == Act.Change.MAJOR)
        for at, notes, change in found.values_list("due_at", "public_notes", "change")
    ]
