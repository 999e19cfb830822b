"""A new draft from an article that there is: its texts and facts, and nothing of its history."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

import languages
from articles import strands, working_copies
from articles.models import Article
from languages import column


@transaction.atomic
def duplicate(article: Article, by: models.Model | None = None) -> Article:
    """Return a draft that says what editors have before them of `article`, its draft included."""
    live = working_copies.lock(article)
    source = working_copies.editable_row(live) or live
    draft = working_copies.copied(source, with_keys=False, **_changes(source, by))
    note = _("Copied from #%(number)s.") % {"number": live.pk}
    working_copies.record(draft, by, note)
    return draft


def _changes(source: Article, by: models.Model | None) -> dict:
    """Return what a copy does not take from its source."""
    nothing = ("published_at", "expires_at")
    changes = {column(name, code): None for name in nothing for code in languages.codes()}
    changes |= {strands.version_column(strand): 0 for strand in strands.names()}
    changes |= {column("title", code): _title(source, code) for code in languages.codes()}
    people = {"created_by": by, "updated_by": by, "owner": by, "review_by": None}
    bare = {"live_id": None, "slug": "", "is_featured": False, "created_at": timezone.now()}
    return changes | people | bare


def _title(source: Article, code: str) -> str:
    title = getattr(source, column("title", code))
    if not title:
        return ""
    with override(code):
        words = _("Copy of %(title)s")
    most = source._meta.get_field(column("title", code)).max_length
    return words % {"title": title[: most - len(words % {"title": ""})]}
