"""What lies in a store: a small SQLite file of its own that finds pages by their tags.

Nothing is read from it when a page is served: a page is good as long as its file is there.
"""

import os
import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS page (key TEXT PRIMARY KEY, bytes INTEGER, place INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_place ON page (place);
CREATE TABLE IF NOT EXISTS tag (tag TEXT, key TEXT, PRIMARY KEY (tag, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tag_key ON tag (key);
CREATE TABLE IF NOT EXISTS seen (number INTEGER, ordered_at REAL, PRIMARY KEY (number, ordered_at))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""
# Seconds. Whoever writes holds the lock of the store, so only a copy or a backup is waited for.
_PATIENCE = 5
# SQLite takes some 32,000 parameters in one statement.
_MOST_AT_ONCE = 10_000


class Index:
    """Used by one thread at a time: the store's lock sees to that."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._open: tuple[int, sqlite3.Connection] | None = None

    def close(self) -> None:
        if self._open:
            self._open[1].close()
            self._open = None

    def keep(self, key: str, size: int, tags: Collection[str]) -> None:
        """Note a page, in place of an earlier one under its key."""
        with self._connection as connection:
            self._drop(connection, [key])
            (place,) = connection.execute("SELECT coalesce(max(place), 0) + 1 FROM page").fetchone()
            connection.execute("INSERT INTO page VALUES (?, ?, ?)", (key, size, place))
            connection.executemany("INSERT INTO tag VALUES (?, ?)", [(tag, key) for tag in tags])
            self._count(connection, size)

    def holding(self, tags: Collection[str]) -> list[str]:
        """Return the keys of the pages that have any of the tags."""
        marks = ", ".join("?" * len(tags))
        question = f"SELECT DISTINCT key FROM tag WHERE tag IN ({marks})"  # noqa: S608
        return [key for (key,) in self._connection.execute(question, list(tags))]

    def drop(self, keys: Collection[str]) -> None:
        with self._connection as connection:
            self._drop(connection, keys)

    def empty(self) -> None:
        with self._connection as connection:
            connection.execute("DELETE FROM page")
            connection.execute("DELETE FROM tag")
            connection.execute("DELETE FROM fact WHERE name = 'bytes'")

    def oldest(self, size: int) -> list[str]:
        """Return the keys of the pages that were stored first and take at least so many bytes."""
        keys, found = [], 0
        for key, own in self._connection.execute("SELECT key, bytes FROM page ORDER BY place"):
            keys.append(key)
            found += own
            if found >= size:
                break
        return keys

    @property
    def bytes(self) -> int:
        return self.fact("bytes") or 0

    def held(self) -> list[str]:
        """Return the keys of all pages."""
        return [key for (key,) in self._connection.execute("SELECT key FROM page")]

    # What was carried out

    def saw(self, orders: Iterable[tuple[int, float]]) -> None:
        with self._connection as connection:
            connection.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", list(orders))

    def seen(self) -> set[tuple[int, float]]:
        return set(self._connection.execute("SELECT number, ordered_at FROM seen"))

    def forget_seen(self, before: float) -> None:
        with self._connection as connection:
            connection.execute("DELETE FROM seen WHERE ordered_at < ?", (before,))

    # Facts of the whole store

    def fact(self, name: str):
        row = self._connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value) -> None:
        with self._connection as connection:
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    @property
    def _connection(self) -> sqlite3.Connection:
        # SQLite's connections do not survive a fork.
        if self._open is None or self._open[0] != os.getpid():
            connection = sqlite3.connect(self._file, _PATIENCE, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_TABLES)
            self._open = os.getpid(), connection
        return self._open[1]

    def _drop(self, connection: sqlite3.Connection, keys: Collection[str]) -> None:
        keys = list(keys)
        for start in range(0, len(keys), _MOST_AT_ONCE):
            part = keys[start : start + _MOST_AT_ONCE]
            among = f"key IN ({', '.join('?' * len(part))})"
            size = f"SELECT coalesce(sum(bytes), 0) FROM page WHERE {among}"  # noqa: S608
            self._count(connection, -connection.execute(size, part).fetchone()[0])
            for table in ("page", "tag"):
                connection.execute(f"DELETE FROM {table} WHERE {among}", part)  # noqa: S608

    def _count(self, connection: sqlite3.Connection, size: int) -> None:
        # Summing up all pages for each one that comes would cost more and more.
        connection.execute(
            "INSERT INTO fact VALUES ('bytes', ?)"
            " ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
            (size,),
        )
