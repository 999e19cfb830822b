"""The uploaded files in a folder, and putting others in their place."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File

from liangjiang.backup import Refused


def folder() -> Path:
    return Path(settings.MEDIA_ROOT).resolve()


def place() -> str:
    return str(folder())


def files() -> dict[str, int]:
    """Return name and size of every uploaded file and rendition."""
    return {path.relative_to(folder()).as_posix(): path.stat().st_size for path in paths()}


def opened(name: str) -> File:
    return File((folder() / name).open("rb"))


def paths() -> list[Path]:
    """Return where every uploaded file and rendition lies.

    Raises Refused for a link: what it leads to would be missing from a backup unnoticed.
    """
    found = sorted(folder().rglob("*"))
    if link := next((path for path in found if path.is_symlink()), None):
        raise Refused(f"{link} is a link. Put what it leads to in its place, or remove it.")
    return [path for path in found if path.is_file()]


def is_empty() -> bool:
    return not folder().exists() or not any(folder().iterdir())


@contextmanager
def workshop() -> Iterator[Path]:
    """Give a folder beside the uploads, so that what is made in it can be put in their place."""
    if folder().is_mount():
        raise Refused(f"{folder()} is a disk of its own; let MEDIA_ROOT name a folder on it.")
    folder().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder().parent) as name:
        yield Path(name)


@contextmanager
def replaced_by(new: Path, quiet: bool) -> Iterator[None]:
    """Put a folder in place of the uploads; the old ones come back if anything fails inside."""
    current, aside = folder(), None
    new.mkdir(exist_ok=True)
    if current.exists():
        shutil.copymode(current, new)
        aside = Path(tempfile.mkdtemp(prefix=f"{current.name}.before-restore-", dir=current.parent))
        current.rename(aside / current.name)
    try:
        new.rename(current)
        yield
    except BaseException:
        if current.exists():
            current.rename(new)
        if aside:
            (aside / current.name).rename(current)
            aside.rmdir()
        raise
    if aside:
        shutil.rmtree(aside, ignore_errors=True)
