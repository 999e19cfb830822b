"""Taking a picture or its file out of the library without taking it from anybody's page."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone

from library import dependence, uses
from library.discarding import discard
from library.making import announce
from library.models import Picture
from pagestore.purge import order_purge_at

# What belongs to the file and not to what is said about it.
_OF_THE_FILE = (
    "file",
    "file_width",
    "file_height",
    "content_hash",
    "file_name",
    "renditions_made_at",
)


class InUse(Exception):
    """A picture cannot go because something shows it; `uses` says what."""

    def __init__(self, found: list[uses.Use]) -> None:
        self.uses = found
        super().__init__(f"{len(found)} uses")


def remove(picture: Picture) -> None:
    """Delete a picture that nothing shows; its file stays for a while, for pages kept elsewhere.

    Raises InUse.
    """
    try:
        with transaction.atomic():
            row = Picture.objects.select_for_update().filter(pk=picture.pk).first()
            if row is None:
                return
            if found := uses.of([row]):
                raise InUse(found)
            for each in [*row.candidates.all(), row]:
                discard(each.file.name)
            order_purge_at([dependence.picture(row.pk)])
            row.delete()
    except (ProtectedError, IntegrityError) as error:
        # Somebody has begun to use it after it was asked.
        raise InUse(uses.of([picture])) from error


def replace(picture: Picture, new: Picture) -> None:
    """Give `picture` the file of `new`, its candidate, which nobody uses yet and which goes.

    Another file is another address, so nothing that a browser or a cache holds is wrong. Pages
    that show the picture are purged. Raises InUse if somebody has begun to use `new` or has
    taken it into the library, or if one of the two is gone.
    """
    try:
        with transaction.atomic():
            pair = Q(pk=picture.pk) | Q(pk=new.pk, candidate_for=picture.pk)
            rows = Picture.objects.select_for_update().filter(pair).order_by("pk")
            found = {row.pk: row for row in rows}
            in_use = uses.of([new])
            if in_use or len(found) < len({picture.pk, new.pk}):
                raise InUse(in_use)
            old, taken = found[picture.pk], found[new.pk]
            taken.delete()
            discard(old.file.name)
            # As an update: assigning a file would open it to measure what is known.
            Picture.objects.filter(pk=old.pk).update(
                **{name: getattr(taken, name) for name in _OF_THE_FILE},
                renditions_due_at=timezone.now(),
                renditions_tries=0,
                renditions_error="",
            )
            announce(Picture.objects.get(pk=old.pk))
    except (ProtectedError, IntegrityError) as error:
        raise InUse(uses.of([new])) from error
