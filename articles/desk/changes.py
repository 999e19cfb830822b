"""In the form: what has changed in the other language since a text was written from it."""

from dataclasses import dataclass

from django.db.models import Exists, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

import languages
from articles import comparing, strands, wording
from articles.desk import parts, timeline
from articles.desk.history import places_of
from articles.desk.panels import when
from articles.desk.records import RecordViews
from articles.facts import counterpart
from articles.models import Act, Article, ArticleLanguage, Match, Revision
from languages import column


@dataclass(frozen=True)
class Seen:
    """What the pane of a language says: changes in the other one, and in its own."""

    heading: str
    shown: list[parts.Shown]
    own_heading: str
    own: list[parts.Shown]


class ChangesViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def form_context(self, request: HttpRequest, live: Article | None, row: Article | None) -> dict:
        context = super().form_context(request, live, row)
        return context | {"changes_since": changes_since(live, row) if live and row else {}}


def changes_since(live: Article, row: Article) -> dict[str, Seen]:
    """Return for each language that is out of date what it has to catch up with."""
    behind = [
        known
        for known in live.languages.all()
        if known.match == Match.OUTDATED and known.basis_number
    ]
    bases = _bases(live, behind)
    return {known.language: seen for known in behind if (seen := _seen(row, known, bases))}


def _bases(live: Article, behind: list[ArticleLanguage]) -> dict[tuple[str, int], Revision]:
    """Return the versions that languages were written from, and their own of that time."""
    wanted = Q(pk__in=[])
    for known in behind:
        wanted |= Q(strand=counterpart(known.language), number=known.basis_number)
        wanted |= Q(strand=known.language, number=known.basis_own_number)
    # Asked with the versions, so that it costs no question of its own.
    judged = {
        column("is_judged", known.language): Exists(
            live.acts.filter(verb=Act.Verb.SMALL_EDIT, done_at=known.basis_at)
        )
        for known in behind
    }
    found = live.revisions.filter(wanted).annotate(**judged) if behind else ()
    return {(each.strand, each.number): each for each in found}


def _seen(row: Article, known: ArticleLanguage, bases: dict) -> Seen | None:
    code, other = known.language, counterpart(known.language)
    basis = bases.get((other, known.basis_number))
    if basis is None:
        return None
    own = bases.get((code, known.basis_own_number))
    heading = _("What has changed in the %(other)s text since the %(language)s was written from it")
    if getattr(basis, column("is_judged", code)):
        heading = _(
            "What has changed in the %(other)s text since the %(language)s was judged valid"
        )
    elif known.basis_is_confirmed:
        heading = _("What has changed in the %(other)s text since the %(language)s was confirmed")
    names = {"other": languages.short_name(other), "language": languages.short_name(code)}
    details = [timeline.version_name(other, basis.number), when(known.basis_at or basis.created_at)]
    if known.basis_by:
        details.append(str(known.basis_by))
    own_heading = _("What has changed in the %(language)s text itself since then") % names
    return Seen(
        _("%(heading)s (%(details)s)")
        % {"heading": heading % names, "details": _(", ").join(details)},
        _compared(row, basis, other),
        own_heading,
        _compared(row, own, code) if own else [],
    )


def _compared(row: Article, before: Revision, strand: str) -> list[parts.Shown]:
    if strands.version(row, strand) == before.number:
        return []
    found = comparing.compare(before.content, strands.snapshot(row, strand), strand)
    # Nothing else has made a translation out of date.
    found = [part for part in found if wording.counts(part.name, strand, part.old, part.new)]
    return parts.shown(type(row), found, strand, places_of(row, found), around=0)
