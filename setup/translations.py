"""Is every text translated? Collects the texts afresh in a copy of the project and looks.

`python -m setup.translations update` collects them into the project itself (`make messages`).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
NOT_SHOWN = ["tests", "setup", "var"]
SHOWN_AT_MOST = 40


def collect(folder: Path) -> None:
    command = ["makemessages", "--verbosity=0", "--locale=zh_Hans", "--no-obsolete"]
    command += ["--no-location", *(f"--ignore={name}" for name in NOT_SHOWN)]
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=folder,
        env=os.environ | {"SECRET_KEY": "not-used-for-collecting-texts"},
        check=True,
    )


def collected_in_a_copy() -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "project")
        shutil.copytree(".", copy, ignore=shutil.ignore_patterns(".*", "sample", *NOT_SHOWN))
        # The settings look for their folders beside themselves, so the copy is complete in itself.
        collect(copy)
        with (copy / CATALOGUE).open("rb") as file:
            return read_po(file)


def complaints(catalogue: Catalog) -> list[str]:
    wrong = {message.id for message, _errors in catalogue.check()}
    return [
        f"{verdict}: {message.id!r}"
        for message in catalogue
        if message.id and (verdict := verdict_on(message, wrong))
    ]


def verdict_on(message: Message, wrong: set) -> str:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(strings):
        return "not translated"
    if message.fuzzy:
        return "fuzzy"
    return "placeholders differ" if message.id in wrong else ""


def main() -> None:
    if sys.argv[1:] == ["update"]:
        collect(Path())
        return
    found = complaints(collected_in_a_copy())
    if found:
        print(*found[:SHOWN_AT_MOST], sep="\n")
        sys.exit(f"{len(found)} texts need translation: `make messages`, then {CATALOGUE}.")


if __name__ == "__main__":
    main()
