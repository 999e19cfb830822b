import io
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from legacy.models import ImportedPage


@dataclass
class Run:
    """What a run of the command has said, and its exit code."""

    said: str
    code: int

    @property
    def article(self) -> Article:
        """The article that the first line names."""
        pk = re.search(r"(?:imported as|already there:) #(\d+) ", self.said)[1]
        return Article.objects.get(pk=pk)

    @property
    def page(self) -> ImportedPage:
        return ImportedPage.objects.get(article=self.article)

    @property
    def refusal(self) -> str:
        return re.search(r": refused: (.*)", self.said)[1]

    def dropped(self, rule: str) -> list[str]:
        return re.findall(rf"^  dropped, {re.escape(rule)}: (.*)$", self.said, re.MULTILINE)

    @property
    def notes(self) -> list[str]:
        return re.findall(r"^  note: (.*)$", self.said, re.MULTILINE)


def run_command(*arguments) -> Run:
    out = io.StringIO()
    try:
        call_command("import_page", *map(str, arguments), stdout=out)
    except CommandError as error:
        return Run(f"{out.getvalue()}\n{error}", error.returncode)
    return Run(out.getvalue(), 0)


@pytest.fixture
def import_page(db, tmp_path):
    """Return a function that imports files, or pages given as text or bytes."""

    def run(*pages: str | bytes | Path, **options) -> Run:
        paths = []
        for number, page in enumerate(pages):
            path = page if isinstance(page, Path) else tmp_path / f"page-{number}.txt"
            if isinstance(page, str):
                path.write_text(page, encoding="utf-8", newline="")
            elif isinstance(page, bytes):
                path.write_bytes(page)
            paths.append(path)
        words = [f"--{name.replace('_', '-')}" for name, value in options.items() if value is True]
        if "address" in options:
            words += ["--address", options["address"]]
        return run_command(*paths, *words)

    return run
