"""Starting the portal anew with other settings, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "LANG", "PYTHONPYCACHEPREFIX")
# The developer's own .env must not decide whether a test passes.
ALONE = "from environs import Env; Env.read_env = lambda *args, **kwargs: False\n"
DJANGO = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "liangjiang.settings"
import django
django.setup()
from django.conf import settings
# Nothing has been collected here.
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": plain}
from django.test import Client
visitor = Client(raise_request_exception=False, headers={"host": "portal.example"})
"""
FIT = {
    "SECRET_KEY": "for-tests-only-" + "x" * 50,
    "SITE_URL": "https://portal.example",
    "EMAIL_URL": "memory:",
    "LOG_LEVEL": "CRITICAL",
    # Nobody listens there.
    "DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing",
}


def python(script: str, folder: Path, **settings: str | None) -> subprocess.CompletedProcess:
    """Run a script with a production server's settings, changed by `settings` (None: unset)."""
    (folder / "static").mkdir(exist_ok=True)
    wanted = FIT | {"VAR_DIR": str(folder)} | settings
    known = {name: os.environ[name] for name in KEPT if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE + script],
        cwd=BASE_DIR,
        env=known | {name: value for name, value in wanted.items() if value is not None},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def portal(script: str, folder: Path, **settings: str | None) -> str:
    """Run a script in which `visitor` can ask for pages; return what it prints."""
    done = python(DJANGO + script, folder, **settings)
    assert done.returncode == 0, done.stderr
    return done.stdout
