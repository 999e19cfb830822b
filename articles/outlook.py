"""How a record looks, looked or will look: the draft, what visitors find at a moment, a version.

Nothing of it is kept: what has to be written for it is written in a transaction that is taken
back. Visitors' own rule, `public(language, at)`, needs no more than the moment.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

import languages
from articles import strands, working_copies
from articles.completeness import concerned, lacking
from articles.kinds import child
from articles.models import Act, Article, ArticleLanguage, Revision
from articles.models.history import ActQuerySet
from languages import column

DRAFT, PUBLIC = "draft", "public"
# How many updates of other articles a preview of the home page carries out to be taken back.
MOST_UPDATES = 100
_SCHEDULED = re.compile(r"scheduled-([1-9][0-9]{0,17})")
_VERSION = re.compile(r"version-([a-z]+)-([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Outlook:
    """What of a record is looked at, and when."""

    live: Article
    state: str
    # Nothing means now.
    moment: datetime | None = None
    act: Act | None = None
    revision: Revision | None = None

    @property
    def at(self) -> datetime:
        return self.moment or timezone.now()

    @property
    def is_of_visitors(self) -> bool:
        """Whether it is what visitors find, and not what editors write."""
        return self.state == PUBLIC or self.act is not None

    def is_public(self, language: str) -> bool:
        return self.live.is_public(language, self.at)

    def target(self, language: str) -> Article | None:
        """Return the article to which visitors are led from a text that was taken down."""
        known = self._withdrawal(language)
        target = known and known.withdrawal_target
        return target if target and target.is_public(language, self.at) else None

    def has_notice(self, language: str) -> bool:
        """Whether visitors read words of ours where a text was taken down."""
        known = self._withdrawal(language)
        return bool(known and known.withdrawal_notice) and self.target(language) is None

    def _withdrawal(self, language: str) -> ArticleLanguage | None:
        if self.live.published_at(language) is not None:
            return None
        rows = self.live.languages.filter(language=language).exclude(withdrawn_at=None)
        return rows.select_related("withdrawal_target").first()

    @contextmanager
    def standing(self, *, published_in: str = "") -> Iterator[Article]:
        """Give the row to be shown as it stands then.

        published_in: let visitors of a language find the draft, so that it stands in lists.
        """
        is_written = self.is_of_visitors and self._due.exists()
        if not (is_written or self.revision or published_in):
            yield self._row()
            return
        with _taken_back():
            if self.is_of_visitors:
                _carry_out(self._due)
            row = self._row()
            if self.revision:
                _bring(row, self.revision.strand, self.revision.number)
            yield self._published(row, published_in) if published_in else row

    def refusals(self) -> list[tuple[Act, dict[str, list[str]]]]:
        """Return the updates by then that would be refused, with what their pages would lack."""
        if not self.is_of_visitors or not self._due.exists():
            return []
        with _taken_back():
            found = [(act, _lacking_after(act)) for act in self._due]
        return [(act, missing) for act, missing in found if missing]

    @property
    def _due(self) -> ActQuerySet:
        return _due(self.at).filter(article_id=self.live.pk)

    def _row(self) -> Article:
        live = child(Article.objects.get(pk=self.live.pk))
        return live if self.is_of_visitors else working_copies.editable_row(live) or live

    def _published(self, row: Article, code: str) -> Article:
        live = child(Article.objects.get(pk=self.live.pk))
        for strand in strands.names() if row.pk != live.pk else ():
            content = strands.snapshot(row, strand)
            working_copies.bring(live, strand, content, strands.version(row, strand))
        if not live.is_public(code, self.at):
            setattr(live, column("published_at", code), self.at)
            setattr(live, column("expires_at", code), None)
        live.save()
        return live


def read(live: Article, state: str, moment: datetime | None = None) -> Outlook | None:
    """Return the outlook that an address names: `draft`, `public`, `scheduled-7`, `version-en-3`.

    None where the record has no such thing; numbers of other records lead to nothing.
    """
    if state in (DRAFT, PUBLIC):
        return Outlook(live, state, moment)
    if match := _SCHEDULED.fullmatch(state):
        act = live.acts.pending().filter(pk=match[1]).first()
        # Before its time it would not be there to be seen.
        return act and Outlook(live, state, max(moment or act.due_at, act.due_at), act=act)
    if match := _VERSION.fullmatch(state):
        rows = live.revisions.filter(strand=_strand(match[1]), number=match[2])
        revision = rows.select_related("created_by").first()
        return revision and Outlook(live, state, moment, revision=revision)
    return None


def version_name(strand: str, number: int) -> str:
    """Return what an address calls a version: `version-zh-3`."""
    name = strand if strand == strands.SHARED else languages.prefix(strand)
    return f"version-{name}-{number}"


def _strand(name: str) -> str:
    known = {languages.prefix(code): code for code in languages.codes()}
    return known.get(name, strands.SHARED if name == strands.SHARED else "")


@contextmanager
def carried_out(at: datetime) -> Iterator[None]:
    """Let every update that is due by `at` stand, the first `MOST_UPDATES` of them."""
    if not _due(at).exists():
        yield
        return
    with _taken_back():
        _carry_out(_due(at)[:MOST_UPDATES])
        yield


def left_out(at: datetime) -> int:
    """Return how many updates are too many for `carried_out`."""
    return max(0, _due(at).count() - MOST_UPDATES)


def _due(at: datetime) -> ActQuerySet:
    return Act.objects.pending().filter(due_at__lte=at).order_by("due_at", "pk")


@contextmanager
def _taken_back() -> Iterator[None]:
    """Take back, in the end, whatever is written meanwhile."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _carry_out(acts: Iterable[Act]) -> None:
    # Not as the worker does it: nobody is told, and no page is purged.
    for act in list(acts):
        # So that its note for visitors is told.
        Act.objects.filter(pk=act.pk).update(done_at=act.due_at)
        live = child(Article.objects.get(pk=act.article_id))
        for strand in strands.in_order(act.strands):
            _bring(live, strand, act.strands[strand])
        known = ArticleLanguage.objects.filter(article_id=live.pk, language__in=act.strands)
        known.update(last_updated_at=act.due_at)


def _lacking_after(act: Act) -> dict[str, list[str]]:
    with transaction.atomic():
        _carry_out([act])
        live = child(Article.objects.get(pk=act.article_id))
        missing = lacking(live, concerned(live, act.strands))
        # Then it will not have taken place for those that follow.
        transaction.set_rollback(bool(missing))
    return missing


def _bring(row: Article, strand: str, number: int) -> None:
    content = working_copies.content_of(row.live_pk, strand, number)
    if content is not None:
        working_copies.bring(row, strand, content, number)
        row.save()
