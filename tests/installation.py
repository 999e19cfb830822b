"""An installation of its own, driven by commands in processes of their own, on both databases."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
from django.db import connection

PROJECT = Path(__file__).resolve().parents[1]
PATIENCE = 120
# Django checks the whole portal before these commands; the checks have a step of `make test`.
CHECKED = {"backup", "migrate", "worker"}


class Installation:
    """Starts from what the test has written, once `begin` is called; `folder` holds its files."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.name = database or connection.settings_dict["NAME"]
        self.database = folder / "portal.sqlite3"
        self.is_sqlite = connection.vendor == "sqlite"
        self.environment = os.environ | {
            "VAR_DIR": str(folder),
            "DATABASE_URL": self._address(),
            "SITE_URL": "http://testserver",
            "LOG_LEVEL": "CRITICAL",
            # Style sheets need not be collected then.
            "DEBUG": "true",
            "PYTHONWARNINGS": "error",
        }

    def _address(self) -> str:
        if self.is_sqlite:
            return f"sqlite:///{self.database}"
        given = connection.settings_dict
        who = f"{given['USER']}:{given['PASSWORD']}".rstrip(":")
        host, _, folder = f"{given['HOST']}".partition("/")
        place = f"%2F{folder.replace('/', '%2F')}" if folder else host
        return f"postgres://{who}@{place}:{given['PORT']}/{self.name}"

    def begin(self) -> None:
        """Make what the test has written the contents of the installation's database."""
        if self.is_sqlite:
            with closing(sqlite3.connect(self.database)) as file:
                connection.connection.backup(file)

    def damage(self, table: str) -> None:
        """Write over the page of the file in which a table of SQLite begins."""
        self.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        ((size,),) = self.sql("PRAGMA page_size")
        # Whatever else the file holds, this page is in use and no copy of it stands elsewhere.
        pages = dict(self.sql("SELECT name, rootpage FROM sqlite_master"))
        with self.database.open("r+b") as file:
            file.seek((pages[table] - 1) * size)
            file.write(b"\xff" * size)

    def start(self, *command: str, **environment: str) -> subprocess.Popen:
        """Start a command and go on."""
        # Whoever runs the tests in the background ignores SIGINT, and children inherit that.
        earlier = signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            return subprocess.Popen(self._line(command), **self._where(environment))
        finally:
            signal.signal(signal.SIGINT, earlier)

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess:
        """Run a command to its end; its output comes with the result."""
        return subprocess.run(
            self._line(command),
            **self._where(environment),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def _line(self, command: tuple[str, ...]) -> list[str]:
        options = ["--skip-checks"] if command[0] in CHECKED else []
        return [sys.executable, "manage.py", *command, *options]

    def _where(self, environment: dict[str, str]) -> dict:
        return {"cwd": PROJECT, "env": self.environment | environment}

    def sql(self, statement: str) -> list[tuple]:
        """Run a statement in the installation's database."""
        if self.is_sqlite:
            with closing(sqlite3.connect(self.database)) as file, file:
                return file.execute(statement).fetchall()
        given = connection.get_connection_params() | {"dbname": self.name}
        with closing(psycopg2.connect(**given)) as server, server, server.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
