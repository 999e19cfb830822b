"""Asking a server as fast as it answers, and reading what wrk says about it."""

import re
import subprocess
from dataclasses import dataclass

SECONDS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
_TIME = r"([\d.]+)(us|ms|s|m)\b"


class Failed(Exception):
    """The server did not answer every request with what it was asked for."""


@dataclass(frozen=True)
class Load:
    """What a server did for a while; times in seconds."""

    requests: int
    seconds: float
    median: float
    p99: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def run(url: str, seconds: float, connections: int, headers: dict[str, str]) -> Load:
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--latency"]
    command += ["--duration", f"{seconds:g}s", "--timeout", "10s"]
    command += [word for pair in headers.items() for word in ("--header", ": ".join(pair))]
    done = subprocess.run([*command, url], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"wrk: {done.stderr or done.stdout}")
    return read(done.stdout)


def read(output: str) -> Load:
    """Read the report of `wrk --latency`; raise Failed if not every answer was a good one."""
    for trouble in (r"Non-2xx or 3xx responses: \d+", r"Socket errors: .*"):
        if found := re.search(trouble, output):
            raise Failed(found[0])
    total = re.search(rf"(\d+) requests in {_TIME}", output)
    median, p99 = (re.search(rf"\b{part}%\s+{_TIME}", output) for part in (50, 99))
    if not (total and median and p99):
        raise Failed(f"wrk said what cannot be read: {output}")
    return Load(
        requests=int(total[1]),
        seconds=_seconds(total[2], total[3]),
        median=_seconds(*median.groups()),
        p99=_seconds(*p99.groups()),
    )


def _seconds(number: str, unit: str) -> float:
    return float(number) * SECONDS[unit]
