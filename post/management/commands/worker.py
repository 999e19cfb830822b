import logging
import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from post.models import WorkerSign

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Does what must happen without a visitor: scheduled updates, purging of caches, mail. "
        "Runs until it is stopped (SIGTERM or Ctrl-C), beginning with whatever a process that "
        "died has left behind. Run one beside every web process group; two do no harm."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="Do what is due now, then stop.")
        parser.add_argument(
            "--pause", type=float, default=2.0, help="Seconds between two rounds (default: 2)."
        )

    def handle(self, *args, once: bool, pause: float, **options) -> None:
        stopped = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            work()
            if once:
                return
            stopped.wait(pause)
            # The database may have been restarted in the meantime.
            close_old_connections()


def work() -> None:
    """Do one round of all jobs. A job that fails is logged and does not stop the others."""
    for job in [_sign, *map(import_string, settings.WORKER_JOBS)]:
        try:
            job()
        except Exception:
            logger.exception("job failed", extra={"job": f"{job.__module__}.{job.__name__}"})


def _sign() -> None:
    # The sign of life that /readyz looks for.
    WorkerSign.objects.update_or_create(name="worker", defaults={"seen_at": timezone.now()})
