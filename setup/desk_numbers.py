"""How fast the desk is with a large archive: fills an empty database, then asks for its pages.

    python -m setup.desk_numbers                     20,000 articles in a SQLite file of its own
    DATABASE_URL=postgres://… python -m setup.desk_numbers --count 5000

Every article has three versions of each strand and an act of publication; some are out of date,
some have drafts, some are scheduled. Exit code 1: the database holds articles already.
"""

import argparse
import os
import tempfile
from pathlib import Path

import django


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20_000, help="How many (default: 20000).")
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder, 'desk.sqlite3')}")
        os.environ |= {"DEBUG": "true", "LOG_LEVEL": "ERROR", "SITE_URL": "http://127.0.0.1:8000"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "liangjiang.settings"
        django.setup()
        # Models can only be imported once the settings are read.
        from setup import desk_archive  # noqa: PLC0415

        desk_archive.fill(count)
        desk_archive.report()


if __name__ == "__main__":
    main()
