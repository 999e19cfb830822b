"""What every test run starts from: a machine without settings of its own, and a folder that goes.

A pytest plugin (see `addopts`), because Django reads the settings before any conftest is loaded.
"""

import gc
import os
import re
import tempfile
from pathlib import Path

from environs import Env

FOLDER = tempfile.TemporaryDirectory(prefix="liangjiang-tests-")
# Whitenoise warns of a folder that is not there, and a warning is an error here.
Path(FOLDER.name, "static").mkdir()
BASE_DIR = Path(__file__).resolve().parent.parent
# Where the tests run, and how much they say, is for the caller to choose.
KEPT = {"DATABASE_URL", "LOG_LEVEL"}

# The developer's own .env must not decide whether a test passes.
Env.read_env = lambda *args, **kwargs: False
for name in re.findall(r"^#?([A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE):
    if name not in KEPT:
        os.environ.pop(name, None)

os.environ |= {
    "SECRET_KEY": "for-tests-only-" + "x" * 50,
    "SITE_URL": "http://testserver",
    "EMAIL_URL": "memory:",
    "PAGE_STORE": "",
    "VAR_DIR": FOLDER.name,
}
os.environ.setdefault("LOG_LEVEL", "WARNING")
# Two runs at once would otherwise tidy each other's folders away.
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", FOLDER.name)


def pytest_collection_finish() -> None:
    # What has been loaded by now stays to the end: the search for garbage need not look at it.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_unconfigure() -> None:
    FOLDER.cleanup()
