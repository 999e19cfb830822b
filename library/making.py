"""Making renditions: the first one at once, all others where no visitor waits for them."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from PIL import Image

from library import renditions
from library.models import Picture

logger = logging.getLogger(__name__)

# Whoever makes a picture's renditions has it for so long to himself. After a failure the wait
# doubles with each try.
SHORTEST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
LONGEST_ERROR = 200


def make_first(picture: Picture) -> None:
    """Make the rendition that pages show until all are there, of a file that is new."""
    with picture.file.open() as file, Image.open(file) as master:
        _store(picture, renditions.reduce(master, renditions.FIRST[1]), *renditions.FIRST)
    picture.renditions_made_at = None
    picture.renditions_due_at = timezone.now()
    picture.renditions_tries = 0
    picture.renditions_error = ""


def make_all(picture: Picture, anew: bool = False) -> None:
    """Make what is missing of a picture's renditions and let the pages that show it know.

    With `anew`, those that are there are compared with what they should be.
    """
    wanted = expected(picture) if anew else missing(picture)
    if wanted:
        with picture.file.open() as file, Image.open(file) as master:
            master.load()
            for width, format_names in wanted.items():
                image = renditions.reduce(master, width)
                for format_name in format_names:
                    _store(picture, image, format_name, width)
    with transaction.atomic():
        # Only for the file they were made of: somebody may have replaced it in the meantime.
        made = Picture.objects.filter(
            pk=picture.pk, file=picture.file.name, renditions_made_at=None
        )
        if made.update(renditions_made_at=timezone.now(), renditions_tries=0, renditions_error=""):
            announce(picture)


def expected(picture: Picture) -> dict[int, list[str]]:
    """Return the renditions a complete picture has: the names of the formats for each width."""
    found = {
        width: [*renditions.FORMAT_NAMES] for width in renditions.widths_for(picture.file_width)
    }
    first_format, first_width = renditions.FIRST
    found.setdefault(first_width, [first_format])
    return found


def missing(
    picture: Picture, is_there: Callable[[str], bool] | None = None
) -> dict[int, list[str]]:
    """Return the renditions that the storage lacks (or that `is_there` does not know)."""
    is_there = is_there or picture.file.storage.exists
    lacking = {
        width: [
            format_name
            for format_name in format_names
            if not is_there(renditions.place(picture.file, format_name, width))
        ]
        for width, format_names in expected(picture).items()
    }
    return {width: format_names for width, format_names in lacking.items() if format_names}


def announce(picture: Picture) -> None:
    """Tell the steps in PICTURE_STEPS, in their order, that pages with the picture look new."""
    for step in settings.PICTURE_STEPS:
        import_string(step)(picture)


def make_due() -> None:
    """Make the renditions of one picture that lacks some. A worker's job."""
    waiting = Picture.objects.filter(renditions_made_at=None, renditions_due_at__lte=timezone.now())
    # Somebody waits for the newest; what failed before comes after what was never tried.
    picture = waiting.order_by("renditions_tries", "-pk").first()
    if picture:
        attempt(picture)


def attempt(picture: Picture) -> bool:
    """Make a picture's renditions unless somebody else is at it; False if they cannot be made."""
    if not _claim(picture):
        return True
    try:
        # What was begun before may have left half a file.
        make_all(picture, anew=picture.renditions_tries > 1)
    except Exception as error:
        _note(picture, words(error))
        return False
    return True


def words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]


def _claim(picture: Picture) -> bool:
    now, tries = timezone.now(), picture.renditions_tries
    unmade = Picture.objects.filter(pk=picture.pk, renditions_made_at=None, renditions_tries=tries)
    # Begun, not failed, and the time for it is not over.
    free = unmade.exclude(renditions_tries__gt=0, renditions_error="", renditions_due_at__gt=now)
    picture.renditions_tries = tries + 1
    return bool(free.update(renditions_tries=tries + 1, renditions_due_at=next_try(tries + 1)))


def next_try(tries: int) -> datetime:
    """Return when to try again what has been begun so often, by whoever else or after a failure."""
    return timezone.now() + min(SHORTEST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)


def _note(picture: Picture, error: str) -> None:
    failed = Picture.objects.filter(pk=picture.pk, file=picture.file.name)
    # The log hears of the same failure once.
    if failed.exclude(renditions_error=error).update(renditions_error=error):
        logger.exception("renditions not made", extra={"picture": picture.pk, "error": error})


def _store(picture: Picture, image: Image.Image, format_name: str, width: int) -> None:
    storage, place = picture.file.storage, renditions.place(picture.file, format_name, width)
    content = renditions.encode(image, format_name)
    if storage.exists(place):
        with storage.open(place) as file:
            if file.read() == content:
                return
        storage.delete(place)
    stored = storage.save(place, ContentFile(content))
    if stored != place:
        # Somebody else has just stored the same.
        storage.delete(stored)
