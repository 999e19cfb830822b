"""Files of pictures that were replaced or deleted: kept for a while, then gone."""

import logging
from datetime import timedelta

from django.utils import timezone

from library.models import DiscardedFile, Picture

logger = logging.getLogger(__name__)

# Longer than a browser or a cache keeps a page that still names them.
KEPT = timedelta(days=30)


def discard(name: str) -> None:
    """Let the master with this name, and its renditions, be deleted when nobody needs them."""
    DiscardedFile.objects.update_or_create(name=name, defaults={"discarded_at": timezone.now()})


def forget_discarded() -> None:
    """Delete the files that were discarded long ago. A tidying job."""
    for discarded in DiscardedFile.objects.filter(discarded_at__lt=timezone.now() - KEPT):
        try:
            # An older version of a picture may have been taken up again.
            if not Picture.objects.filter(file=discarded.name).exists():
                _delete(discarded.name)
        except OSError:
            logger.exception("discarded file not deleted", extra={"file": discarded.name})
        else:
            discarded.delete()


def _delete(name: str) -> None:
    # The size is given because Django would read an unknown one from the file.
    unsaved = Picture(file=name, file_width=1, file_height=1)
    # With the master go all files that were made of it, whichever version of the portal did.
    unsaved.file.delete(save=False)
