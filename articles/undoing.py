"""Undoing a publication or a withdrawal: visitors read again exactly what they read before.

Every such act keeps in `before` what stood there (articles.remembering). What was published stays
as the draft.
"""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

import languages
from articles import facts, remembering, scheduled, strands, working_copies
from articles.announcing import announce
from articles.models import Act, Article
from articles.touched import Standing
from articles.working_copies import lock

UNDOABLE = (Act.Verb.PUBLISH, Act.Verb.WITHDRAW)
# How long the desk offers to undo the last act.
OFFERED = timedelta(days=7)


class CannotUndo(Exception):
    """An act cannot be undone any more; `why` is one of the reasons below."""

    NEWER, DONE, GONE, LATE = "newer", "done", "gone", "late"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def last_act(live: Article) -> Act | None:
    """Return the newest act that the desk offers to undo, if there is one."""
    acts = live.acts.filter(verb__in=(*UNDOABLE, Act.Verb.UNDO), undone_at=None)
    last = acts.exclude(done_at=None).order_by("-done_at", "-pk").first()
    if last is None or last.verb not in UNDOABLE or not last.before:
        return None
    return last if last.done_at > timezone.now() - OFFERED else None


def is_schedule(live: Article, act: Act) -> bool:
    """Tell whether all that an act brought is still ahead: nobody has read it yet."""
    codes = [name for name in act.strands if name != strands.SHARED]
    now = timezone.now()
    starts = [live.published_at(code) for code in codes]
    return act.verb == Act.Verb.PUBLISH and bool(codes) and all(at and at > now for at in starts)


def is_ahead(live: Article, code: str) -> bool:
    """Tell whether a language is scheduled: it appears by itself at its time."""
    at = live.published_at(code)
    return at is not None and at > timezone.now()


def left_to_unschedule(live: Article, acts: list[Act]) -> list[str]:
    """Return the languages that are ahead and that undoing `acts` would not take back."""
    is_covered = bool(acts) and is_schedule(live, acts[0])
    covered = {name for act in acts for name in act.strands} if is_covered else set()
    return [code for code in languages.codes() if code not in covered and is_ahead(live, code)]


def offered(live: Article) -> list[Act]:
    """Return what one press undoes, the newest first: the last act, or all of a schedule."""
    last = last_act(live)
    if last is None or not is_schedule(live, last):
        return [last] if last else []
    acts = live.acts.filter(verb__in=UNDOABLE, undone_at=None).exclude(done_at=None)
    found = []
    for act in acts.order_by("-done_at", "-pk"):
        if not act.before or not is_schedule(live, act):
            break
        found.append(act)
    return found


@transaction.atomic
def unschedule(article: Article, codes: list[str], by: models.Model | None = None) -> Act:
    """Take back publications that are still ahead; return the record of it.

    Unlike undoing an act this does not depend on what was done since: each language is again what
    it was before it was scheduled. Raises CannotUndo when none of them is ahead any more.
    """
    live = lock(article)
    now, earlier = timezone.now(), Standing.of(live)
    chosen = [code for code in strands.in_order(codes) if is_ahead(live, code)]
    if not chosen:
        raise CannotUndo(CannotUndo.DONE)
    for code in chosen:
        acts, facts_before = _schedule_of(live, code)
        remembering.put_back(live, code, facts_before)
        over = [act.pk for act in acts if {*act.strands} <= {*chosen, strands.SHARED}]
        Act.objects.filter(pk__in=over).update(undone_at=now)
    # Without any publication the live row is written in again, and no order may overwrite it.
    scheduled.give_up(live, chosen if live.has_publication else strands.names(), now)
    live.save()
    done = Act.objects.create(
        article_id=live.pk,
        verb=Act.Verb.UNDO,
        strands=dict.fromkeys(chosen),
        due_at=now,
        done_at=now,
        by=by,
    )
    announce(live, done, chosen, earlier)
    facts.refresh(live, by)
    return done


def _schedule_of(live: Article, code: str) -> tuple[list[Act], dict]:
    """Return the acts that scheduled a language, and what it was before the first of them."""
    acts = live.acts.filter(verb=Act.Verb.PUBLISH, undone_at=None).exclude(done_at=None)
    found, before = [], {}
    for act in acts.order_by("-done_at", "-pk"):
        if code not in act.strands:
            continue
        found.append(act)
        before = act.before.get("languages", {}).get(code) or {}
        if not remembering.was_ahead(before, act.done_at):
            break
    return found, before


@transaction.atomic
def undo(act: Act, by: models.Model | None = None) -> Act:
    """Bring back what visitors read before `act`, in all its languages; return the record of it.

    Raises CannotUndo when something newer was published since, when it was undone already, or
    when the history does not hold what stood there.
    """
    live = lock(act.article)
    act = Act.objects.get(pk=act.pk)
    _refuse_if_too_late(live, act)
    now, earlier = timezone.now(), Standing.of(live)
    if order := act.before.get("order"):
        scheduled.cancel(Act.objects.get(pk=order))
    numbers = _numbers_to_bring(live, act)
    working_copies.keep_as_draft(live, numbers, by)
    for strand in strands.in_order(numbers):
        content = working_copies.content_of(live.pk, strand, numbers[strand])
        if content is None:
            raise CannotUndo(CannotUndo.GONE)
        working_copies.bring(live, strand, content, numbers[strand])
    for code, facts_before in act.before["languages"].items():
        remembering.put_back(live, code, facts_before)
    live.save()
    Act.objects.filter(pk=act.pk).update(undone_at=now)
    done = Act.objects.create(
        article_id=live.pk,
        verb=Act.Verb.UNDO,
        strands={name: numbers.get(name) for name in act.strands},
        due_at=now,
        done_at=now,
        by=by,
    )
    announce(live, done, list(act.before["languages"]), earlier)
    working_copies.drop_without_changes(live)
    facts.refresh(live, by)
    return done


def _refuse_if_too_late(live: Article, act: Act) -> None:
    if act.undone_at or act.done_at is None or act.verb not in UNDOABLE or not act.before:
        raise CannotUndo(CannotUndo.DONE)
    if Act.objects.filter(pk=act.before.get("order")).exclude(done_at=None).exists():
        # What was ordered in the same breath is public by now.
        raise CannotUndo(CannotUndo.NEWER)
    others = live.acts.filter(verb__in=UNDOABLE, undone_at=None, done_at__gte=act.done_at)
    for other in others.exclude(pk=act.pk):
        is_newer = (other.done_at, other.pk) > (act.done_at, act.pk)
        # Shared facts stand on the pages of every language.
        is_same = {*other.strands} & {*act.strands} or strands.SHARED in {
            *other.strands,
            *act.strands,
        }
        if is_newer and is_same:
            raise CannotUndo(CannotUndo.NEWER)


def _numbers_to_bring(live: Article, act: Act) -> dict[str, int]:
    """Return the versions that have to come back: of strands that have changed since."""
    return {
        strand: number
        for strand, number in act.before["strands"].items()
        if strands.version(live, strand) != number
        # While a language is public, nobody writes in the live row's shared facts.
        and (strand in act.strands or not live.has_publication)
    }
