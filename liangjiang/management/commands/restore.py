from pathlib import Path

from django.core.management.base import CommandError

from liangjiang.backup import acts
from liangjiang.backup.command import FileCommand, ending_in_words
from pagestore.purge import order_purge_at
from pagestore.tags import SITE
from post.models import Letter


class Command(FileCommand):
    help = (
        "Puts a backup made by `manage.py backup` in place of this installation's database and "
        "uploaded files. Every checksum is compared before anything is touched, and whatever "
        "fails later leaves the installation as it was. Afterwards all rows are counted and "
        "compared with the backup. Everybody has to sign in again."
    )
    examples = """\
examples:
  manage.py restore /var/backups/liangjiang/2026-11-22.tar.gz             into an empty database
  manage.py restore --replace /var/backups/liangjiang/2026-11-22.tar.gz   in place of everything

Stop web and worker first. On a machine that only tries a backup out set EMAIL_URL=console: and
leave PURGE_URLS empty, or its worker sends the mail that was waiting.
"""
    # The database may be empty.
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="The backup")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Take the place of the database and the files that are there; they are gone then.",
        )

    def handle(self, *args, file: Path, replace: bool, verbosity: int, **options) -> None:
        with ending_in_words("Nothing was changed."):
            restored = acts.restore(file, replace, quiet=not verbosity)
        if verbosity:
            self._report(restored)
        if restored.differences:
            raise CommandError("Not everything is there: " + "; ".join(restored.differences))
        self._next(restored)

    def _report(self, restored: acts.Restored) -> None:
        manifest = restored.manifest
        for table, count in sorted(restored.rows.items()):
            if count:
                self.stdout.write(f"{count:>10}  {table}")
        self.stdout.write(f"{restored.files:>10}  files")
        if not manifest.has_files:
            self.stdout.write(
                "The backup holds no uploaded files, so they are what they were; `manage.py doctor "
                "--files` looks whether each picture has its own."
            )
        self.stdout.write(
            f"Restored as {manifest.site} was on {manifest.made_at}, version {manifest.version}. "
            f"The uploaded files are in {acts.place()}."
        )

    def _next(self, restored: acts.Restored) -> None:
        if missing := restored.manifest.missing_migrations():
            self.stdout.write(
                f"The backup is of an older version ({len(missing)} migrations are missing): "
                "now run `manage.py migrate`."
            )
            return
        # No stored page is of this database.
        order_purge_at([SITE])
        if waiting := Letter.objects.waiting().count():
            self.stdout.write(
                f"Letters wait in the outbox ({waiting}); the worker sends them when it starts."
            )
