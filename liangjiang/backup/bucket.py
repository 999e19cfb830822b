"""The uploaded files in a bucket, and putting others in their place."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from liangjiang.backup import HalfDone, archive
from library.storage import Unavailable, parts


def place() -> str:
    return f"the {default_storage}"


def files() -> dict[str, int]:
    """Return name and size of every uploaded file and rendition."""
    return {entry["name"]: entry["size"] for entry in default_storage.files()}


def opened(name: str) -> parts.Part:
    return parts.part(name)


def is_empty() -> bool:
    return not any(True for _entry in default_storage.files())


@contextmanager
def workshop() -> Iterator[Path]:
    """Give a folder to unpack a backup in."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.VAR_DIR) as name:
        yield Path(name)


@contextmanager
def replaced_by(new: Path, quiet: bool) -> Iterator[None]:
    """Put the files of a folder in place of the bucket's; undo that if anything fails inside."""
    before = {entry["name"]: entry for entry in default_storage.files()}
    wanted = {path.relative_to(new).as_posix(): path for path in new.rglob("*") if path.is_file()}
    change = _Change(new.with_name("before"))
    total = sum(path.stat().st_size for path in wanted.values())
    try:
        with archive.progress(total, "Sending", quiet) as bar:
            for name, path in wanted.items():
                if name not in before or not _is_same(path, before[name]):
                    change.put(name, path, name in before)
                bar.update(path.stat().st_size)
        yield
    except BaseException:
        change.undo()
        raise
    # Whoever restores counts the files afterwards, so one that stays is not overlooked.
    with suppress(Unavailable):
        for name in before.keys() - wanted.keys():
            default_storage.delete(name)


def _is_same(path: Path, entry: dict) -> bool:
    if path.stat().st_size != entry["size"]:
        return False
    # Where the tag is something else than this sum, the file is sent again.
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() == entry["etag"]


class _Change:
    """What has been put into the bucket, and what was there before, kept in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._done = folder, []

    def put(self, name: str, path: Path, is_there: bool) -> None:
        if is_there:
            kept = self._folder / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            with default_storage.open(name) as old, kept.open("wb") as copy:
                for chunk in old.chunks():
                    copy.write(chunk)
        self._done.append(name)
        _send(name, path)

    def undo(self) -> None:
        try:
            while self._done:
                kept = self._folder / self._done[-1]
                if kept.exists():
                    _send(self._done[-1], kept)
                else:
                    default_storage.delete(self._done[-1])
                self._done.pop()
        except Unavailable as failure:
            raise HalfDone(
                f"{failure}. The database is as it was, but {len(self._done)} files of the backup "
                "stay in the bucket. Restore again when it answers."
            ) from failure


def _send(name: str, path: Path) -> None:
    with path.open("rb") as file:
        default_storage.save(name, File(file))
