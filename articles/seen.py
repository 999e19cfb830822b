"""Whether what somebody publishes or reviews is what they have had before them.

The desk's pages carry the version of each strand that they show. What has another version by the
time they come back was written by somebody else in between, and nobody has read it.
"""

from collections.abc import Iterable

from django.db import models

from articles import strands
from articles.models import Article, Revision


class ChangedSince(Exception):
    """What was looked at is not what stands there any more.

    `written` maps the strands that have changed to who wrote what stands there now.
    """

    def __init__(self, written: dict[str, models.Model | None]) -> None:
        self.written = written
        super().__init__(", ".join(written))


def refuse_unseen(source: Article, wanted: Iterable[str], seen: dict[str, int] | None) -> None:
    """Raise ChangedSince if a wanted strand has another version than `seen` says.

    seen: None where nobody looks at pages, as in commands; a strand that is missing was not seen.
    """
    if seen is None:
        return
    changed = [name for name in wanted if seen.get(name) != strands.version(source, name)]
    if changed:
        raise ChangedSince({name: _writer(source, name) for name in changed})


def after_saving(
    row: Article, opened: dict[str, int], before: dict[str, int], by: models.Model
) -> dict[str, int]:
    """Return the versions that somebody has seen who has just saved a form.

    opened: what the form was opened with. before: what was stored when it arrived. The new
    versions count as seen only where nobody else had written since the form was opened.
    """
    return {
        name: opened[name]
        if _have_others_written(row, name, opened[name], before[name], by)
        else strands.version(row, name)
        for name in strands.names()
    }


def versions(row: Article) -> dict[str, int]:
    """Return the versions that a page about a row shows."""
    return {name: strands.version(row, name) for name in strands.names()}


def _have_others_written(row: Article, strand: str, opened: int, before: int, by) -> bool:
    if opened == before:
        return False
    between = Revision.objects.filter(
        article_id=row.live_pk, strand=strand, number__gt=opened, number__lte=before
    )
    # A version lower than the one that was opened: somebody has discarded or undone.
    return opened > before or between.exclude(created_by=by).exists()


def _writer(source: Article, strand: str) -> models.Model | None:
    number = strands.version(source, strand)
    rows = Revision.objects.filter(article_id=source.live_pk, strand=strand, number=number)
    revision = rows.select_related("created_by").only("number", "created_by").first()
    return revision.created_by if revision else None
