"""Review: a text is submitted, approved or sent back; and whose second pair of eyes it needs.

What was said holds for exactly the version it was said of: a newer one is a draft again. Approval
of the shared facts is kept with the act, since they belong to no language.

In a section with `four_eyes` a strand may go public only if somebody else than the last writer of
its version has approved that version, or if who publishes has written nothing of it since its last
publication. Whoever stands in `four_eyes_exempt` may publish alone and says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone

import languages
from articles import facts, strands, working_copies
from articles.completeness import Incomplete, lacking
from articles.models import Act, Article, ArticleLanguage, Category, Revision, Work
from articles.telling import tell_writers
from articles.working_copies import lock

REVIEW = (Act.Verb.SUBMIT, Act.Verb.APPROVE, Act.Verb.SEND_BACK)


class NothingToReview(Exception):
    """There is no draft, or nothing is written in the languages that were named."""


class OwnText(Exception):
    """Nobody approves what they have written last themselves; `languages` names it."""

    def __init__(self, codes: list[str]) -> None:
        self.languages = codes
        super().__init__(", ".join(codes))


class ChangedSince(Exception):
    """What was looked at is not what stands there any more."""


class SecondPersonNeeded(Exception):
    """In this section somebody else has to approve or publish what this person has written.

    `written` maps strands to who wrote last in them. `may_alone`: this person may publish
    alone, and has not said why.
    """

    def __init__(self, written: dict[str, models.Model | None], may_alone: bool) -> None:
        self.written, self.may_alone = written, may_alone
        super().__init__(", ".join(written))


@dataclass(frozen=True)
class Writing:
    """Who has written in a strand since visitors last got it."""

    last: models.Model | None
    everybody: set[int]


# Submitting, approving, sending back


@transaction.atomic
def submit(article: Article, wanted: Iterable[str], by: models.Model, note: str = "") -> Act:
    """Ask for a review of the drafts of some languages.

    Raises NothingToReview, and Incomplete when one of them could not be published as it stands.
    """
    live, source, chosen = _draft(article, wanted)
    if missing := lacking(source, chosen):
        raise Incomplete(missing)
    return _say(live, source, chosen, Work.IN_REVIEW, by, note)


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
    OwnText when `by` has written one of the languages last, NothingToReview.
    """
    live, source, chosen = _draft(article, wanted)
    _refuse_other_versions(source, seen)
    own = [code for code in chosen if _writer(live, code, strands.version(source, code)) == by]
    if own:
        raise OwnText(own)
    act = _say(live, source, chosen, Work.APPROVED, by, note)
    if note:
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
    """Return the last thing that was said in review of exactly what the draft says now."""
    if source is None or not drafts(live, source):
        return None
    acts = live.acts.filter(verb__in=REVIEW).select_related("by").order_by("-pk")
    last = acts.first()
    is_same = last and all(strands.version(source, name) == n for name, n in last.strands.items())
    return last if is_same else None


def versions(source: Article, codes: Iterable[str]) -> dict[str, int]:
    """Return the numbers of what a review speaks of: the languages and their shared facts."""
    return {name: strands.version(source, name) for name in (*codes, strands.SHARED)}


def _draft(article: Article, wanted: Iterable[str]) -> tuple[Article, Article, list[str]]:
    live = lock(article)
    source = working_copies.editable_row(live)
    chosen = [code for code in strands.in_order(wanted) if code != strands.SHARED]
    if not chosen or not {*chosen} <= {*drafts(live, source)}:
        raise NothingToReview
    return live, source, chosen


def _refuse_other_versions(source: Article, seen: dict[str, int] | None) -> None:
    if seen is not None and seen != versions(source, [n for n in seen if n != strands.SHARED]):
        raise ChangedSince


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
    last = [_writer(live, code, strands.version(source, code)) for code in chosen]
    known = live.languages.filter(language__in=chosen).select_related("work_by")
    return [*last, *(each.work_by for each in known), live.owner]


# The second pair of eyes


def needs_second_person(live: Article, language: str, by: models.Model | None) -> bool:
    """Tell whether `by` cannot make the newest text of `language` public without somebody else.

    Whoever may publish alone needs a second person too, or a reason.
    """
    source = working_copies.editable_row(live) or live
    chosen = [language] if live.has_publication else [strands.SHARED, language]
    return bool(waiting_for_another(live, source, chosen, by))


def waiting_for_another(
    live: Article, source: Article, chosen: list[str], by: models.Model | None
) -> dict[str, models.Model | None]:
    """Return the strands that `by` must not publish alone, and who wrote last in each."""
    if by is None or not sections_of_four_eyes(live, source):
        return {}
    found = {}
    for strand in chosen:
        number = strands.version(source, strand)
        writing = _writing(live, source, strand, number)
        if by.pk in writing.everybody and not _is_approved(live, strand, number, writing.last):
            found[strand] = writing.last
    return found


def sections_of_four_eyes(live: Article, source: Article) -> list[Category]:
    """Return the sections with the rule, where an article stands and where it is going."""
    sections = {row.category.section_id: row.category.section for row in (live, source)}
    return [section for section in sections.values() if section.four_eyes]


def may_publish_alone(live: Article, source: Article, by: models.Model) -> bool:
    return all(
        section.four_eyes_exempt.filter(pk=by.pk).exists()
        for section in sections_of_four_eyes(live, source)
    )


def check_second_person(live, source, chosen: list[str], by, note: str) -> bool:
    """Raise SecondPersonNeeded; return whether `by` publishes alone as an exception."""
    waiting = waiting_for_another(live, source, chosen, by)
    if not waiting:
        return False
    may_alone = may_publish_alone(live, source, by)
    if may_alone and note.strip():
        return True
    raise SecondPersonNeeded(waiting, may_alone)


def _writing(live: Article, source: Article, strand: str, number: int) -> Writing:
    public = _public_number(live, source, strand)
    rows = Revision.objects.filter(
        article_id=live.pk, strand=strand, number__gt=public, number__lte=number
    )
    rows = rows.select_related("created_by").only("number", "created_by").order_by("number")
    people = [row.created_by for row in rows]
    return Writing(people[-1] if people else None, {each.pk for each in people if each})


def _public_number(live: Article, source: Article, strand: str) -> int:
    """Return the version of a strand that visitors got last; what is older has been seen."""
    is_shown = strand == strands.SHARED or live.published_at(strand)
    if source.pk != live.pk and is_shown:
        return strands.version(live, strand)
    acts = live.acts.filter(verb=Act.Verb.PUBLISH, undone_at=None).exclude(done_at=None)
    last = acts.filter(strands__has_key=strand).order_by("-pk").first()
    return last.strands[strand] if last else 0


def _is_approved(live: Article, strand: str, number: int, writer: models.Model | None) -> bool:
    acts = live.acts.filter(verb__in=REVIEW, strands__has_key=strand).order_by("-pk")
    last = acts.first()
    return (
        last is not None
        and last.verb == Act.Verb.APPROVE
        and last.strands[strand] == number
        and last.by_id != (writer and writer.pk)
    )


def _writer(live: Article, strand: str, number: int) -> models.Model | None:
    rows = Revision.objects.filter(article_id=live.pk, strand=strand, number=number)
    revision = rows.select_related("created_by").only("number", "created_by").first()
    return revision.created_by if revision else None
