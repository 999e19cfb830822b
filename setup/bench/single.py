"""Numbers that need no rounds: memory, a start, the size of pages."""

import statistics
import time
from pathlib import Path

from tqdm import tqdm

from setup.bench import machine, report, servers
from setup.bench.servers import PORTAL, Server

PAGES = 200
STARTS = 3
MOST_MEGABYTES = 150
FORMS = {"": "identity", ".gz": "gzip", ".br": "br"}


def put_file(folder: Path, server: Server, page: str) -> None:
    """Write what a server sends for a page into files, in each form."""
    folder.mkdir()
    for ending, form in FORMS.items():
        answer = server.ask(page, accept_encoding=form)
        if (answer.headers["Content-Encoding"] or "identity") == form:
            (folder / f"page.html{ending}").write_bytes(answer.content)


def page_sizes(server: Server, article: str) -> list[str]:
    rows = []
    for name, page in {"home": "/en/", "list": "/en/news/", "article": article}.items():
        answers = [server.ask(page, accept_encoding=form) for form in FORMS.values()]
        rows.append([name, *[f"{len(answer.content):,}" for answer in answers]])
    return report.table(["bytes of a page, without pictures", *FORMS.values()], rows)


def figures(
    stored: dict[str, str], given: dict[str, str], log: Path, pages: list[str], article: str
) -> list[str]:
    """Return the table of memory and starting."""
    seen = pages[:PAGES]
    rows = []
    for name, environment in {"with the store": stored, "without it": given}.items():
        megabytes = _memory(environment, log, seen)
        seconds = _start(environment, log, article)
        verdict = report.verdict(megabytes, most=MOST_MEGABYTES)
        rows.append([name, f"{megabytes:.0f}", *verdict, f"{seconds:.2f}"])
    heads = [f"after {len(seen)} pages and a search", "MB a worker", "aim", ""]
    return report.table([*heads, "seconds from start to first article"], rows)


def _memory(environment: dict[str, str], log: Path, pages: list[str]) -> float:
    with servers.granian(PORTAL, environment, log, "/en/") as server:
        for page in tqdm([*pages, "/en/search/?q=port"], desc="Memory", unit="", leave=False):
            server.ask(page)
        # The first is the parent, which only watches.
        _parent, *workers = machine.family(server.pid)
        return max(machine.megabytes(pid) for pid in workers)


def _start(environment: dict[str, str], log: Path, article: str) -> float:
    taken = []
    for _number in range(STARTS):
        begun = time.perf_counter()
        with servers.granian(PORTAL, environment, log, article):
            taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
