"""What is cleared away once a day: whatever the portal keeps for a time and no longer.

The jobs are the dotted names in TIDYING_JOBS. Several workers do each of them once a day.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from importlib import import_module

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from liangjiang.models import DailyJob

logger = logging.getLogger(__name__)

# By the clock of the portal's time zone; at night few people notice.
HOUR = 3
# How long it is kept who signed in, or tried to, from which address.
SIGN_INS_KEPT = timedelta(days=30)


def tidy() -> None:
    """Do the jobs that have not been done today. A worker's job."""
    now = timezone.localtime()
    if now.hour < HOUR:
        return
    done = set(DailyJob.objects.filter(done_on=now.date()).values_list("name", flat=True))
    for name in settings.TIDYING_JOBS:
        if name not in done and _is_ours(name, now.date()):
            try:
                import_string(name)()
            except Exception:
                logger.exception("tidying failed", extra={"job": name})


def _is_ours(name: str, today) -> bool:
    # Of two workers one makes or changes the row.
    with suppress(IntegrityError), transaction.atomic():
        DailyJob.objects.get_or_create(name=name)
    rows = DailyJob.objects.filter(name=name).exclude(done_on=today)
    return bool(rows.update(done_on=today))


def clear_sessions() -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_sign_ins() -> None:
    """Delete who signed in, or tried to, long ago."""
    limit = timezone.now() - SIGN_INS_KEPT
    for model in (AccessAttempt, AccessLog):
        model.objects.filter(attempt_time__lt=limit).delete()
