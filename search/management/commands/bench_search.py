import os
import statistics
import time
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Length
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tqdm import tqdm

import languages
from articles.models import Article
from languages import column
from search import finding
from search.models import Entry

SIZES = [1_000, 10_000, 100_000]
SENTENCES = 12
ROUNDS = 20
# Five of each kind: (language, words).
QUERIES = {
    "a common word": [
        ("en", "project"),
        ("en", "liangjiang"),
        ("en", "industry"),
        ("en", "yuan"),
        ("en", "city"),
    ],
    "a rare word": [
        ("en", "camera"),
        ("en", "ginkgo"),
        ("en", "ferry"),
        ("en", "catalogue"),
        ("en", "dentist"),
    ],
    "several words": [
        ("en", "work permit"),
        ("en", "foreign trade port"),
        ("en", "rail freight europe"),
        ("en", "register a company"),
        ("en", "high-tech enterprises tax"),
    ],
    "a phrase": [
        ("en", '"new area"'),
        ("en", '"foreign trade"'),
        ("en", '"billion yuan"'),
        ("en", '"innovation zone"'),
        ("en", '"smart park"'),
    ],
    "two characters": [
        ("zh-hans", "汽车"),
        ("zh-hans", "两江"),
        ("zh-hans", "企业"),
        ("zh-hans", "学校"),
        ("zh-hans", "渝北"),
    ],
    "one character": [
        ("zh-hans", "江"),
        ("zh-hans", "港"),
        ("zh-hans", "税"),
        ("zh-hans", "桥"),
        ("zh-hans", "店"),
    ],
    "a run of Chinese": [
        ("zh-hans", "重庆两江新区"),
        ("zh-hans", "外商投资企业"),
        ("zh-hans", "两江新区招商引资政策"),
        ("zh-hans", "工作许可怎么办理"),
        ("zh-hans", "明月湖协同创新区"),
    ],
    "pinyin": [
        ("zh-hans", "liangjiang"),
        ("zh-hans", "liang jiang xin qu"),
        ("zh-hans", "chongqing"),
        ("zh-hans", "ljxq"),
        ("zh-hans", "yuelai"),
    ],
    "a misspelt word": [
        ("en", "invesment"),
        ("en", "goverment"),
        ("en", "liangjang"),
        ("en", "indutry"),
        ("en", "enterprize"),
    ],
    "nothing": [
        ("en", "zanzibul"),
        ("en", "xyzzy quoppy"),
        ("zh-hans", "鼹鼠"),
        ("zh-hans", "zzzz"),
        ("en", "plimber -new"),
    ],
}
# The same by way of their addresses: a page of results, and what is offered while typing.
PAGES = {
    "a page of results": (
        "search",
        [
            ("en", "project"),
            ("en", '"foreign trade"'),
            ("en", "invesment"),
            ("zh-hans", "两江"),
            ("zh-hans", "liangjiang"),
        ],
    ),
    "suggestions": (
        "search-suggest",
        [
            ("en", "proj"),
            ("en", "work per"),
            ("zh-hans", "两江"),
            ("zh-hans", "liangj"),
            ("zh-hans", "ljx"),
        ],
    ),
}


class Command(BaseCommand):
    help = (
        "Measures the search in a database of its own: fills it with generated articles in both "
        "languages, and asks ten kinds of queries at each size. Prints how fast the index is made, "
        "how large it is beside the texts, and the median and the 99th percentile of each kind in "
        "milliseconds, warm; the same for the page of results and for suggestions. Name a scratch "
        "database with DATABASE_URL: it must hold no articles of anybody's. Exit code 1: it does."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--articles",
            type=int,
            nargs="+",
            default=SIZES,
            help="The sizes to measure at, growing (default: 1000 10000 100000). A size that "
            "is there already is measured as it is.",
        )

    def handle(self, *args, articles: list[int], **options) -> None:
        self.stdout.write(f"{connection.display_name}, {os.cpu_count()} processors")
        timings: dict[str, list[list[float]]] = {kind: [] for kind in [*QUERIES, *PAGES]}
        for size in sorted(articles):
            self._fill(size)
            self._report_size(size)
            for kind, queries in QUERIES.items():
                timings[kind].append(_timed(finding.find, queries))
            for kind, (address, queries) in PAGES.items():
                timings[kind].append(_timed(_visit(address), queries))
        self._report(sorted(articles), timings)

    def _fill(self, size: int) -> None:
        there = Article.objects.count()
        if there > size:
            raise CommandError(f"The database holds {there} articles already, more than {size}.")
        if there == size:
            return
        options = {"articles": size - there, "seed": size, "sentences": SENTENCES}
        call_command("generate", **options, stdout=self.stdout, index=False)
        start = time.perf_counter()
        call_command("rebuild_search", stdout=self.stdout)
        seconds = time.perf_counter() - start
        texts = Entry.objects.count()
        self.stdout.write(f"{texts} texts in {seconds:.0f} s: {texts / seconds:.0f} a second")

    def _report_size(self, size: int) -> None:
        texts, index = _bytes_of_texts(), _bytes_of_index()
        ratio = index / texts
        self.stdout.write(
            f"{size} articles: {texts / 1e6:.0f} MB of text, "
            f"index {index / 1e6:.0f} MB, ratio {ratio:.2f}"
        )

    def _report(self, sizes: list[int], timings: dict[str, list[list[float]]]) -> None:
        heads = "".join(f"{size:>12} p99" for size in sizes)
        self.stdout.write(f"{'milliseconds':<20}{heads}")
        for kind, rounds in timings.items():
            cells = "".join(f"{_median(each):>10.1f}{_p99(each):>6.1f}" for each in rounds)
            self.stdout.write(f"{kind:<20}{cells}")
        every = [
            [time for kind in QUERIES for time in timings[kind][at]] for at in range(len(sizes))
        ]
        cells = "".join(f"{_median(each):>10.1f}{_p99(each):>6.1f}" for each in every)
        self.stdout.write(f"{'all ten':<20}{cells}")


def _visit(address: str) -> Callable[[str, str], None]:
    """Return a function that loads a page for some words in a language."""
    client = Client(SERVER_NAME="localhost")

    def visit(words: str, language: str) -> None:
        with override(language):
            path = reverse(address)
        answer = client.get(path, {"q": words}, secure=settings.SECURE_SSL_REDIRECT)
        if answer.status_code != HTTPStatus.OK:
            raise CommandError(f"{path} for {words}: {answer.status_code}")

    return visit


def _timed(ask: Callable[[str, str], object], queries: list[tuple[str, str]]) -> list[float]:
    for language, words in queries:
        ask(words, language)
    found = []
    for _round in tqdm(range(ROUNDS), desc="Rounds", unit="", leave=False):
        for language, words in queries:
            start = time.perf_counter()
            ask(words, language)
            found.append((time.perf_counter() - start) * 1000)
    return found


def _median(times: list[float]) -> float:
    return statistics.median(times)


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[-1]


def _bytes_of_texts() -> int:
    names = [
        column(name, code) for name in ("title", "summary", "body") for code in languages.codes()
    ]
    sums = Article.objects.aggregate(**{name: Sum(Length(name)) for name in names})
    # A Chinese character takes three bytes.
    return sum(
        (3 if name.endswith("zh_hans") else 1) * (number or 0) for name, number in sums.items()
    )


def _bytes_of_index() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('search_entry')")
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search\\_%%' ESCAPE '\\'", []
            )
        return cursor.fetchone()[0]
