from pathlib import Path

from liangjiang.backup import acts
from liangjiang.backup.command import FileCommand, ending_in_words


class Command(FileCommand):
    help = (
        "Writes database and uploaded files of this installation into one file, while the site "
        "runs: the state of one moment, with checksums, readable by its owner only. People's "
        "sessions are left out. A name that ends in .tar.gz is compressed."
    )
    examples = """\
examples:
  manage.py backup /var/backups/liangjiang/before-upgrade.tar
  manage.py backup "/var/backups/liangjiang/$(date +%F).tar.gz"

The exit code is 0 only if the file is complete; an interrupted backup leaves no file of that name.
`manage.py restore FILE` puts it back. SECRET_KEY and the other settings are not in it.
"""

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="Where to write it: a new name, *.tar[.gz]")

    def handle(self, *args, file: Path, verbosity: int, **options) -> None:
        with ending_in_words("No backup was written."):
            manifest = acts.make(file, quiet=not verbosity)
        if verbosity:
            self.stdout.write(
                f"{file}: {sum(manifest.rows.values())} rows in {len(manifest.rows)} tables, "
                f"{manifest.files} files, {file.stat().st_size / 1e6:.1f} MB."
            )
