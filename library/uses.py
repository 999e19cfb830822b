"""Where a picture is used. Who uses pictures tells it through functions named in settings."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
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


def by_record(uses: Iterable[Use]) -> list[dict]:
    """Return uses gathered per record: its title, address, places, and where it is public."""
    records: dict[str, dict] = {}
    for use in uses:
        record = records.setdefault(
            use.address,
            {"title": use.title, "address": use.address, "places": [], "languages": set()},
        )
        if use.place not in record["places"]:
            record["places"].append(use.place)
        record["languages"] |= set(use.languages)
        if use.languages:
            # The draft may have another title already; people know the public one.
            record["title"] = use.title
    return list(records.values())


def counts(pictures: Iterable[Picture]) -> Counter[int]:
    """Return how many records show each picture, without reading those records."""
    ids = [picture.pk for picture in pictures]
    pairs = set()
    for name in settings.PICTURES_IN_USE:
        for rows in import_string(name)():
            found = rows.filter(picture__in=ids).values_list("picture", "record").distinct()
            pairs |= {(picture_id, name, record) for picture_id, record in found}
    return Counter(picture_id for picture_id, _name, _record in pairs)


def unused(pictures: QuerySet) -> QuerySet:
    """Return those of `pictures` that nothing shows, asked in the database."""
    for name in settings.PICTURES_IN_USE:
        for rows in import_string(name)():
            pictures = pictures.exclude(pk__in=rows.values("picture"))
    return pictures


def in_history(picture: Picture) -> bool:
    """Tell whether an older version of a record shows the picture."""
    return any(import_string(name)(picture.pk) for name in settings.PICTURE_HISTORIES)
