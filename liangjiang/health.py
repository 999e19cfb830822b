"""Two addresses for monitoring: is the process up, and can the portal do its work?"""

import shutil
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from library import storage
from post.models import Letter, WorkerSign

WORKER_SILENCE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(minutes=30)  # of a letter
LEAST_DISK = 500 * 1024 * 1024  # bytes


@require_safe
def process(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process can answer at all."""
    return _answer({"process": "ok"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything is fit for work, else 503 with what is not."""
    database = _database()
    return _answer(
        {
            "database": database,
            "worker": worker() if database == "ok" else "unknown",
            "mail": mail() if database == "ok" else "unknown",
            "disk": disk(),
        }
        | ({"bucket": bucket()} if storage.is_bucket() else {})
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


def worker() -> str:
    """Return "ok", or how long no worker has been seen."""
    try:
        sign = WorkerSign.objects.order_by("-seen_at").first()
    except DatabaseError as error:
        return f"failed: {type(error).__name__}"
    if sign is None:
        return "never seen"
    silence = timezone.now() - sign.seen_at
    return "ok" if silence < WORKER_SILENCE else f"not seen for {int(silence.total_seconds())} s"


def mail() -> str:
    """Return "ok", or what keeps letters from going out."""
    try:
        given_up = Letter.objects.given_up().count()
        oldest = Letter.objects.waiting().order_by("queued_at").values_list("queued_at", flat=True)
        waits = timezone.now() - (oldest.first() or timezone.now())
    except DatabaseError as error:
        return f"failed: {type(error).__name__}"
    alarms = []
    if given_up:
        letters = "1 letter" if given_up == 1 else f"{given_up} letters"
        alarms.append(f"{letters} given up, see the list of letters")
    if waits > LONGEST_WAIT:
        alarms.append(f"oldest letter waits {waits // timedelta(minutes=1)} minutes")
    return "; ".join(alarms) or "ok"


def disk() -> str:
    """Return "ok", or how little room there is."""
    place = settings.VAR_DIR if storage.is_bucket() else settings.MEDIA_ROOT
    place = place if place.exists() else settings.BASE_DIR
    free = shutil.disk_usage(place).free
    return "ok" if free > LEAST_DISK else f"only {free // 1024**2} MB free"


def bucket() -> str:
    """Return "ok", or why pictures cannot be fetched."""
    try:
        default_storage.answer()
    except storage.Unavailable as failure:
        return f"failed: {failure}"
    return "ok"
