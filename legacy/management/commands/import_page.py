from argparse import RawDescriptionHelpFormatter
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.db import Error, IntegrityError, transaction
from tqdm import tqdm

from articles import old_paths
from articles.addresses import absolute, in_language
from articles.prose import without_controls
from languages import EN
from legacy import files, importing, readers, report
from legacy.page import Page, Refused

REFUSED, WRONG_USE = 1, 2
COUNTED = ("imported", "already there", "refused")


class _Help(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Keeps the lines of the examples."""


class Command(BaseCommand):
    help = """\
Imports saved pages of the former site, english.liangjiang.gov.cn, from files of text.

Each file becomes a news story under the category that its breadcrumb names, with its English text,
public since the date of the page. A page that is there already (the same title and date) is not
imported again. Menus, teasers and the like are left out; the report lists every line that was.
Pictures are not in the files: their captions and credits wait for somebody to add them.

Examples:
  manage.py import_page pages/*.txt
  manage.py import_page --dry-run pages/*.txt
  manage.py import_page page.txt \\
      --address http://english.liangjiang.gov.cn/2021-08/19/content_37546317.htm

With --address visitors of the old address are led to the article (301), those of its later pages
(content_37546317_2.htm) too; if the page names no date, the one in the address is taken.

The files may be in UTF-8, UTF-16 with a mark, or GB18030. Each is imported whole or not at all,
whatever becomes of the others.

Exit code: 0 when every page was imported or there already, 1 when any was refused, 2 when the
command was given wrongly."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs):
        return super().create_parser(prog_name, subcommand, formatter_class=_Help, **kwargs)

    def add_arguments(self, parser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="Saved pages.")
        parser.add_argument(
            "--address", metavar="URL", help="Where the page was; only with one FILE."
        )
        parser.add_argument("--draft", action="store_true", help="Leave the articles unpublished.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Write nothing; say what would happen."
        )

    def handle(self, *args, paths: list[Path], address: str | None, **options) -> None:
        old_path = _old_path(address, paths) if address is not None else ""
        self.is_dry, self.is_draft = options["dry_run"], options["draft"]
        self.made, self.counts = set(), dict.fromkeys(COUNTED, 0)
        with transaction.atomic() if self.is_dry else nullcontext():
            for path in tqdm(paths, desc="Pages", unit="", disable=None):
                block = self._import(path, old_path)
                with tqdm.external_write_mode():
                    self.stdout.write(block)
            if self.is_dry:
                transaction.set_rollback(True)
        self._tell_totals()

    def _import(self, path: Path, old_path: str) -> str:
        """Import one file; return the block of the report about it."""
        name, page = _printable(path), None
        try:
            page = readers.read(files.read(path))
            outcome = self._take(page, _printable(path.name), old_path)
        except (Refused, Error) as refused:
            self.counts["refused"] += 1
            lines = report.dropped(page) if page else []
            return "\n".join([f"{name}: refused: {refused}", *lines])
        lines = [report.of(outcome)] if outcome.is_new else report.notes(outcome.notes)
        return "\n".join([f"{name}: {self._what_became_of(outcome)}", *lines])

    def _take(self, page: Page, name: str, old_path: str) -> importing.Outcome:
        try:
            return importing.take(page, name, old_path, self.is_draft)
        except IntegrityError:
            # Somebody else has imported the same page in the same moment; now it is there.
            return importing.take(page, name, old_path, self.is_draft)

    def _what_became_of(self, outcome: importing.Outcome) -> str:
        article, first = outcome.article, outcome.article.pk not in self.made
        self.counts["imported" if outcome.is_new else "already there"] += 1
        if self.is_dry and outcome.is_new:
            self.made.add(article.pk)
            return "would be imported"
        if self.is_dry and not first:
            return "would be there already, from an earlier file"
        place = f"#{article.pk} {absolute(in_language(article, EN))}"
        state = "" if article.is_public(EN) else " (not public)"
        return f"{'imported as' if outcome.is_new else 'already there:'} {place}{state}"

    def _tell_totals(self) -> None:
        count = self.counts
        done = "would be imported" if self.is_dry else "imported"
        self.stdout.write(
            f"{count['imported']} {done}, {count['already there']} already there, "
            f"{count['refused']} refused."
        )
        if count["refused"]:
            words = "1 file was" if count["refused"] == 1 else f"{count['refused']} files were"
            raise CommandError(f"{words} refused; the report says why.", returncode=REFUSED)


def _printable(name: Path | str) -> str:
    # A name may hold bytes that are no letters, and marks that would move the cursor.
    return without_controls(str(name).encode(errors="replace").decode())


def _old_path(address: str, paths: list[Path]) -> str:
    if len(paths) != 1:
        raise CommandError("--address goes with exactly one FILE.", returncode=WRONG_USE)
    if not old_paths.is_former_article(address):
        raise CommandError(
            f"--address {address} is no address of an article of the former site. It looks like "
            "http://english.liangjiang.gov.cn/2021-08/19/content_37546317.htm",
            returncode=WRONG_USE,
        )
    path = old_paths.canonical(old_paths.path_of(address))
    if old_paths.date_in(path) is None:
        raise CommandError(f"--address {address} names no possible day.", returncode=WRONG_USE)
    return path
