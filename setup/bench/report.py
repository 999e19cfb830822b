"""What was measured, as the tables of docs/performance.md."""

import statistics
from dataclasses import dataclass, field
from pathlib import Path

from setup.bench.wrk import Load

MARK = "<!-- Below: written by `make bench`, with --write -->\n"
# Names of what is measured, in the order of the table.
STORED, COLD, CACHED = "stored page", "page that is not stored", "Django's cache middleware"
CONSTANT, HELLO = "constant Django view", "bare WSGI hello"
SAME = "bare WSGI, the page's bytes and headers"
FILE, STORE = "nginx, a plain file", "nginx on the store"


@dataclass
class Runs:
    """The rounds of one server: its answers, and the processor time they took."""

    loads: list[Load] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def add(self, load: Load, processor: float) -> None:
        self.loads.append(load)
        self.processor.append(processor)

    def median(self, name: str) -> float:
        return statistics.median(getattr(load, name) for load in self.loads)

    @property
    def per_processor_second(self) -> float:
        pairs = zip(self.loads, self.processor, strict=True)
        return statistics.median(load.requests / seconds for load, seconds in pairs)


@dataclass(frozen=True)
class Aim:
    """A ratio of two servers by requests per processor second, and what it should be at least."""

    over: str
    under: str
    least: float | None = None


AIMS = [
    Aim(STORED, HELLO, 0.9),
    Aim(STORED, SAME),
    Aim(STORE, FILE, 0.95),
    Aim(COLD, CONSTANT, 0.15),
    Aim(STORED, CACHED),
    Aim(STORED, COLD),
    Aim(STORE, STORED),
]


def table(heads: list[str], rows: list[list]) -> list[str]:
    """Return the lines of a table; all but the first column hold numbers."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines] + [""]


def loads(runs: dict[str, Runs]) -> list[str]:
    heads = ["", "requests/s", "median ms", "99 % ms", "requests per processor second"]
    return table(
        heads,
        [
            [
                name,
                f"{each.median('rate'):,.0f}",
                f"{each.median('median') * 1000:.2f}",
                f"{each.median('p99') * 1000:.2f}",
                f"{each.per_processor_second:,.0f}",
            ]
            for name, each in runs.items()
        ],
    )


def ratio(runs: dict[str, Runs], aim: Aim) -> float:
    return runs[aim.over].per_processor_second / runs[aim.under].per_processor_second


def ratios(runs: dict[str, Runs]) -> list[str]:
    rows = []
    for aim in AIMS:
        if {aim.over, aim.under} <= set(runs):
            found = ratio(runs, aim)
            rows.append([f"{aim.over} / {aim.under}", f"{found:.2f}", *verdict(found, aim.least)])
    return table(["per processor second", "ratio", "aim", ""], rows)


def verdict(found: float, least: float | None = None, most: float | None = None) -> list[str]:
    """Return the aim and whether it is reached."""
    if least is not None:
        return [f"≥ {least:g}", "reached" if found >= least else "**missed**"]
    if most is not None:
        return [f"≤ {most:g}", "reached" if found <= most else "**missed**"]
    return ["", ""]


def archive(times: dict[int, dict[str, float]], most: float = 1.2) -> list[str]:
    """Return the times of pages at each size of the archive, and large to small."""
    small, large = min(times), max(times)
    rows = []
    for kind in times[small]:
        found = times[large][kind] / times[small][kind]
        cells = [f"{times[size][kind] * 1000:.1f}" for size in times]
        rows.append([kind, *cells, f"{found:.2f}", *verdict(found, most=most)])
    heads = [f"{size:,} articles, ms" for size in times]
    return table(["not stored (lower quartile)", *heads, "ratio", "aim", ""], rows)


def write(file: Path, lines: list[str]) -> None:
    """Put the lines into a file, below the mark; what stands above it is for people to write."""
    above = file.read_text().partition(MARK)[0] if file.exists() else "# Performance\n\n"
    file.write_text(above + MARK + "\n" + "\n".join(lines).rstrip() + "\n")
