"""Updates of public texts that are ordered for a time: carried out, given up, cancelled.

An order is an act that is not done yet. It names revisions, so it brings what was written when it
was ordered, whatever has been typed into the draft since. What was checked then, such as who may
publish it, is not asked again; but an order that would leave a page without something it needs is
refused, says so, and is tried again until somebody has mended or cancelled it.
"""

import logging
from datetime import datetime, timedelta

from django.db import OperationalError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import languages
from articles import facts, remembering, strands, working_copies
from articles.announcing import announce
from articles.completeness import Incomplete, concerned, lacking
from articles.models import Act, Article, ArticleLanguage
from articles.models.history import PATIENCE
from articles.prepared import NOW, Given, prepared
from articles.telling import tell_of_refusal
from articles.touched import Standing
from articles.working_copies import lock

logger = logging.getLogger(__name__)

# An order that was refused rests so long before somebody tries it again.
REST = timedelta(minutes=5)
INCOMPLETE, GONE, FAILED = "incomplete", "gone", "failed"
WHY = {
    INCOMPLETE: _("Something that the page needs has been removed since it was scheduled."),
    GONE: _("The version that was scheduled is not in the history any more."),
    FAILED: _("The portal could not carry it out. The administrator finds the cause in the log."),
}


class Gone(Exception):
    """The history does not hold what was ordered."""


@transaction.atomic
def cancel(act: Act) -> None:
    """Take back a scheduled update that has not been carried out."""
    lock(act.article)
    Act.objects.pending().filter(pk=act.pk).update(cancelled_at=timezone.now())


def overdue(now: datetime | None = None) -> models.QuerySet:
    """Return the orders that should have been carried out: late, or refused."""
    late = (now or timezone.now()) - PATIENCE
    return Act.objects.pending().filter(Q(due_at__lt=late) | Q(refused_at__isnull=False))


def is_due(act: Act) -> bool:
    return act.due_at <= timezone.now()


def why_refused(act: Act) -> str:
    """Return in words why an order was refused; the act keeps a code and the languages."""
    why, *codes = act.refusal.split() or [FAILED]
    words = str(WHY.get(why, WHY[FAILED]))
    names = [languages.short_name(code) for code in codes if code in languages.codes()]
    return f"{words} ({str(_(', ')).join(names)})" if names else words


def carry_out_due(article: Article | None = None) -> int:
    """Carry out every scheduled update that is due (of one article, or of all); return how many.

    Safe to call from several processes at once: the rows are locked and an act is done only once.
    One that fails is logged and tried again by whoever comes later; neither the others nor the
    page that asked for it have to suffer.
    """
    now = timezone.now()
    due = _due(now=now, rested=now - REST)
    if article is not None:
        due = [(pk, of) for pk, of in due if of == article.live_pk]
    return sum(try_to_carry_out(pk) for pk, _of in due)


@prepared
def _due() -> models.QuerySet:
    rested = Q(refused_at=None) | Q(refused_at__lte=Given("rested", models.DateTimeField()))
    due = Act.objects.pending().filter(rested, due_at__lte=NOW).order_by("due_at", "pk")
    return due.values_list("pk", "article_id")


def try_to_carry_out(act_pk: int) -> bool:
    """Carry out an order that is due; False if it was refused or somebody else has done it."""
    try:
        return _carry_out(act_pk)
    except Incomplete as error:
        why = " ".join([INCOMPLETE, *error.missing])
    except Gone:
        why = GONE
    except OperationalError:
        # The database was busy or away: nothing is wrong with the order.
        logger.exception("scheduled update failed", extra={"act": act_pk})
        return False
    except Exception:
        logger.exception("scheduled update failed", extra={"act": act_pk})
        why = FAILED
    try:
        _refuse(act_pk, why)
    except Exception:
        logger.exception("refusal not noted", extra={"act": act_pk})
    return False


@transaction.atomic
def _refuse(act_pk: int, why: str) -> None:
    logger.warning("scheduled update refused", extra={"act": act_pk, "why": why})
    live = lock(Act.objects.get(pk=act_pk).article)
    act = Act.objects.pending().filter(pk=act_pk).first()
    if act is None:
        return
    is_news = act.refused_at is None
    act.refused_at, act.refusal = timezone.now(), why
    act.save(update_fields=["refused_at", "refusal"])
    if is_news:
        tell_of_refusal(live, act, why_refused)


@transaction.atomic
def _carry_out(act_pk: int) -> bool:
    # Whoever changes an article's acts has locked the article first, here too: nobody waits
    # for somebody who waits for them.
    live = lock(Act.objects.get(pk=act_pk).article)
    act = Act.objects.get(pk=act_pk)
    if act.done_at or act.cancelled_at:
        return False
    earlier = Standing.of(live)
    before = remembering.remember(live, strands.in_order(act.strands))
    for strand in strands.in_order(act.strands):
        number = act.strands[strand]
        content = working_copies.content_of(live.pk, strand, number)
        if content is None:
            raise Gone
        working_copies.bring(live, strand, content, number)
    if missing := lacking(live, concerned(live, act.strands)):
        raise Incomplete(missing)
    now = timezone.now()
    act.done_at, act.refused_at, act.refusal, act.before = now, None, "", before
    act.save(update_fields=["done_at", "refused_at", "refusal", "before"])
    published = [name for name in act.strands if name != strands.SHARED]
    if act.change != Act.Change.MINOR:
        rows = ArticleLanguage.objects.filter(article_id=live.pk, language__in=published)
        rows.update(last_updated_at=act.due_at)
    live.save()
    announce(live, act, published, earlier)
    working_copies.drop_without_changes(live)
    facts.refresh(live)
    logger.info("scheduled update carried out", extra={"article": live.pk, "act": act.pk})
    return True


def give_up(live: Article, names: list[str], now: datetime) -> None:
    """Cancel what was ordered for the strands in `names`; the rest of an order is ordered anew."""
    for act in live.acts.pending():
        left = {name: number for name, number in act.strands.items() if name not in names}
        if left == act.strands:
            continue
        act.cancelled_at = now
        act.save(update_fields=["cancelled_at"])
        if left:
            act.pk, act.cancelled_at, act.strands = None, None, left
            act.save(force_insert=True)
