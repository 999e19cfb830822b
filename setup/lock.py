"""Do pyproject.toml, uv.lock and the requirement files say the same? `make lock` mends it."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ENTRY = re.compile(r"^([\w.-]+)==(\S+)((?:.*\\\n\s+--hash=\S+)+)", re.MULTILINE)


def exported(group: str) -> set[tuple]:
    """Name, version and hashes of every line of a requirement file."""
    text = Path(f"requirements/{group}.txt").read_text()
    return {
        (name, version, frozenset(re.findall(r"--hash=(\S+)", hashes)))
        for name, version, hashes in ENTRY.findall(text)
    }


def locked(package: dict) -> tuple:
    files = [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
    return package["name"], package["version"], frozenset(file["hash"] for file in files)


def asked(line: str) -> tuple:
    wanted = Requirement(line)
    return wanted.name, frozenset(wanted.extras), wanted.specifier


def answered(entry: dict) -> tuple:
    return entry["name"], frozenset(entry.get("extras", [])), SpecifierSet(entry["specifier"])


def differences() -> list[str]:
    project = tomllib.loads(Path("pyproject.toml").read_text())
    packages = tomllib.loads(Path("uv.lock").read_text())["package"]
    portal = next(package for package in packages if package["source"] == {"virtual": "."})
    others = {locked(package) for package in packages if package is not portal}
    lines = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    entries = portal["metadata"]["requires-dist"] + portal["metadata"]["requires-dev"]["test"]
    agree = {
        "pyproject.toml": set(map(asked, lines)) == set(map(answered, entries)),
        # What runtime.txt lacks, pip notices by itself: it takes nothing without a hash.
        "requirements/runtime.txt": exported("runtime") <= others,
        "requirements/test.txt": exported("test") == others,
    }
    return [name for name, same in agree.items() if not same]


if __name__ == "__main__":
    if names := differences():
        sys.exit(f"Not in step with uv.lock: {', '.join(names)}. `make lock` mends it.")
