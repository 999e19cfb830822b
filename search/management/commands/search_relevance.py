from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from articles.models import Article
from search import relevance
from search.relevance import Answer

SHOWN = 3


class Command(BaseCommand):
    help = (
        "Measures how well the search finds what visitors mean: asks the database at hand the "
        "queries of a list and prints how often an expected sample article comes first, how often "
        "it is among the first five, and the mean reciprocal rank, by kind of query; then every "
        "query whose answer is not first. Needs the sample content (load_sample); a generated "
        "archive around it (generate) makes it harder. Fails where the mean falls below --least."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--queries",
            type=Path,
            default=settings.BASE_DIR / "tests/search/relevance/queries.csv",
            help="A CSV file with the columns language, kind, query and expected.",
        )
        parser.add_argument(
            "--least", type=float, default=0.9, help="The least mean that passes (default: 0.9)."
        )

    def handle(self, *args, queries: Path, least: float, **options) -> None:
        if not queries.is_file():
            raise CommandError(f"There is no file {queries}.")
        if not Article.objects.exclude(sample_key="").exists():
            raise CommandError("The sample content is missing: run load_sample first.")
        answers = [relevance.answer(asked) for asked in relevance.read(queries)]
        self.stdout.write(f"{connection.vendor}, {Article.objects.live().count()} articles\n")
        self._print_table(answers)
        self._print_misses(answers)
        mean = relevance.figures(answers).mean_reciprocal
        if mean < least:
            raise CommandError(f"The mean reciprocal rank is {mean:.3f}, below {least}.")

    def _print_table(self, answers: list[Answer]) -> None:
        self.stdout.write(f"{'':22}{'queries':>8}{'first':>8}{'in five':>9}{'MRR':>8}")
        kinds = dict.fromkeys(f"{one.asked.language} {one.asked.kind}" for one in answers)
        codes = dict.fromkeys(one.asked.language for one in answers)
        for name in [*kinds, *codes, ""]:
            some = [one for one in answers if _is_in(one, name)]
            row = relevance.figures(some)
            self.stdout.write(
                f"{name or 'all':22}{row.number:8}{row.first:8.2f}"
                f"{row.among_first:9.2f}{row.mean_reciprocal:8.3f}"
            )

    def _print_misses(self, answers: list[Answer]) -> None:
        for one in answers:
            if one.place != 1 or one.is_near:
                place = f"place {one.place}" if one.place else "not found"
                found = ", ".join(key or "(other)" for key in one.keys[:SHOWN]) or "nothing"
                how = "in part only, " if one.is_near else ""
                self.stdout.write(f"{one.asked} [{one.asked.kind}]: {how}{place}; {found}")


def _is_in(answer: Answer, name: str) -> bool:
    """Tell whether an answer counts for a row: a language, a language and a kind, or all."""
    return f"{answer.asked.language} {answer.asked.kind} ".startswith(f"{name} " if name else "")
