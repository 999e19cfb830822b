"""What ranking and results need to know of entries of the index."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from search.models import Entry
from search.ranking import Candidate

OF_ARTICLE = ("kind", "section_id")
_OWN = ("id", "article_id", "published_at", "title_terms", "title_words", "summary_terms")
_ALONE = "article__section__is_hidden"
# In the order of a Candidate's fields.
_NAMES = [*_OWN, *(f"article__{name}" for name in OF_ARTICLE), _ALONE]


def read(ids: Collection[int], now: datetime) -> list[Candidate]:
    """Return the public ones of some entries, the newest first."""
    if not ids:
        return []
    rows = Entry.objects.filter(is_public(now), pk__in=ids).order_by("-pk")
    return [Candidate(*values) for values in rows.values_list(*_NAMES)]


def of_articles(articles: list[int], language: str, now: datetime) -> list[Candidate]:
    rows = Entry.objects.filter(language=language, article_id__in=articles)
    return read(list(rows.values_list("pk", flat=True)), now)


def is_public(now: datetime) -> Q:
    return Q(published_at__lte=now) & (Q(expires_at=None) | Q(expires_at__gt=now))
