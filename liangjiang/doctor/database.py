"""Does the database answer, and is it one the portal can work with?"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from liangjiang.doctor.findings import Finding, advice, error

OLDEST_POSTGRESQL = 14
# How far the clocks of two machines may be apart.
APART = timedelta(minutes=1)


def answers() -> Iterator[Finding]:
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        path = Path(connection.settings_dict["NAME"])
        # To open it would make an empty one.
        if not path.exists():
            yield error(f"There is no database at {path}. Run `manage.py migrate`.")
            return
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as failure:
        why = " ".join(str(failure).split())
        yield error(
            f"The database does not answer: {why}. See that it runs and that DATABASE_URL is "
            "right. What is in it was not looked at."
        )


def tables() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        first = missing[0][0]
        yield error(
            f"Migrations are missing ({len(missing)}), first {first.app_label}.{first.name}. Run "
            "`manage.py migrate`. What is in the database was not looked at."
        )
    unknown = executor.loader.applied_migrations.keys() - executor.loader.disk_migrations.keys()
    if unknown:
        app, name = min(unknown)
        yield error(
            f"The database is of a newer version: nobody here knows {app}.{name}. Put the newer "
            "portal in place, or restore the backup made before the upgrade."
        )


def sqlite() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        verdict = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    if mode not in ("wal", "memory"):
        yield advice(
            f"SQLite's journal is {mode!r} and not 'wal', so readers wait for writers. The folder "
            "of the database may be on a network disk; move it to a local one."
        )
    if verdict != "ok":
        yield error(
            f"The database is damaged: {verdict}. Stop web and worker, keep the file, and put the "
            "last backup in place with `manage.py restore --replace`."
        )


def postgresql() -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return
    version = connection.pg_version // 10000
    if version < OLDEST_POSTGRESQL:
        yield error(f"The server is PostgreSQL {version}; {OLDEST_POSTGRESQL} or newer is needed.")
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
    if encoding != "UTF8":
        yield error(
            f"The database stores text as {encoding}, which cannot hold Chinese. Make one with "
            "--encoding=UTF8 (docs/operation.md) and restore a backup into it."
        )


def clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        else:
            cursor.execute("SELECT unixepoch()")
        there = datetime.fromtimestamp(float(cursor.fetchone()[0]), UTC)
    apart = abs(there - datetime.now(UTC))
    if apart > APART:
        yield error(
            f"The clocks of this machine and of the database are {apart.total_seconds():.0f} s "
            "apart, so articles appear at the wrong time. Set both; systemd-timesyncd keeps them."
        )
