"""The database part of a backup on SQLite: a copy made by SQLite itself while the site runs."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from django.db import connection

from liangjiang.backup import LEFT_OUT, Refused

NAME = "SQLite"
PART = "database.sqlite3"
# Seconds to wait for somebody else's transaction.
PATIENCE = 30


def dump(target: Path) -> tuple[dict[str, int], list[str]]:
    """Copy the database to `target`; return rows of each table and migrations of that moment."""
    if not _path().exists():
        raise Refused(f"There is no database at {_path()} yet.")
    with closing(sqlite3.connect(target)) as copy:
        with closing(_open()) as source:
            _copy(source, copy)
        # Overwritten, or what was deleted could be read from the file.
        copy.execute("PRAGMA secure_delete = ON")
        for table in LEFT_OUT:
            copy.execute(f'DELETE FROM "{table}"')  # noqa: S608  (names of our own)
        copy.commit()
        copy.execute("PRAGMA journal_mode = DELETE")
        _check(copy)
        applied = copy.execute("SELECT app, name FROM django_migrations")
        return _rows(copy), [f"{app}.{name}" for app, name in applied]


def restore(part: Path) -> None:
    """Put the contents of `part` in place of what the database holds, all or nothing."""
    with closing(sqlite3.connect(part)) as source:
        _check(source)
        _path().parent.mkdir(parents=True, exist_ok=True)
        with closing(_open()) as target:
            _copy(source, target)


def is_empty() -> bool:
    if not _path().exists():
        return True
    with closing(_open()) as database:
        return not _tables(database)


def rows() -> dict[str, int]:
    """Return how many rows each table has now."""
    with closing(_open()) as database:
        return _rows(database)


def _path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _open() -> sqlite3.Connection:
    return sqlite3.connect(_path(), timeout=PATIENCE)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    # In one step, so it is the state of one moment. While the other side is locked Python would
    # try for ever.
    end = time.monotonic() + PATIENCE

    def is_over(status: int, remaining: int, total: int) -> None:
        if remaining and time.monotonic() > end:
            raise Refused("Another program keeps the database locked; stop web and worker first.")

    source.backup(target, progress=is_over)


def _check(database: sqlite3.Connection) -> None:
    try:
        verdict = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise Refused(f"The database is damaged: {verdict}.")


def _tables(database: sqlite3.Connection) -> list[str]:
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return sorted(name for (name,) in found)


def _rows(database: sqlite3.Connection) -> dict[str, int]:
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in _tables(database)
    }
