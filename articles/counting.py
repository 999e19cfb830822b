"""Writing while a visitor waits."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

# Milliseconds.
SHORT = 200


@contextmanager
def without_waiting() -> Iterator[None]:
    """Let SQLite give up soon if somebody else writes; PostgreSQL locks rows, not the database.

    What is counted here is worth less than the time of the visitor.
    """
    if connection.vendor != "sqlite":
        yield
        return
    usual = settings.DATABASES["default"].get("OPTIONS", {}).get("timeout", 5) * 1000
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA busy_timeout = {SHORT}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {int(usual)}")
