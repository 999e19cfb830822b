"""How well the search finds what somebody meant: queries, each with the articles that answer it."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from articles.models import Article
from search import finding

# The best place of an answer that counts at all.
LOWEST = 10
FIRST_ONES = 5


@dataclass(frozen=True)
class Asked:
    """A query in a language, of a kind, and the keys of the sample articles that answer it."""

    language: str
    kind: str
    query: str
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.language} {self.query}"


@dataclass(frozen=True)
class Answer:
    """What was found, in its order: keys of sample articles, "" for any other article.

    is_near: nothing holds the whole query, and these hold parts of it.
    """

    asked: Asked
    keys: list[str]
    is_near: bool = False

    @property
    def place(self) -> int:
        """The place of the best answer, from 1; 0 where none is found."""
        places = [at for at, key in enumerate(self.keys, 1) if key in self.asked.expected]
        return places[0] if places else 0

    @property
    def reciprocal(self) -> float:
        return 1 / self.place if 0 < self.place <= LOWEST else 0


@dataclass(frozen=True)
class Figures:
    """What many answers are worth together."""

    number: int
    first: float
    among_first: float
    mean_reciprocal: float


def read(path: Path) -> list[Asked]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Asked(row["language"], row["kind"], row["query"], tuple(row["expected"].split()))
            for row in csv.DictReader(file)
        ]


def answer(asked: Asked) -> Answer:
    found = finding.find(asked.query, asked.language)
    near = [] if found.hits else finding.find_near(found.query, asked.language).hits
    numbers = [hit.article_id for hit in found.hits or near]
    keys = dict(Article.objects.filter(pk__in=numbers).values_list("pk", "sample_key"))
    return Answer(asked, [keys[number] for number in numbers], is_near=bool(near))


def figures(answers: Iterable[Answer]) -> Figures:
    answers = list(answers)
    number = len(answers) or 1
    return Figures(
        len(answers),
        sum(each.place == 1 for each in answers) / number,
        sum(1 <= each.place <= FIRST_ONES for each in answers) / number,
        sum(each.reciprocal for each in answers) / number,
    )
