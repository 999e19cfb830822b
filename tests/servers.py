"""The portal as a process of its own, on a port that is free."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
# Seconds: as long as a very busy machine may need, and how often we look.
PATIENCE = 30
GLANCE = 0.02


def free_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@contextmanager
def running_server(environment: dict, host: str = "127.0.0.1"):
    """Give the process; a server that still runs is killed, with all of its children."""
    port = environment["SITE_URL"].rpartition(":")[2]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--port", port]
    command += ["--host", host, "--blocking-threads", "2", "liangjiang.wsgi:application"]
    server = subprocess.Popen(
        command,
        cwd=PROJECT,
        env=environment,
        start_new_session=True,
    )
    try:
        wait_until_it_answers(server, int(port))
        yield server
    finally:
        kill(server)


def wait_until_it_answers(server: subprocess.Popen, port: int) -> None:
    # The server says that it has started a little before it listens, so it has to be asked.
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(GLANCE)
    pytest.fail(f"The server did not come up (exit code {server.poll()}).")


def kill(server: subprocess.Popen) -> None:
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE)
