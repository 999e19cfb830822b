"""The database part of a backup on PostgreSQL: pg_dump, and psql in one transaction."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import OperationalError, connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from liangjiang.backup import LEFT_OUT, Refused

NAME = "PostgreSQL"
PART = "database.dump"
# Debian keeps the programs of each version here.
PLACES = Path("/usr/lib/postgresql")
# Seconds to wait for somebody else's transaction.
PATIENCE = 30


def dump(target: Path) -> tuple[dict[str, int], list[str]]:
    """Write a dump to `target`; return rows of each table and migrations of that moment."""
    pg_dump = program("pg_dump", _server())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        command = [pg_dump, "--format=custom", "--no-owner", "--no-privileges", "--no-comments"]
        command += [f"--snapshot={cursor.fetchone()[0]}", f"--file={target}"]
        _run([*command, *(f"--exclude-table-data={table}" for table in LEFT_OUT)])
        counted = _rows(cursor) | dict.fromkeys(LEFT_OUT, 0)
        cursor.execute("SELECT app, name FROM django_migrations")
        return counted, [f"{app}.{name}" for app, name in cursor.fetchall()]


def restore(part: Path) -> None:
    """Put the contents of `part` in place of what the database holds, all or nothing."""
    script = part.with_suffix(".sql")
    pg_restore, psql = program("pg_restore", _server()), program("psql", _server())
    # First into a file: were it piped, psql could take the end of a broken pipe for the end.
    command = [pg_restore, "--no-owner", "--no-privileges", "--clean", "--if-exists"]
    _run([*command, f"--file={script}", str(part)], to_database=False)
    # pg_restore drops what it knows; what a newer version has added must go as well.
    tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
    drop = f"DROP TABLE IF EXISTS {tables} CASCADE" if tables else "SELECT 1"
    connection.close()
    command = [psql, "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run([*command, f"--command={drop}", f"--file={script}"])


def is_empty() -> bool:
    return not connection.introspection.table_names()


def rows() -> dict[str, int]:
    """Return how many rows each table has now."""
    with connection.cursor() as cursor:
        return _rows(cursor)


def program(name: str, wanted: int) -> str:
    """Return a program of PostgreSQL that fits the server: of its version, else a newer one."""
    paths = [str(path) for path in PLACES.glob(f"*/bin/{name}")]
    versions = {_version(path): path for path in [*paths, shutil.which(name)] if path}
    fitting = min((version for version in versions if version >= wanted), default=None)
    if fitting is not None:
        return versions[fitting]
    if versions:
        why = f"The server is PostgreSQL {wanted} and {name} on this machine is {max(versions)}."
    else:
        why = f"{name} is not on this machine."
    raise Refused(f"{why} `apt-get install postgresql-client-{wanted}` installs the one needed.")


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"\) (\d+)", said.stdout)
    return int(found[1]) if found else 0


def _server() -> int:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise Refused(f"The database cannot be reached: {error}") from error
    return connection.pg_version // 10000


def _run(command: list[str], to_database: bool = True) -> None:
    environment = os.environ | {
        "PGOPTIONS": f"-c lock_timeout={PATIENCE}s -c client_min_messages=warning"
    }
    if to_database:
        # The password travels in the environment, for everybody can read a command line.
        arguments, secrets = DatabaseClient.settings_to_cmd_args_env(
            connection.settings_dict, command[1:]
        )
        command, environment = [command[0], *arguments[1:]], environment | (secrets or {})
    done = subprocess.run(  # noqa: S603
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if "lock timeout" in done.stderr:
        raise Refused("Another program keeps the database locked; stop web and worker first.")
    if done.returncode:
        raise Refused(f"{Path(command[0]).name} failed: {done.stderr.strip()}")


def _rows(cursor) -> dict[str, int]:
    counted = {}
    for name in sorted(connection.introspection.table_names(cursor)):
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
        counted[name] = cursor.fetchone()[0]
    return counted
