"""Runs several programs side by side until somebody stops them or one of them fails."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# How long the programs may take to finish what they are doing.
GRACE_SECONDS = 8
PAUSE_SECONDS = 0.2


class StoppedByItself(Exception):
    """Carries the program's name and exit code; the others have been stopped by then."""


def run_together(
    commands: dict[str, list[str]], folder: Path, is_ready: Callable, when_ready: Callable
) -> None:
    asked_to_stop = []
    for number in SIGNALS:
        signal.signal(number, lambda *_: asked_to_stop.append(True))
    # In sessions of their own, so that Ctrl-C reaches the caller alone, who then stops them.
    running = {
        name: subprocess.Popen(command, cwd=folder, start_new_session=True)  # noqa: S603
        for name, command in commands.items()
    }
    told = False
    try:
        while not asked_to_stop:
            _check(running)
            if not told and is_ready():
                when_ready()
                told = True
            time.sleep(PAUSE_SECONDS)
    finally:
        _stop(list(running.values()))


def _check(running: dict[str, subprocess.Popen]) -> None:
    for name, program in running.items():
        if program.poll() is not None:
            raise StoppedByItself(name, program.returncode)


def _stop(programs: list[subprocess.Popen]) -> None:
    for program in programs:
        program.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for program in programs:
        with suppress(subprocess.TimeoutExpired):
            program.wait(timeout=max(0, deadline - time.monotonic()))
        # A program that was killed leaves its own children behind, and they hold the port.
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
