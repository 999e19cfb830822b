"""What a picture of the library lacks, and how long it may be shown: the conditions for lists."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

import languages
from languages import column
from languages.order import own_language_first
from library.models import Picture

# What visitors get of every picture, in each language.
WANTED = ("alt", "credit")
SOON = timedelta(days=30)


def without(name: str, language: str) -> Q:
    """Return the condition for pictures that have nothing in a text in a language."""
    field = column(name, language)
    return Q(**{field: ""}) | Q(**{f"{field}__isnull": True})


def of(picture: Picture) -> list[tuple[str, str]]:
    """Return what a picture lacks, as (text, language)."""
    return [
        (name, code)
        for name in WANTED
        for code in own_language_first()
        if not languages.has_text(picture, name, code)
    ]


def licence_ended(today: date | None = None) -> Q:
    return Q(licence_expires_on__lt=today or timezone.localdate())


def licence_ends_soon(today: date | None = None) -> Q:
    today = today or timezone.localdate()
    return Q(licence_expires_on__gte=today, licence_expires_on__lte=today + SOON)
