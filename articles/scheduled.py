"""Updates of public texts that are ordered for a time: carried out, given up, cancelled.

An order is an act that is not done yet. It names revisions, so it brings what was written when it
was ordered, whatever has been typed into the draft since.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles import facts, strands, working_copies
from articles.announcing import Earlier, announce
from articles.models import Act, Article, ArticleLanguage
from articles.working_copies import lock

logger = logging.getLogger(__name__)


@transaction.atomic
def cancel(act: Act) -> None:
    """Take back a scheduled update that has not been carried out."""
    lock(act.article)
    Act.objects.pending().filter(pk=act.pk).update(cancelled_at=timezone.now())


def carry_out_due(article: Article | None = None) -> int:
    """Carry out every scheduled update that is due (of one article, or of all); return how many.

    Safe to call from several processes at once: the rows are locked and an act is done only once.
    One that fails is logged and tried again by whoever comes next; neither the others nor the
    page that asked for it have to suffer.
    """
    due = Act.objects.pending().filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    if article is not None:
        due = due.filter(article_id=article.live_pk)
    return sum(_try_to_carry_out(pk) for pk in list(due.values_list("pk", flat=True)))


def _try_to_carry_out(act_pk: int) -> bool:
    try:
        return _carry_out(act_pk)
    except Exception:
        logger.exception("scheduled update failed", extra={"act": act_pk})
        return False


@transaction.atomic
def _carry_out(act_pk: int) -> bool:
    # Whoever changes an article's acts has locked the article first, here too: nobody waits
    # for somebody who waits for them.
    live = lock(Act.objects.get(pk=act_pk).article)
    act = Act.objects.get(pk=act_pk)
    if act.done_at or act.cancelled_at:
        return False
    earlier = Earlier.of(live)
    for strand in strands.in_order(act.strands):
        number = act.strands[strand]
        working_copies.bring(
            live, strand, working_copies.content_of(live.pk, strand, number), number
        )
    now = timezone.now()
    act.done_at = now
    act.save(update_fields=["done_at"])
    published = [name for name in act.strands if name != strands.SHARED]
    ArticleLanguage.objects.filter(article_id=live.pk, language__in=published).update(
        last_updated_at=act.due_at
    )
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
