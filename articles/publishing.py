"""Publishing: the only way a text becomes public, is changed in public, or is taken down.

`publish` brings chosen strands of the row that editors write in to the live row, now or at a
time; `withdraw` ends a language's publication. Each act is one transaction: rows, the record of
the act, and what must follow (purging of caches, mail) as rows written by PUBLISHING_STEPS. A
process that dies after the commit leaves those rows for the next one (docs/decisions/0004).

Appearing, expiring and withdrawing need nothing to run, for `Article.objects.public` decides
them in the query. Only a scheduled *update* of a text that is public already has to be carried
out: by whoever comes first after its second, the worker or a page (`articles.scheduled`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

import languages
from articles import facts, remembering, scheduled, strands, working_copies
from articles.announcing import announce
from articles.completeness import Incomplete, refuse_incomplete_outcome
from articles.four_eyes import SecondPersonNeeded, check_second_person
from articles.models import Act, Article, ArticleLanguage
from articles.seen import ChangedSince, refuse_unseen
from articles.slugs import slug_for
from articles.touched import Standing, Touched
from articles.working_copies import lock
from languages import column
from pagestore.purge import order_purge_at
from pagestore.tags import SITE

__all__ = [
    "ChangedSince",
    "EndsBeforeStart",
    "Incomplete",
    "SecondPersonNeeded",
    "publish",
    "withdraw",
]


class EndsBeforeStart(Exception):
    """A language cannot be published because it would end before it begins."""


@dataclass(frozen=True)
class ChangeNote:
    """What visitors are told of an update: how much has changed and, per language, what."""

    change: str = ""
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Wish:
    """What was asked of `publish`, for its parts."""

    # What every act of it says: by, note, change, public_notes, is_exception.
    said: dict
    at: datetime | None
    ends: dict[str, datetime | None]
    now: datetime
    earlier: Standing
    before: dict = field(default_factory=dict)


@transaction.atomic
def publish(
    article: Article,
    wanted: Iterable[str],
    by: models.Model | None = None,
    *,
    note: str = "",
    at: datetime | None = None,
    expires: dict[str, datetime | None] | None = None,
    told: ChangeNote | None = None,
    seen: dict[str, int] | None = None,
) -> Act:
    """Make the strands in `wanted` public and return the record of it.

    article: any row of the record. wanted: codes of languages and `shared`; the first publication
    always brings the shared facts. at: when it takes effect (default: now); a time in the past
    dates a first publication. expires: the end per language, None for none; a language that is
    not named keeps the end it has. told: the note of what has changed, for visitors. seen: the
    versions that `by` has had before them; commands, which look at nothing, leave it out.

    A language that is scheduled keeps its time if none is given; one that was taken down comes
    back under its first date.

    Raises Incomplete when any language would then be public without a text it needs,
    EndsBeforeStart when its end, given now or earlier, comes before its beginning,
    SecondPersonNeeded when the section wants that somebody else has seen it (articles.four_eyes),
    ChangedSince when a strand that would be published is not the one that was seen,
    UnknownLanguage for a wrong code, ValueError when nothing is wanted.
    """
    now = timezone.now()
    live = lock(article)
    chosen = strands.in_order(wanted)
    if not chosen:
        raise ValueError("Nothing was named that should be published.")
    earlier = Standing.of(live)
    source = working_copies.editable_row(live) or live
    working_copies.record(source, by)
    # The live row lags behind until the shared facts it needs have been there once.
    if not live.has_publication and strands.SHARED not in chosen:
        chosen.insert(0, strands.SHARED)
    refuse_unseen(source, chosen, seen)

    later = at is not None and at > now
    visible = [code for code in languages.codes() if live.is_public(code, now)]
    postponed = [
        name
        for name in chosen
        if later and (name in visible or (name == strands.SHARED and visible))
    ]
    direct = [name for name in chosen if name not in postponed]

    refuse_incomplete_outcome(live, source, chosen)
    is_exception = check_second_person(live, source, chosen, by, note)
    if not source.slug:
        _give_address(source, chosen)
    said = {
        "by": by,
        "note": note,
        "change": told.change if told else "",
        "public_notes": told.notes if told else {},
        "is_exception": is_exception,
    }
    ends = {languages.normalise(code): end for code, end in (expires or {}).items()}
    wish = _Wish(said, at, ends, now, earlier, remembering.remember(live, direct))
    act = None
    if postponed:
        act = _order(live, source, postponed, wish)
        # One press of a button is undone as a whole.
        wish.before["order"] = act.pk
    if direct:
        act = _publish_directly(live, source, direct, wish)
    facts.refresh(live, by)
    return act


@transaction.atomic
def withdraw(
    article: Article,
    wanted: Iterable[str],
    by: models.Model | None = None,
    reason: str = "",
    *,
    notices: dict[str, str] | None = None,
    target: Article | None = None,
) -> Act:
    """Take languages down at once, scheduled updates of them included; return the record of it.

    notices: what visitors then read at the address, per language. target: the article they are
    led to instead, in every language in which it is public; where it is not, the notice counts.
    Of a language that never appeared nothing is left at its address.

    Raises UnknownLanguage for a wrong code.
    """
    now = timezone.now()
    live = lock(article)
    earlier = Standing.of(live)
    chosen = [code for code in strands.in_order(wanted) if code != strands.SHARED]
    before = remembering.remember(live, [strands.SHARED, *chosen])
    for code in chosen:
        setattr(live, column("published_at", code), None)
        setattr(live, column("expires_at", code), None)
        words = (notices or {}).get(code, "")
        _note_withdrawal(live, code, now, (reason, words, target and target.live_pk))
    # Without any publication the live row is written in again, and no order may overwrite it.
    scheduled.give_up(live, chosen if live.has_publication else strands.names(), now)
    live.save()
    act = Act.objects.create(
        article_id=live.pk,
        verb=Act.Verb.WITHDRAW,
        strands=dict.fromkeys(chosen),
        due_at=now,
        done_at=now,
        by=by,
        note=reason,
        before=before,
    )
    announce(live, act, chosen, earlier)
    facts.refresh(live, by)
    return act


def _give_address(source: Article, chosen: list[str]) -> None:
    source.slug = slug_for(source, chosen)
    source.save(update_fields=["slug"])
    # In the history, so that the next draft does not look changed by it; nobody has written it.
    working_copies.keep_revisions(source)


def _note_withdrawal(live: Article, code: str, now: datetime, said: tuple) -> None:
    known, _created = ArticleLanguage.objects.get_or_create(article_id=live.pk, language=code)
    if known.first_published_at and known.first_published_at > now:
        # It never appeared: its first publication is still to come, and visitors are told nothing.
        known.first_published_at = known.last_updated_at = None
    else:
        known.withdrawn_at = now
        known.withdrawal_reason, known.withdrawal_notice, known.withdrawal_target_id = said
    known.save()


def _publish_directly(live: Article, source: Article, chosen: list[str], wish: _Wish) -> Act:
    if source.pk != live.pk:
        for strand in chosen:
            content, number = strands.snapshot(source, strand), strands.version(source, strand)
            working_copies.bring(live, strand, content, number)
    scheduled.give_up(live, chosen, wish.now)
    published = [name for name in chosen if name != strands.SHARED]
    known = facts.of(live)
    for code in published:
        _publish_language(live, known[code], wish)
        _set_end(live, code, wish, live.published_at(code))
    live.save(update_fields=[*_times(published), *map(strands.version_column, chosen)])
    act = Act.objects.create(
        article_id=live.pk,
        verb=Act.Verb.PUBLISH,
        strands={name: strands.version(live, name) for name in chosen},
        due_at=wish.at or wish.now,
        done_at=wish.now,
        before=wish.before,
        **wish.said,
    )
    announce(live, act, published, wish.earlier)
    if source.pk != live.pk:
        working_copies.drop_without_changes(live)
    return act


def _publish_language(live: Article, known: ArticleLanguage, wish: _Wish) -> None:
    code, at, now = known.language, wish.at, wish.now
    # A comma that is put right makes no new text of an old one.
    is_minor = wish.said["change"] == Act.Change.MINOR and live.is_public(code, now)
    is_first = known.first_published_at is None or known.first_published_at > now
    known_date = live.published_at(code)
    if at is not None:
        date = at
    elif known_date and (known_date > now or live.is_public(code, now)):
        date = known_date
    else:
        date = now if is_first else known.first_published_at
    setattr(live, column("published_at", code), date)
    if is_first or (at is not None and at <= now):
        known.first_published_at = date
    if not is_minor:
        known.last_updated_at = date if is_first else max(now, date)
    known.withdrawn_at = known.withdrawal_target_id = None
    known.withdrawal_reason = known.withdrawal_notice = ""
    known.save()


def _order(live: Article, source: Article, postponed: list[str], wish: _Wish) -> Act:
    for code in postponed:
        if code != strands.SHARED:
            _set_end(live, code, wish, wish.at)
    scheduled.give_up(live, postponed, wish.now)
    act = Act.objects.create(
        article_id=live.pk,
        verb=Act.Verb.PUBLISH,
        strands={name: strands.version(source, name) for name in postponed},
        due_at=wish.at,
        **wish.said,
    )
    live.save(update_fields=_times(postponed))
    _order_purge(live, source, act, wish)
    return act


def _order_purge(live: Article, source: Article, act: Act, wish: _Wish) -> None:
    """Let pages that are stored end with the second of an update, and with the end it brings."""
    after = now = Standing.of(live)
    if strands.SHARED in act.strands:
        after = Standing.of(source).at_times_of(now)
    touched = Touched(wish.earlier, after, frozenset(act.strands))
    tags = touched.tags
    if now.category_id != after.category_id:
        # Who else will stand in the two categories by then is not known yet.
        tags.add(SITE)
    order_purge_at(tags, [act.due_at, *touched.moments])


def _times(names: list[str]) -> list[str]:
    codes = [name for name in names if name != strands.SHARED]
    return [column(time, code) for code in codes for time in remembering.TIMES]


def _set_end(live: Article, code: str, wish: _Wish, start: datetime) -> None:
    end = live.expires_at(code)
    if code in wish.ends:
        end = wish.ends[code]
    elif end and end <= wish.now:
        # Publishing again after the end has passed means that it shall be seen again.
        end = None
    if end and end <= start:
        raise EndsBeforeStart
    setattr(live, column("expires_at", code), end)
