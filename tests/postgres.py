"""A PostgreSQL server for one test run: own folder, own socket, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing in it outlives the run, so it need not survive a power cut.
CONFIGURATION = """
listen_addresses = ''
port = 5432
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def programs() -> Path | None:
    """The folder with the newest server's programs, if this machine has a server."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    elsewhere = shutil.which("initdb")
    if debian:
        return debian[-1].parent
    return Path(elsewhere).resolve().parent if elsewhere else None


@contextmanager
def running_server() -> Iterator[str]:
    """Gives the DATABASE_URL of a fresh, empty server."""
    with tempfile.TemporaryDirectory(prefix="liangjiang-pg-") as folder:
        data, log = Path(folder, "data"), Path(folder, "log")
        who = _unprivileged(folder)
        pg_ctl = [programs() / "pg_ctl", "--pgdata", data, "--silent", "--wait"]
        _run(
            [programs() / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust"]
            + ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            who,
        )
        with Path(data, "postgresql.conf").open("a") as configuration:
            configuration.write(CONFIGURATION.format(folder=folder))
        try:
            _run([*pg_ctl, "--log", log, "start"], who)
        except subprocess.CalledProcessError:
            print(log.read_text() if log.exists() else "It wrote no log.", file=sys.stderr)
            raise
        try:
            yield f"postgresql://postgres@{quote(folder, safe='')}:5432/postgres"
        finally:
            subprocess.run([*pg_ctl, "--mode=immediate", "stop"], check=False, **who)


def _unprivileged(folder: str) -> dict:
    """PostgreSQL refuses to run as root: hand the folder to somebody else then."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    try:
        person = pwd.getpwnam("postgres")
    except KeyError:
        person = pwd.getpwnam("nobody")
    os.chown(folder, person.pw_uid, person.pw_gid)
    return {"cwd": folder, "user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def _run(command: list, who: dict) -> None:
    # The server inherits the output of pg_ctl, so a pipe would stay open for its whole life.
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **who)
