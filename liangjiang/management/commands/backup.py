from pathlib import Path

from django.core.management.base import CommandError

from liangjiang.backup import acts
from liangjiang.backup.command import FileCommand, ending_in_words

INCOMPLETE = 3


class Command(FileCommand):
    help = (
        "Writes database and uploaded files of this installation into one file, while the site "
        "runs: the state of one moment, with checksums, readable by its owner only. Files that "
        "are kept in a bucket are fetched from there. People's sessions are left out. A name that "
        "ends in .tar.gz is compressed."
    )
    examples = """\
examples:
  manage.py backup /var/backups/liangjiang/before-upgrade.tar
  manage.py backup "/var/backups/liangjiang/$(date +%F).tar.gz"
  manage.py backup --without-files /var/backups/liangjiang/database.tar

The exit code is 0 only if everything that was asked for is in the file. It is 3 if the file was
written but lacks pictures that the database names. An interrupted backup leaves no file of that
name. `manage.py restore FILE` puts it back. SECRET_KEY and the other settings are not in it.
"""

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="Where to write it: a new name, *.tar[.gz]")
        parser.add_argument(
            "--without-files",
            action="store_true",
            help="The database alone, where something else keeps copies of the uploaded files.",
        )

    def handle(self, *args, file: Path, without_files: bool, verbosity: int, **options) -> None:
        with ending_in_words("No backup was written."):
            made = acts.make(file, quiet=not verbosity, with_files=not without_files)
        if verbosity:
            self._report(file, made)
        if made.missing:
            raise CommandError(
                f"{file} is written, but pictures are missing from it that are not in "
                f"{acts.place()} either ({len(made.missing)}, first {made.missing[0]}). "
                "`manage.py doctor --files` says more.",
                returncode=INCOMPLETE,
            )

    def _report(self, file: Path, made: acts.Made) -> None:
        manifest = made.manifest
        held = (
            f"{manifest.files} files from {acts.place()}"
            if manifest.has_files
            else f"without the uploaded files, which are in {acts.place()} alone"
        )
        self.stdout.write(
            f"{file}: {sum(manifest.rows.values())} rows in {len(manifest.rows)} tables, {held}, "
            f"{file.stat().st_size / 1e6:.1f} MB."
        )
