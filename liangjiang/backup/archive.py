"""The file of a backup: a tar archive, compressed if its name says so.

Its parts are the database, the uploaded files below `files/`, and last the manifest, so a file
without a manifest is not whole.
"""

import hashlib
import os
import tarfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tqdm import tqdm

from liangjiang.backup import Refused
from liangjiang.backup.manifest import Manifest

MANIFEST = "manifest.json"
FILES = "files"
CHUNK = 1024 * 1024
GZIP = b"\x1f\x8b"


class Sized(Protocol):
    """A file of Django's, or what a bucket sends."""

    size: int

    def read(self, size: int, /) -> bytes: ...


class Writer:
    """Adds parts to an archive and keeps size and checksum of each."""

    def __init__(self, tar: tarfile.TarFile, bar: tqdm) -> None:
        self._tar, self._bar = tar, bar
        self.parts: dict[str, dict] = {}

    def add(self, name: str, file: Sized) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = file.size, int(time.time()), 0o600
        reader = _Reader(file, self._bar)
        self._tar.addfile(info, reader)
        self.parts[name] = {"size": info.size, "sha256": reader.checksum}


class _Reader:
    """Reads a file; knows the checksum of what was read and moves the progress bar."""

    def __init__(self, file: Sized, bar: tqdm) -> None:
        self._file, self._bar, self._hash = file, bar, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        self._bar.update(len(data))
        return data

    @property
    def checksum(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def writing(file: Path, mode: str) -> Iterator[tarfile.TarFile]:
    """Open a new archive that only its owner can read; it is on the disk when this ends."""
    file.touch(0o600, exist_ok=False)
    with file.open("wb") as content:
        with tarfile.open(fileobj=content, mode=mode) as tar:
            yield tar
        content.flush()
        os.fsync(content.fileno())


def unpack(source: Path, folder: Path, quiet: bool) -> Manifest:
    """Unpack a backup into an empty folder; refuse it unless every part is what it should be."""
    found: dict[str, dict] = {}
    try:
        with source.open("rb") as file, progress(source.stat().st_size, "Checking", quiet) as bar:
            mode = "r:gz" if file.read(len(GZIP)) == GZIP else "r:"
            file.seek(0)
            with tarfile.open(fileobj=file, mode=mode) as tar:
                for member in tar:
                    found[member.name] = _unpack_part(tar, member, folder)
                    bar.update(file.tell() - bar.n)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise Refused(f"{source} is damaged or is no backup: {error}.") from error
    manifest = Manifest.read(folder / MANIFEST)
    found.pop(MANIFEST)
    _compare(found, manifest.parts)
    return manifest


def _unpack_part(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> dict:
    parts = member.name.split("/")
    is_ours = len(parts) == 1 or parts[0] == FILES
    # Plain files only, and no way up: nothing can reach a place outside the folder. (tarfile's own
    # filter is missing from Python 3.11.2, which Debian 12 has.)
    is_safe = member.isreg() and not {"", ".", ".."} & set(parts)
    if not (is_ours and is_safe):
        raise Refused(f"This is no backup of the portal: it holds {member.name!r}.")
    target = folder.joinpath(*parts)
    if target.exists():
        raise Refused(f"The backup is damaged: it holds {member.name!r} twice.")
    target.parent.mkdir(parents=True, exist_ok=True)
    checksum, size = hashlib.sha256(), 0
    with tar.extractfile(member) as content, target.open("wb") as file:
        while data := content.read(CHUNK):
            checksum.update(data)
            size += file.write(data)
    return {"size": size, "sha256": checksum.hexdigest()}


def _compare(found: dict[str, dict], expected: dict[str, dict]) -> None:
    for name, part in expected.items():
        if found.get(name) != part:
            verdict = "is not what was backed up" if name in found else "is missing"
            raise Refused(f"The backup is damaged: {name} {verdict}.")
    if unexpected := found.keys() - expected.keys():
        raise Refused(f"The backup holds what nobody put there: {min(unexpected)}.")


def progress(total: int, words: str, quiet: bool) -> tqdm:
    """Return a progress bar over bytes; it is shown on a terminal only."""
    disable = True if quiet else None
    return tqdm(total=total, desc=words, unit="B", unit_scale=True, disable=disable, leave=False)
