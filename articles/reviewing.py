"""Review: a text is submitted, approved or sent back.

What was said holds for exactly the version it was said of: a newer one is a draft again. Approval
of the shared facts is kept with the act, since they belong to no language. Where it is needed:
`articles.four_eyes`.
"""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

import languages
from articles import facts, strands, working_copies
from articles.completeness import Incomplete, lacking
from articles.four_eyes import (
    REVIEW,
    have_written,
    may_publish_alone,
    needs_second_person,
    writer_of,
)
from articles.models import Act, Article, ArticleLanguage, Work
from articles.seen import ChangedSince, refuse_unseen
from articles.telling import tell_reviewers, tell_writers
from articles.working_copies import lock

__all__ = [
    "ChangedSince",
    "NothingToReview",
    "OwnText",
    "approve",
    "drafts",
    "last_review",
    "may_publish_alone",
    "needs_second_person",
    "send_back",
    "sent_back",
    "still_said",
    "submit",
    "versions",
]


class NothingToReview(Exception):
    """There is no draft, or nothing is written in the languages that were named."""


class OwnText(Exception):
    """Nobody approves what they have written in themselves; `languages` names it."""

    def __init__(self, codes: list[str]) -> None:
        self.languages = codes
        super().__init__(", ".join(codes))


# Submitting, approving, sending back


@transaction.atomic
def submit(
    article: Article,
    wanted: Iterable[str],
    by: models.Model,
    note: str = "",
    seen: dict[str, int] | None = None,
) -> Act:
    """Ask for a review of the drafts of some languages.

    seen: the versions that were looked at. Raises ChangedSince when there are others by now,
    NothingToReview also when exactly this is approved already, and Incomplete when one of them
    could not be published as it stands.
    """
    live, source, chosen = _draft(article, wanted)
    _refuse_other_versions(source, seen)
    last = last_review(live, source)
    if last and last.verb == Act.Verb.APPROVE and {*chosen} <= {*still_said(last, source)}:
        raise NothingToReview
    if missing := lacking(source, chosen):
        raise Incomplete(missing)
    waiting = _in_review(live, source)
    act = _say(live, source, chosen, Work.IN_REVIEW, by, note)
    # Who presses twice sends one letter.
    writers = {
        code: writer_of(live, code, strands.version(source, code))
        for code in chosen
        if code not in waiting
    }
    tell_reviewers(live, source, act, writers)
    return act


@transaction.atomic
def approve(
    article: Article,
    wanted: Iterable[str],
    by: models.Model,
    note: str = "",
    seen: dict[str, int] | None = None,
) -> Act:
    """Approve exactly what stands in the drafts of some languages, and their shared facts.

    seen: the versions that were looked at. Raises ChangedSince when there are others by now,
    OwnText when `by` has written in one of the languages since it was published last,
    NothingToReview.
    """
    live, source, chosen = _draft(article, wanted)
    _refuse_other_versions(source, seen)
    own = [code for code in chosen if by.pk in have_written(live, source, code)]
    if own:
        raise OwnText(own)
    act = _say(live, source, chosen, Work.APPROVED, by, note)
    tell_writers(live, act, _people(live, source, chosen))
    return act


@transaction.atomic
def send_back(
    article: Article,
    wanted: Iterable[str],
    by: models.Model,
    note: str,
    seen: dict[str, int] | None = None,
) -> Act:
    """Give drafts back to who wrote them, who get the note by mail."""
    if not note.strip():
        raise ValueError("Whoever gets a text back has to be told why.")
    live, source, chosen = _draft(article, wanted)
    _refuse_other_versions(source, seen)
    people = _people(live, source, chosen)
    act = _say(live, source, chosen, Work.SENT_BACK, by, note)
    tell_writers(live, act, people)
    return act


def drafts(live: Article, source: Article | None) -> list[str]:
    """Return the languages in which something is written that visitors do not get yet."""
    if source is None:
        return []
    differs = working_copies.changed_strands(source, live) if source.pk != live.pk else None
    return [
        code
        for code in languages.codes()
        if languages.has_text(source, "title", code)
        and (differs is None or {code, strands.SHARED} & {*differs} or not live.published_at(code))
    ]


def last_review(live: Article, source: Article | None) -> Act | None:
    """Return the last thing that was said in review of what the draft says now in a language."""
    if source is None or not drafts(live, source):
        return None
    newer = set()
    for act in live.acts.filter(verb__in=REVIEW).select_related("by").order_by("-pk"):
        if {*still_said(act, source)} - newer:
            return act
        newer |= {*act.strands}
        if newer >= {*languages.codes()}:
            return None
    return None


def sent_back(live: Article, codes: Iterable[str]) -> Act | None:
    """Return how `codes` were sent back, unless they were approved or published since."""
    verbs = (Act.Verb.SEND_BACK, Act.Verb.APPROVE, Act.Verb.PUBLISH)
    acts = live.acts.filter(verb__in=verbs).select_related("by").order_by("-pk")
    last = acts.filter(strands__has_any_keys=list(codes)).first()
    return last if last and last.verb == Act.Verb.SEND_BACK else None


def still_said(act: Act, source: Article) -> list[str]:
    """Return the languages that are as they were when it was said in review."""
    return [
        code
        for code in languages.codes()
        if code in act.strands and act.strands[code] == strands.version(source, code)
    ]


def versions(source: Article, codes: Iterable[str]) -> dict[str, int]:
    """Return the numbers of what a review speaks of: the languages and their shared facts."""
    return {name: strands.version(source, name) for name in (*codes, strands.SHARED)}


def _in_review(live: Article, source: Article) -> list[str]:
    known = live.languages.filter(work=Work.IN_REVIEW)
    return [k.language for k in known if k.work_number == strands.version(source, k.language)]


def _draft(article: Article, wanted: Iterable[str]) -> tuple[Article, Article, list[str]]:
    live = lock(article)
    source = working_copies.editable_row(live)
    chosen = [code for code in strands.in_order(wanted) if code != strands.SHARED]
    if not chosen or not {*chosen} <= {*drafts(live, source)}:
        raise NothingToReview
    return live, source, chosen


def _refuse_other_versions(source: Article, seen: dict[str, int] | None) -> None:
    refuse_unseen(source, seen or (), seen)


def _say(live, source, chosen: list[str], work: Work, by, note: str) -> Act:
    now = timezone.now()
    for code in chosen:
        ArticleLanguage.objects.update_or_create(
            article_id=live.pk,
            language=code,
            defaults={
                "work": work,
                "work_number": strands.version(source, code),
                "work_by": by,
                "work_at": now,
            },
        )
    verb = {
        Work.IN_REVIEW: Act.Verb.SUBMIT,
        Work.APPROVED: Act.Verb.APPROVE,
        Work.SENT_BACK: Act.Verb.SEND_BACK,
    }[work]
    act = Act.objects.create(
        article_id=live.pk,
        verb=verb,
        strands=versions(source, chosen),
        due_at=now,
        done_at=now,
        by=by,
        note=note,
    )
    facts.refresh(live, by)
    return act


def _people(live: Article, source: Article, chosen: list[str]) -> list[models.Model]:
    """Return who should hear of a review: who wrote last, who submitted it, and who answers."""
    last = [writer_of(live, code, strands.version(source, code)) for code in chosen]
    known = live.languages.filter(language__in=chosen).select_related("work_by")
    return [*last, *(each.work_by for each in known), live.owner]
