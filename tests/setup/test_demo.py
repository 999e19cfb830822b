import os
import signal
import socket
import subprocess
import sys

import pytest

from liangjiang import demo
from liangjiang.models import Installation
from tests import factories

# What `run_together` needs, in a process of its own because it answers signals.
TOGETHER = """
import sys
from pathlib import Path
from liangjiang import supervisor
sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
try:
    supervisor.run_together(
        {{"one": sleeper, "other": {other}}}, Path(), lambda: True, lambda: print("up", flush=True)
    )
except supervisor.StoppedByItself as stopped:
    sys.exit(f"stopped by itself: {{stopped.args}}")
"""


def together(other: str) -> subprocess.Popen:
    command = [sys.executable, "-c", TOGETHER.format(other=other)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.nodb
def test_port_that_is_taken_is_named_in_both_languages():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(demo.Refused) as refused:
            demo.check_address("127.0.0.1", port)

    english, chinese = refused.value.args
    assert english.startswith(f"Port {port} is taken")
    assert f"端口 {port}" in chinese


@pytest.mark.nodb
@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1"])
def test_port_that_is_no_port_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(demo.Refused):
        demo.address()


@pytest.mark.nodb
def test_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    first = demo.kept_secret(tmp_path)

    assert len(first) >= 50
    assert demo.kept_secret(tmp_path) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_database_with_articles_of_others_is_refused(db):
    demo.refuse_foreign_database()
    factories.make()

    with pytest.raises(demo.Refused):
        demo.refuse_foreign_database()

    Installation.mark_as_demo()
    demo.refuse_foreign_database()


@pytest.mark.nodb
def test_when_one_program_fails_the_other_is_stopped_too():
    process = together('[sys.executable, "-c", "raise SystemExit(3)"]')
    _, errors = process.communicate(timeout=20)

    assert process.returncode == 1
    assert "('other', 3)" in errors


@pytest.mark.nodb
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_both_programs_and_is_no_failure(number):
    process = together("sleeper")
    assert process.stdout.readline() == "up\n"
    os.kill(process.pid, number)
    process.communicate(timeout=20)

    assert process.returncode == 0
