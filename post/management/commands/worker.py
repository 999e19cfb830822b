import logging
import signal
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from post.models import WorkerSign

logger = logging.getLogger(__name__)

# A job that waits for a slow server rests so many times as long as it waited: whatever one of them
# meets, the others have most of the worker's time. Encoding a picture is work and no waiting.
REST = 3


class Command(BaseCommand):
    help = (
        "Does what must happen without a visitor: scheduled updates, purging of caches, mail. "
        "Runs until it is stopped (SIGTERM or Ctrl-C), beginning with whatever a process that "
        "died has left behind. Run one beside every web process group; two do no harm."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="Do one round, then stop.")
        parser.add_argument(
            "--pause", type=float, default=2.0, help="Seconds between two rounds (default: 2)."
        )

    def handle(self, *args, once: bool, pause: float, **options) -> None:
        stopped = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        resting: dict[Callable, float] = {}
        while not stopped.is_set():
            work(resting)
            if once:
                return
            stopped.wait(pause)
            # The database may have been restarted in the meantime.
            close_old_connections()


def work(resting: dict[Callable, float]) -> None:
    """Do one round of all jobs that are not resting; one that fails does not stop the others."""
    for job in [_sign, *map(import_string, settings.WORKER_JOBS)]:
        start, worked = time.monotonic(), time.process_time()
        if start < resting.get(job, 0):
            continue
        try:
            job()
        except Exception:
            logger.exception("job failed", extra={"job": f"{job.__module__}.{job.__name__}"})
        end = time.monotonic()
        waited = max(0, end - start - (time.process_time() - worked))
        resting[job] = end + REST * waited


def _sign() -> None:
    # The sign of life that /readyz looks for.
    WorkerSign.objects.update_or_create(name="worker", defaults={"seen_at": timezone.now()})
