"""Is what happens without a visitor being done: mail, purging, tidying?"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from articles import scheduled
from articles.models import ShareCard
from liangjiang import health
from liangjiang.doctor.findings import Finding, advice, error, note
from liangjiang.models import DailyJob
from library.models import Picture
from pagestore.models import PurgeOrder

# A purge that has failed so often will not go by itself.
MANY_TRIES = 5
LONG_AGO = timedelta(days=2)
# By then the worker has made the sizes of a picture, even of one in a pile.
PATIENCE = timedelta(minutes=15)


def worker() -> Iterator[Finding]:
    if (state := health.worker()) != "ok":
        yield error(
            f"The worker: {state}. Start `manage.py worker` (systemctl start liangjiang-worker); "
            "until then mail and purges wait."
        )


def letters() -> Iterator[Finding]:
    if (state := health.mail()) != "ok":
        yield error(
            f"Mail: {state}. The list of letters in the admin says why and tries them again; "
            "`manage.py sendtestemail` shows whether the server takes mail now."
        )


def purges() -> Iterator[Finding]:
    failing = PurgeOrder.objects.filter(done_at=None, tries__gte=MANY_TRIES).order_by("pk")
    if first := failing.first():
        yield error(
            f"Purge orders keep failing ({failing.count()}; {first.last_error}), so a cache shows "
            f"old pages. See that all of PURGE_URLS ({', '.join(settings.PURGE_URLS)}) answer."
        )


def orders() -> Iterator[Finding]:
    late = scheduled.overdue()
    if number := late.count():
        yield error(
            f"Scheduled updates that have not taken place: {number}. The schedule at the desk says "
            "why, and tries them again."
        )


def pictures() -> Iterator[Finding]:
    incomplete = Picture.objects.filter(renditions_made_at=None)
    failed = incomplete.exclude(renditions_error="").order_by("pk")
    if first := failed.first():
        yield error(
            f"The sizes of pictures cannot be made ({failed.count()}; picture {first.pk}: "
            f"{first.renditions_error}). Put the file back from a backup or replace the picture; "
            "`manage.py make_renditions` names them all."
        )
    waiting = incomplete.filter(renditions_error="")
    late = waiting.filter(renditions_due_at__lt=timezone.now() - PATIENCE).count()
    if late:
        yield advice(
            f"Pictures have waited long for their sizes ({late}); visitors get a larger file until "
            "then. See that the worker runs; `manage.py make_renditions` makes them now."
        )
    elif waiting.exists():
        yield note(f"Pictures that wait for the worker to make their sizes: {waiting.count()}.")


def share_cards() -> Iterator[Finding]:
    failed = ShareCard.objects.exclude(error="").order_by("pk")
    if first := failed.first():
        yield advice(
            f"Share cards cannot be drawn ({failed.count()}; article {first.article_id}, "
            f"{first.language}: {first.error}), so other sites show the picture alone. Mend what "
            "it names; `manage.py make_share_cards` tries again at once."
        )


def tidying() -> Iterator[Finding]:
    limit = timezone.localdate() - LONG_AGO
    late = DailyJob.objects.filter(name__in=settings.TIDYING_JOBS, done_on__lt=limit)
    for job in late.order_by("name"):
        yield advice(
            f"{job.name} was last done on {job.done_on}; the worker does it every night. Its log "
            "may say why not."
        )
