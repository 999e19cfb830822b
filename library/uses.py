"""Where a picture is used. Who uses pictures tells it through the functions in PICTURE_USES."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from library.models import Picture


@dataclass(frozen=True)
class Use:
    """One record that shows a picture."""

    picture_id: int
    # How people call the record, and its page in the admin.
    title: str
    address: str
    # Where in the record: "lead picture", "text (English)", "pictures 3".
    place: str
    # In which languages visitors see it now; none for a draft.
    languages: tuple[str, ...] = ()


def of(pictures: Iterable[Picture]) -> list[Use]:
    """Return every use of the pictures, in drafts too, in a fixed number of queries."""
    ids = [picture.pk for picture in pictures]
    return [use for name in settings.PICTURE_USES for use in import_string(name)(ids)]
