"""What this machine is, and what processes take of it (Linux alone tells)."""

import os
import platform
import re
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

from setup import nginx

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
# In /proc/PID/stat behind the name: state, parent, …
PARENT, USER, SYSTEM = 1, 11, 12


def family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        if fields := _stat(int(folder.name)):
            children.setdefault(int(fields[PARENT]), []).append(int(folder.name))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def processor_seconds(pid: int) -> float:
    """Return how long a process and its descendants have been at work."""
    stats = filter(None, map(_stat, family(pid)))
    return sum(int(fields[USER]) + int(fields[SYSTEM]) for fields in stats) / TICKS


def _stat(pid: int) -> list[str]:
    try:
        return (PROC / f"{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def megabytes(pid: int) -> float:
    """Return the memory of a process; what it shares with others counts by its part."""
    report = (PROC / f"{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", report, re.MULTILINE)[1]) / 1024


def description() -> list[str]:
    """Return lines that name the machine and the programs."""
    cores = len(os.sched_getaffinity(0))
    return [
        f"{_processor()}, {cores} cores, {_memory():.0f} GB of memory",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        f"Django {version('django')}, granian {version('granian')}, {_nginx()}, "
        f"SQLite {sqlite3.sqlite_version}",
        f"load in the minute before: {os.getloadavg()[0]:.1f}",
    ]


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", (PROC / "cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()


def _memory() -> float:
    found = re.search(r"MemTotal:\s+(\d+)", (PROC / "meminfo").read_text())
    return int(found[1]) / 1024**2


def _nginx() -> str:
    said = subprocess.run([nginx.program(), "-v"], capture_output=True, text=True, check=True)
    return said.stderr.strip().rpartition(": ")[2]
