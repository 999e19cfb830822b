"""Are the files there that the portal serves, and can it write where it must?"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from tqdm import tqdm

from articles.models import ShareCard
from liangjiang import health
from liangjiang.doctor.findings import Finding, error, note
from library import making, storage
from library.models import Picture
from pagestore import local

# How many pictures are looked at unless somebody asks for all.
NEWEST = 200
# In a bucket each look is a request.
NEWEST_IN_BUCKET = 10
NAMES_SHOWN = 3


def static_files() -> Iterator[Finding]:
    if settings.DEBUG:
        return
    try:
        collected = json.loads((Path(settings.STATIC_ROOT) / "staticfiles.json").read_text())
        is_there = "css/site.css" in collected["paths"]
    except (OSError, ValueError, KeyError):
        is_there = False
    if not is_there:
        yield error(
            f"No style sheets in {settings.STATIC_ROOT}, so no page can be shown. Run "
            "`manage.py collectstatic --no-input`."
        )


def translations() -> Iterator[Finding]:
    for place in settings.LOCALE_PATHS:
        for source in Path(place).glob("*/LC_MESSAGES/django.po"):
            if not source.with_suffix(".mo").exists():
                yield error(
                    f"The texts of {source.parents[1].name} are not compiled, so the interface "
                    "is English only. Run `make environment`."
                )


def uploads() -> Iterator[Finding]:
    if storage.is_bucket():
        return
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        yield error(
            f"Nobody can upload a picture: {folder} cannot be written to by this user. Give it to "
            "the user the portal runs as, and run this command as that user."
        )


def disk() -> Iterator[Finding]:
    if (state := health.disk()) != "ok":
        yield error(f"The disk of the uploads has {state}. Make room or uploads will fail.")


def pages() -> Iterator[Finding]:
    if not settings.PAGE_STORE:
        return
    kept = local.store()
    if kept is None:
        yield error(
            f"Pages cannot be stored in {settings.PAGE_STORE}, so every one is rendered for every "
            "visitor. Give the folder to the user the portal runs as."
        )
        return
    if kept.is_barred:
        yield error(
            f"Stored pages in {settings.PAGE_STORE} could not be taken away, so none is served. "
            "The log names the cause; delete the folder and start the web process again."
        )
        return
    facts = kept.facts()
    yield note(f"{facts['pages']} pages are stored, {facts['bytes'] // 1024**2} MB.")


def newest_pictures() -> Iterator[Finding]:
    newest = NEWEST_IN_BUCKET if storage.is_bucket() else NEWEST
    yield from _missing(Picture.objects.order_by("-pk")[:newest], default_storage.exists)


def newest_share_cards() -> Iterator[Finding]:
    newest = NEWEST_IN_BUCKET if storage.is_bucket() else NEWEST
    names = ShareCard.objects.exclude(name="").order_by("-pk").values_list("name", flat=True)
    missing = [name for name in names[:newest] if not default_storage.exists(name)]
    if missing:
        yield error(
            f"Files of share cards are not there: {_names(missing)}. Run "
            "`manage.py make_share_cards --all`."
        )


def all_pictures() -> Iterator[Finding]:
    pictures = Picture.objects.order_by("-pk")
    total = pictures.count()
    rows = tqdm(
        pictures.iterator(), total=total, desc="Pictures", unit="", disable=None, leave=False
    )
    is_there = default_storage.exists
    if storage.is_bucket():
        is_there = {entry["name"] for entry in default_storage.files()}.__contains__
    yield from _missing(rows, is_there)


def _missing(pictures: Iterable[Picture], is_there: Callable[[str], bool]) -> Iterator[Finding]:
    masters, derived = [], []
    for picture in pictures:
        if not is_there(picture.file.name):
            masters.append(picture.file.name)
        elif picture.is_complete and making.missing(picture, is_there):
            derived.append(picture.file.name)
    if masters:
        yield error(
            f"{_count(masters)} not there: {_names(masters)}. Put them back from a backup, or "
            "upload the pictures again where they are used."
        )
    if derived:
        yield error(
            f"{_count(derived)} without all sizes: {_names(derived)}. Run "
            "`manage.py make_renditions`."
        )


def _count(names: list[str]) -> str:
    return "1 picture is" if len(names) == 1 else f"{len(names)} pictures are"


def _names(names: list[str]) -> str:
    more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return ", ".join(names[:NAMES_SHOWN]) + more
