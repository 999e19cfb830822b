"""Two addresses for monitoring: is the process up, and can the portal do its work?"""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from post.models import WorkerSign

WORKER_SILENCE = timedelta(seconds=60)
LEAST_DISK = 500 * 1024 * 1024  # bytes


@require_safe
def process(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process can answer at all."""
    return _answer({"process": "ok"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database, worker and disk are fit for work, else 503 with what is not."""
    database = _database()
    return _answer(
        {
            "database": database,
            "worker": _worker() if database == "ok" else "unknown",
            "disk": _disk(),
        }
    )


def _answer(parts: dict[str, str]) -> HttpResponse:
    fit = all(state == "ok" for state in parts.values())
    response = JsonResponse(parts, status=200 if fit else 503)
    response["Cache-Control"] = "no-store"
    return response


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"failed: {type(error).__name__}"
    return "ok"


def _worker() -> str:
    try:
        sign = WorkerSign.objects.order_by("-seen_at").first()
    except DatabaseError as error:
        return f"failed: {type(error).__name__}"
    if sign is None:
        return "never seen"
    silence = timezone.now() - sign.seen_at
    return "ok" if silence < WORKER_SILENCE else f"not seen for {int(silence.total_seconds())} s"


def _disk() -> str:
    place = settings.MEDIA_ROOT if settings.MEDIA_ROOT.exists() else settings.BASE_DIR
    free = shutil.disk_usage(place).free
    return "ok" if free > LEAST_DISK else f"only {free // 1024**2} MB free"
