"""What work is in hand in each language of an article, and whether it says what the other says.

Whether visitors read a language is decided by times and kept nowhere (articles.states). The other
two facts are kept in one ArticleLanguage a language, so that lists can find and count them.
`refresh` brings them up to date after everything that changes a text or its publication; it is
called by `working_copies`, `publishing` and `scheduled`, nobody else has to think of it.

A language has a *basis*: the words of its counterpart that it was written or confirmed from. It is
out of date when those words have changed since (docs/decisions/0031-three-facts-a-language.md).
The counterpart of each language is the default one, and that one's is the next: a third language
would be compared with the default language alone.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

import languages
from articles import strands, structure, wording
from articles.kinds import model_of
from articles.models import Act, Article, ArticleLanguage, Revision
from articles.models.language import Match, Work
from languages import column

IN_STEP = (Match.CURRENT, Match.CONFIRMED)
REVIEWED = (Work.IN_REVIEW, Work.SENT_BACK, Work.APPROVED)
BASIS = ("number", "hashes", "own_number", "is_confirmed", "by_id", "at")


def counterpart(language: str) -> str:
    """Return the language that `language` is compared with."""
    return languages.others(language)[0]


def of(article: Article) -> dict[str, ArticleLanguage]:
    """Return what is kept of each language of a record; a new row, not stored, where none is."""
    found = {row.language: row for row in ArticleLanguage.objects.filter(article=article.live_pk)}
    return {
        code: found.get(code) or ArticleLanguage(article_id=article.live_pk, language=code)
        for code in languages.codes()
    }


@transaction.atomic(savepoint=False)
def refresh(
    article: Article, by: models.Model | None = None, opened: dict[str, int] | None = None
) -> None:
    """Bring work and match of all languages up to date with what is stored now.

    opened: the version of each strand that the writer saw (`merging.opened_versions`): what a
    first translation was made from. by: who wrote.
    """
    live, row = _rows(article)
    known = of(live)
    stored = {code: _values(kept) for code, kept in known.items() if kept.pk}
    before = {code: (kept.hashes, kept.match) for code, kept in known.items()}
    for code, kept in known.items():
        kept.hashes = wording.hashes(strands.snapshot(row, code), code)
    for code in known:
        _keep_basis(known, code, before, row, by, opened or {})
    _conclude(live, row, known, by, stored)


@transaction.atomic
def confirm(article: Article, by: models.Model | None, note: str = "") -> Act:
    """Note that the languages say the same as they are now; return the record of it."""
    live, row = _rows(article)
    known = of(live)
    written = [code for code, kept in known.items() if wording.is_written(kept.hashes)]
    for code in written:
        if counterpart(code) in written:
            _set_basis(known, code, row, by, is_confirmed=True)
    _conclude(live, row, known, by)
    return _note(live, row, Act.Verb.CONFIRM, written, by, note)


@transaction.atomic
def small_edit(article: Article, language: str, by: models.Model | None, note: str = "") -> Act:
    """Note that what was changed in `language` leaves the others valid; return the record of it.

    It is about everything that has changed since the others' bases: ask only somebody who has seen
    them in step before, or sees all of it.
    """
    live, row = _rows(article)
    known = of(live)
    leaning = [code for code, kept in known.items() if counterpart(code) == language]
    return _judge(live, row, known, leaning, [language], by, note)


@transaction.atomic
def stays_valid(article: Article, language: str, by: models.Model | None, note: str = "") -> Act:
    """Note, after the other text was changed, that `language` is valid as it is; return the record.

    The record names both texts (`is_judgement`), for nobody has edited anything with it.
    """
    live, row = _rows(article)
    names = [counterpart(language), language]
    return _judge(live, row, of(live), [language], names, by, note)


def is_judgement(act: Act) -> bool:
    """Tell whether an act judged a text valid afterwards, with no edit of its own."""
    return act.verb == Act.Verb.SMALL_EDIT and len(act.strands) > 1


def _judge(
    live: Article,
    row: Article,
    known: dict[str, ArticleLanguage],
    codes: list[str],
    names: list[str],
    by: models.Model | None,
    note: str,
) -> Act:
    """Let the texts in `codes` be valid for the others as those are now."""
    act = _note(live, row, Act.Verb.SMALL_EDIT, names, by, note)
    for code in codes:
        if known[code].basis_at:
            is_confirmed = known[code].basis_is_confirmed
            _set_basis(known, code, row, by, is_confirmed=is_confirmed)
            # The moment of the act: by it the desk tells that the text was judged.
            known[code].basis_at = act.done_at
    _conclude(live, row, known, by)
    return act


@transaction.atomic
def begun(article: Article, language: str, by: models.Model | None) -> None:
    """Note that the text in `language` is being written from its counterpart as it is now."""
    live, row = _rows(article)
    known = of(live)
    _set_basis(known, language, row, by)
    _conclude(live, row, known, by)


@transaction.atomic
def forget_draft(article: Article) -> None:
    """Take back what was said about the texts of a draft that was thrown away."""
    live, _row = _rows(article)
    known = of(live)
    for code, kept in known.items():
        for name, value in kept.before_draft.items():
            setattr(kept, name, value)
        kept.hashes = wording.hashes(strands.snapshot(live, code), code)
        kept.save()
    refresh(live)


def _rows(article: Article) -> tuple[Article, Article]:
    """Return the live row and the row that editors write in, as they are stored."""
    live = model_of(article).objects.get(pk=article.live_pk)
    return live, type(live).objects.filter(live_id=live.pk).first() or live


def _keep_basis(
    known: dict[str, ArticleLanguage],
    code: str,
    before: dict[str, tuple[dict, str]],
    row: Article,
    by: models.Model | None,
    opened: dict[str, int],
) -> None:
    """Let the basis of one language follow what has just been written."""
    other = counterpart(code)
    mine, theirs = known[code], known[other]
    if not wording.is_written(mine.hashes) or not wording.is_written(theirs.hashes):
        _clear_basis(mine)
    elif mine.basis_at is None:
        _set_basis(known, code, row, by)
        if other in opened and not wording.is_written(before[code][0]):
            # A first text was made from what its writer saw.
            _set_back(mine, row, other, opened[other], before[other][0])
    elif wording.differ(theirs.hashes, before[other][0]) and before[code][1] in IN_STEP:
        has_changed = wording.differ(mine.hashes, before[code][0])
        if before[other][1] == Match.OUTDATED:
            # It is catching up with this one, which loses nothing by it.
            _set_basis(known, code, row, by, is_confirmed=mine.basis_is_confirmed)
        elif before[other][1] in IN_STEP and has_changed:
            _set_basis(known, code, row, by)


def _set_basis(
    known: dict[str, ArticleLanguage],
    code: str,
    row: Article,
    by: models.Model | None,
    *,
    is_confirmed: bool = False,
) -> None:
    kept, other = known[code], counterpart(code)
    kept.basis_number, kept.basis_hashes = strands.version(row, other), known[other].hashes
    kept.basis_own_number = strands.version(row, code)
    kept.basis_is_confirmed = is_confirmed
    kept.basis_by, kept.basis_at = by, timezone.now()


def _set_back(kept: ArticleLanguage, row: Article, other: str, number: int, was: dict) -> None:
    """Let a basis be an earlier version of the other language than the present one."""
    if number == kept.basis_number or not wording.is_written(was):
        return
    earlier = Revision.objects.filter(article_id=row.live_pk, strand=other, number=number).first()
    if earlier or number == 0:
        kept.basis_number = number
        kept.basis_hashes = wording.hashes(earlier.content, other) if earlier else {}


def _clear_basis(kept: ArticleLanguage) -> None:
    kept.basis_number = kept.basis_own_number = 0
    kept.basis_hashes, kept.basis_is_confirmed = {}, False
    kept.basis_by = kept.basis_at = None


def _basis_of(kept: ArticleLanguage) -> dict[str, Any]:
    names = ["match", "match_since", *(f"basis_{name}" for name in BASIS)]
    values = {name: getattr(kept, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _conclude(
    live: Article,
    row: Article,
    known: dict[str, ArticleLanguage],
    by: models.Model | None,
    stored: dict[str, dict] | None = None,
) -> None:
    """Draw work and match from what is known, and store it where it is not `stored` already."""
    is_same = all(strands.version(row, code) == strands.version(live, code) for code in known)
    # What still waits for its words is no translation yet.
    written = {
        code: wording.is_written(kept.hashes)
        and not structure.parts_to_translate(getattr(row, column("body", code)) or "")
        for code, kept in known.items()
    }
    matches = {code: _match(known, code, written) for code in known}
    for code, kept in known.items():
        _set_match(kept, matches[code])
        _set_work(kept, _work(live, row, kept), strands.version(row, code), by)
        if is_same:
            kept.before_draft = _basis_of(kept)
        if _values(kept) != (stored or {}).get(code):
            kept.save()


def _values(kept: ArticleLanguage) -> dict[str, Any]:
    return {field.attname: getattr(kept, field.attname) for field in kept._meta.concrete_fields}


def _match(known: dict[str, ArticleLanguage], code: str, written: dict[str, bool]) -> Match:
    other = counterpart(code)
    if not written[code]:
        return Match.MISSING if any(written.values()) else Match.NOTHING
    if not written[other]:
        return Match.ONLY
    if not _is_in_step(known, code):
        return Match.OUTDATED
    # Two are confirmed together or not at all.
    with_it = counterpart(other) != code or _is_in_step(known, other)
    return Match.CONFIRMED if known[code].basis_is_confirmed and with_it else Match.CURRENT


def _is_in_step(known: dict[str, ArticleLanguage], code: str) -> bool:
    return not wording.differ(known[counterpart(code)].hashes, known[code].basis_hashes)


def _set_match(kept: ArticleLanguage, match: Match) -> None:
    if match != Match.OUTDATED:
        kept.match_since = None
    elif kept.match != Match.OUTDATED or kept.match_since is None:
        kept.match_since = timezone.now()
    kept.match = match


def _work(live: Article, row: Article, kept: ArticleLanguage) -> Work:
    version = strands.version(row, kept.language)
    if not wording.is_written(kept.hashes) or _is_settled(live, row, kept):
        return Work.NONE
    if kept.work in REVIEWED and kept.work_number == version:
        return Work(kept.work)
    return Work.DRAFT


def _is_settled(live: Article, row: Article, kept: ArticleLanguage) -> bool:
    """Tell whether the text is the one that is public, is scheduled, or was the last to be."""
    code = kept.language
    if not live.published_at(code) and not kept.withdrawn_at:
        return False
    if row.pk != live.pk:
        return strands.version(row, code) == strands.version(live, code) or strands.same(
            strands.snapshot(row, code), strands.snapshot(live, code), code
        )
    # Without any publication left, the live row itself is written in.
    return live.has_publication or strands.version(live, code) == _last_published(live, code)


def _last_published(live: Article, code: str) -> int | None:
    done = Act.objects.filter(article_id=live.pk, verb=Act.Verb.PUBLISH).exclude(done_at=None)
    acts = done.order_by("-created_at", "-pk").values_list("strands", flat=True)
    return next((numbers[code] for numbers in acts if code in numbers), None)


def _set_work(kept: ArticleLanguage, work: Work, version: int, by: models.Model | None) -> None:
    if work == kept.work and (work != Work.DRAFT or version == kept.work_number):
        return
    kept.work, kept.work_number = work, version
    kept.work_by, kept.work_at = (None, None) if work == Work.NONE else (by, timezone.now())


def _note(
    live: Article,
    row: Article,
    verb: Act.Verb,
    names: Iterable[str],
    by: models.Model | None,
    note: str,
) -> Act:
    now = timezone.now()
    return Act.objects.create(
        article_id=live.pk,
        verb=verb,
        strands={name: strands.version(row, name) for name in names},
        due_at=now,
        done_at=now,
        by=by,
        note=note,
    )
