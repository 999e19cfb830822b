"""Making renditions: the first one at once, all others where no visitor waits for them."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from library import renditions
from library.models import Picture


def make_first(picture: Picture) -> None:
    """Make the rendition that pages show until all are there."""
    picture.file.process(renditions.name(*renditions.FIRST))


def make_all(picture: Picture) -> None:
    """Make what is missing of a picture's renditions and let the pages that show it know."""
    for format_name in renditions.FORMAT_NAMES:
        for width in renditions.widths_for(picture.file_width):
            picture.file.process(renditions.name(format_name, width))
    with transaction.atomic():
        # Only for the file they were made of: somebody may have replaced it in the meantime.
        made = Picture.objects.filter(pk=picture.pk, content_hash=picture.content_hash)
        if made.update(renditions_made_at=timezone.now()):
            announce(picture)


def announce(picture: Picture) -> None:
    """Tell the steps in PICTURE_STEPS, in their order, that pages with the picture look new."""
    for step in settings.PICTURE_STEPS:
        import_string(step)(picture)


def make_due() -> None:
    """Make the renditions of one picture that lacks some. A worker's job."""
    picture = Picture.objects.filter(renditions_made_at=None).order_by("pk").first()
    if picture:
        make_all(picture)
