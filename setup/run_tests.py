"""`make test`: every check and every test, then one summary.

A step that fails does not stop the ones after it, so that one run shows everything. With
FAIL_ON_SKIP=1 (as in .ci/run) whatever could not be run counts as failed.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET  # noqa: S405  (reads only what pytest has just written)
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from setup import nu_checker
from tests import postgres

PYTHON = sys.executable
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser"]
BROWSERS += ["google-chrome", "google-chrome-stable"]
MAC_BROWSER = "/Applications/Chromium.app/Contents/MacOS/Chromium"
ON_POSTGRESQL = "not browser and not nodb and not sqlite_only and (both or not once)"
NAMES_SHOWN = 12


@dataclass
class Result:
    name: str
    passed: int = 0
    failed: int = 0
    # (what was skipped, why)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    os.environ["PYTHONUNBUFFERED"] = "1"
    with tempfile.TemporaryDirectory(prefix="liangjiang-checks-") as folder:
        compile_once(Path(folder))
        results = [*run_checks(Path(folder)), on_sqlite(Path(folder)), on_postgresql(Path(folder))]
    return summary(results)


def compile_once(folder: Path) -> None:
    """Let processes share what they compile: tests start hundreds, and it is half of a start."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")


# The checks


def run_checks(folder: Path) -> list[Result]:
    manage = [PYTHON, "manage.py"]
    production = production_settings(folder)
    lacking = nu_checker.lacking()
    return [
        check("Lock file", [PYTHON, "-m", "setup.lock"]),
        check("Lint", [PYTHON, "-m", "ruff", "check"]),
        check("Format", [PYTHON, "-m", "ruff", "format", "--check"]),
        check("Import directions", [Path(PYTHON).with_name("lint-imports"), "--no-logo"]),
        check(
            "Deployment",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            production,
        ),
        check("Migrations", [*manage, "makemigrations", "--check", "--dry-run"], production),
        check(
            "Translations",
            [PYTHON, "-m", "setup.translations"],
            production,
            lacking="" if shutil.which("xgettext") else "gettext",
        ),
        # Only fetched here: what it reads are pages that the tests make.
        check("HTML checker", [PYTHON, "-m", "setup.nu_checker"], lacking=lacking),
    ]


def production_settings(folder: Path) -> dict[str, str]:
    return {
        "SITE_URL": "https://portal.example",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "false",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
    }


def check(name: str, command: list, env: dict | None = None, lacking: str = "") -> Result:
    heading(name)
    if lacking:
        return Result(name, skipped=[(name, f"no {lacking}: {install(lacking)}")])
    start = time.monotonic()
    code = subprocess.run(command, env=os.environ | (env or {}), check=False).returncode
    seconds = time.monotonic() - start
    return Result(name, passed=int(not code), failed=int(bool(code)), seconds=seconds)


# The tests


def on_sqlite(folder: Path) -> Result:
    browser = find_browser()
    env = {"CHROMIUM": browser} if browser else {}
    result = pytest("Tests on SQLite", folder, [], env)
    if not browser:
        hint = f"; {install('chromium')}"
        result.skipped = [
            (name, why + hint * ("chromium" in why.lower())) for name, why in result.skipped
        ]
    return result


def find_browser() -> str | None:
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS), MAC_BROWSER]
    return next((path for path in candidates if path and Path(path).exists()), None)


def on_postgresql(folder: Path) -> Result:
    name, arguments = "Tests on PostgreSQL", ["-m", ON_POSTGRESQL]
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres:", "postgresql:")):
        return pytest(name, folder, arguments, {"DATABASE_URL": given})
    if postgres.programs():
        try:
            with postgres.running_server() as url:
                return pytest(name, folder, arguments, {"DATABASE_URL": url})
        except subprocess.CalledProcessError as error:
            print(f"PostgreSQL did not start: {error}", file=sys.stderr)
            return Result(name, failed=1)
    heading(name)
    why = f"no PostgreSQL server: {install('postgresql')}"
    return Result(name, skipped=[(test, why) for test in collect(arguments) or [name]])


def pytest(name: str, folder: Path, arguments: list[str], env: dict[str, str]) -> Result:
    heading(name)
    start = time.monotonic()
    report = folder / f"{name}.xml"
    command = [
        PYTHON,
        "-m",
        "pytest",
        "-n",
        "auto",
        # Some tests last a hundred times longer than others: whoever is done takes of the rest.
        "--dist",
        "worksteal",
        "--tb=short",
        f"--junit-xml={report}",
        *arguments,
    ]
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    code = subprocess.run(command, env=inherited | env, check=False).returncode
    result = read_report(name, report)
    # Stopped, or nothing collected: pytest failed and no test did.
    result.failed += bool(code) and not result.failed
    result.seconds = time.monotonic() - start
    return result


def read_report(name: str, report: Path) -> Result:
    result = Result(name)
    if not report.exists():
        return result
    for case in ET.parse(report).iter("testcase"):  # noqa: S314  (see the import)
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            result.failed += 1
        elif skip is not None and skip.get("type") == "pytest.skip":
            result.skipped.append((case.get("name"), skip.get("message")))
        else:
            result.passed += 1
    return result


def collect(arguments: list[str]) -> list[str]:
    command = [PYTHON, "-m", "pytest", "--collect-only", *arguments]
    lines = subprocess.run(command, check=False, capture_output=True, text=True).stdout.splitlines()
    return [line.split("::", 1)[1] for line in lines if "::" in line]


# What is said


def heading(text: str) -> None:
    print(f"\n== {text}", flush=True)


def install(package: str) -> str:
    return f"{'brew install' if sys.platform == 'darwin' else 'sudo apt-get install'} {package}"


def summary(results: list[Result]) -> int:
    heading("Summary")
    for result in results:
        verdict = "failed" if result.failed else "ok" if result.passed else "skipped"
        counts = f"{result.passed} passed, {result.failed} failed, {len(result.skipped)} skipped"
        print(f"{verdict:8} {result.name:20} {counts:40} {result.seconds:5.1f} s")
    skips = [skip for result in results for skip in result.skipped]
    for why, count in Counter(why for _, why in skips).items():
        print(f"\nSkipped {count}, {why}")
        names = [name for name, reason in skips if reason == why]
        print(*(f"  {name}" for name in names[:NAMES_SHOWN]), sep="\n")
        if count > NAMES_SHOWN:
            print(f"  and {count - NAMES_SHOWN} more")
    passed, failed = (sum(getattr(r, key) for r in results) for key in ("passed", "failed"))
    strict = bool(skips) and os.environ.get("FAIL_ON_SKIP") == "1"
    if strict:
        print("\nNothing may be skipped here (FAIL_ON_SKIP=1).")
    print(f"\n{passed} passed, {failed} failed, {len(skips)} skipped")
    return 1 if failed or strict else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
