"""Files chosen to replace that of a picture, until somebody says yes or no.

Each is a picture that the library does not show (`Picture.candidate_for`). The same file sent
again is the same candidate; sent anywhere else, it becomes a picture like others.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from library import removing
from library.models import Picture

# Longer than anybody looks at two pictures, and shorter than anybody wonders about the space.
KEPT = timedelta(days=1)


def drop(candidate: Picture) -> None:
    """Delete a candidate; one that an article has come to show is a picture like others."""
    try:
        removing.remove(candidate)
    except removing.InUse:
        Picture.objects.filter(pk=candidate.pk).update(candidate_for=None)


def forget_abandoned() -> None:
    """Delete the candidates that nobody has decided about for a day. A tidying job."""
    old = Picture.objects.candidates().filter(created_at__lt=timezone.now() - KEPT)
    for pk in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            # Asked again: somebody may have sent the file just now.
            if candidate := old.select_for_update().filter(pk=pk).first():
                drop(candidate)
