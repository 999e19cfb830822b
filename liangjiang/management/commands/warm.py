from contextlib import closing

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from liangjiang import warming

NEWEST = 1000


class Command(BaseCommand):
    help = (
        "Renders pages into the store (PAGE_STORE), so that nobody waits for them after a "
        "deployment: the pages of the portal itself, all lists, and the newest articles. Pages "
        "that are stored already are left alone. Exit code 1: there is no store, or some pages "
        "failed; they are named."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--newest",
            type=int,
            default=NEWEST,
            help=f"How many articles of each language (default: {NEWEST}).",
        )
        parser.add_argument("--all", action="store_true", help="All articles, however many.")

    def handle(self, *args, newest: int, **options) -> None:
        newest = None if options["all"] else max(newest, 0)
        try:
            warmer = warming.Warmer()
        except LookupError:
            raise CommandError("There is no store that can be used: see PAGE_STORE.") from None
        failed = []
        with closing(warmer):
            for path in tqdm(warming.addresses(newest), "Pages", unit=""):
                status = warmer.ask(path)
                # Not there in a language is an answer like any other.
                if status >= 500:  # noqa: PLR2004
                    failed.append(f"{path}: {status}")
        self.stdout.write(f"{warmer.stored} pages are stored.")
        if failed:
            raise CommandError("\n".join(["Some pages failed:", *failed]))
