"""Making a backup of this installation, and putting one in its place."""

import tempfile
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.db import connection, connections

from liangjiang.backup import Refused, archive, bucket, postgres, sqlite, uploads
from liangjiang.backup.manifest import Manifest
from library import storage
from library.models import Picture

MODES = {".tar": "w", ".tar.gz": "w:gz", ".tgz": "w:gz"}


@dataclass
class Restored:
    manifest: Manifest
    # How many rows each table has now.
    rows: dict[str, int]
    # How many files there are now.
    files: int

    @property
    def differences(self) -> list[str]:
        """Return what is not as it was when the backup was made."""
        expected = self.manifest.rows
        found = [
            f"{name}: {self.rows.get(name, 0)} rows instead of {expected.get(name, 0)}"
            for name in sorted(expected.keys() | self.rows.keys())
            if self.rows.get(name) != expected.get(name)
        ]
        if self.manifest.has_files and self.files != self.manifest.files:
            found.append(f"files: {self.files} instead of {self.manifest.files}")
        return found


@dataclass
class Made:
    manifest: Manifest
    # Pictures that the database names and that are not in the backup.
    missing: list[str]


def make(target: Path, quiet: bool, with_files: bool = True) -> Made:
    """Write a backup to `target`; nothing is left there if it fails."""
    mode = _mode(target)
    engine = _engine()
    # A folder that others cannot read; from there the file moves to its place when it is whole.
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as name:
        folder = Path(name)
        rows, migrations = engine.dump(folder / engine.PART)
        named = _named() if with_files else set()
        manifest = Manifest(engine.NAME, migrations, rows, has_files=with_files)
        with archive.writing(folder / target.name, mode) as tar:
            _write(tar, folder, engine.PART, manifest, quiet)
        (folder / target.name).replace(target)
    missing = {name for name in named if f"{archive.FILES}/{name}" not in manifest.parts}
    # One that was deleted while this went on is missed by nobody.
    return Made(manifest, sorted(missing & _named()) if missing else [])


def _named() -> set[str]:
    return set(Picture.objects.values_list("file", flat=True))


def _write(tar, folder: Path, part: str, manifest: Manifest, quiet: bool) -> None:
    # After the database, so every file it names is there.
    kept = _uploads()
    found = kept.files() if manifest.has_files else {}
    total = (folder / part).stat().st_size + sum(found.values())
    with archive.progress(total, "Writing", quiet) as bar:
        writer = archive.Writer(tar, bar)
        with File((folder / part).open("rb")) as database:
            writer.add(part, database)
        for name in found:
            # One that has been removed meanwhile is needed by nobody.
            with suppress(FileNotFoundError), closing(kept.opened(name)) as file:
                writer.add(f"{archive.FILES}/{name}", file)
        manifest.parts = dict(writer.parts)
        with File(manifest.write(folder / archive.MANIFEST).open("rb")) as last:
            writer.add(archive.MANIFEST, last)


def restore(source: Path, replace: bool, quiet: bool) -> Restored:
    """Put a backup in place of this installation's database and uploads, or change nothing."""
    engine, kept = _engine(), _uploads()
    if not replace and not (engine.is_empty() and kept.is_empty()):
        raise Refused(
            "This installation already has a database or uploaded files. With --replace the "
            "backup takes their place and they are gone."
        )
    with kept.workshop() as folder:
        manifest = archive.unpack(source, folder, quiet)
        _check_fit(manifest, engine)
        files = kept.replaced_by(folder / archive.FILES, quiet)
        with files if manifest.has_files else nullcontext():
            connections.close_all()
            engine.restore(folder / engine.PART)
    return Restored(manifest, engine.rows(), len(kept.files()))


def _mode(target: Path) -> str:
    suffix = next((suffix for suffix in MODES if target.name.endswith(suffix)), None)
    if suffix is None:
        raise Refused(f"{target.name}: the name must end in .tar, .tar.gz or .tgz.")
    if target.exists():
        raise Refused(f"{target} is there already and stays as it is; choose another name.")
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}.")
    if not storage.is_bucket() and target.parent.resolve().is_relative_to(uploads.folder()):
        raise Refused(f"{target} would lie among the uploaded files; choose another folder.")
    return MODES[suffix]


def _engine():
    return postgres if connection.vendor == "postgresql" else sqlite


def place() -> str:
    """Return where this installation keeps its uploaded files, in words."""
    return _uploads().place()


def _uploads():
    return bucket if storage.is_bucket() else uploads


def _check_fit(manifest: Manifest, engine) -> None:
    if manifest.engine != engine.NAME:
        raise Refused(
            f"The backup is of a {manifest.engine} database and this installation has "
            f"{engine.NAME}; restore it where DATABASE_URL names {manifest.engine}."
        )
    if newer := manifest.newer_migrations():
        raise Refused(
            f"The backup was made by a newer portal (version {manifest.version}; this one does "
            f"not know {', '.join(newer[:3])}). Upgrade this installation first."
        )
    if engine.PART not in manifest.parts:
        raise Refused("The backup holds no database.")
