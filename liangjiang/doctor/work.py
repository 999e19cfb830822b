"""Is what happens without a visitor being done: mail, purging, tidying?"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from liangjiang import health
from liangjiang.doctor.findings import Finding, advice, error
from liangjiang.models import DailyJob
from pagestore.models import PurgeOrder

# A purge that has failed so often will not go by itself.
MANY_TRIES = 5
LONG_AGO = timedelta(days=2)


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


def tidying() -> Iterator[Finding]:
    limit = timezone.localdate() - LONG_AGO
    late = DailyJob.objects.filter(name__in=settings.TIDYING_JOBS, done_on__lt=limit)
    for job in late.order_by("name"):
        yield advice(
            f"{job.name} was last done on {job.done_on}; the worker does it every night. Its log "
            "may say why not."
        )
