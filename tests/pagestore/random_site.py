"""Random acts at a portal that several processes serve: `python -m tests.pagestore.random_site`.

After each act has returned, pages are read from every process and compared with a page rendered
at this moment without a store. Prints what differed and ends with 1, or how much was compared.
Two readers share a store, as two workers of a host; the third has one of its own, as another host,
and is given the time that another host may take.
"""

import argparse
import difflib
import json
import os
import random
import subprocess
import sys
import time

from tqdm import tqdm

from tests.pagestore import alone

alone.set_up()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from liangjiang import warming  # noqa: E402
from tests.pagestore.acts import Editors  # noqa: E402

# Seconds.
ANOTHER_HOST = 5
GLANCE = 0.1
LISTS = ["/", "/news/", "/living/", "/site-map/", "/figures/", "/news/events/feed.atom"]
ODDS = random.Random()  # noqa: S311


class Reader:
    def __init__(self, store: str) -> None:
        command = [sys.executable, "-m", "tests.pagestore.reader"]
        environment = os.environ | {"PAGE_STORE": store}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def ask(self, path: str) -> list:
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ODDS.seed(options.seed)
    own = os.environ["PAGE_STORE"]
    readers = [Reader(own), Reader(own), Reader(f"{own}-of-another-host")]
    try:
        return _play(Editors(ODDS), readers[:2], readers[2], options.acts)
    finally:
        for reader in readers:
            reader.end()


def _play(editors, workers: list[Reader], elsewhere: Reader, acts: int) -> int:
    compared = skipped = 0
    for number in tqdm(range(acts), "Acts", unit="", mininterval=60):
        what = editors.act()
        for path in _some(editors):
            differences = _differences(path, workers, elsewhere)
            if differences:
                print(f"act {number}, {what}: {path} differs", *differences, sep="\n")
                return 1
            skipped += differences is None
            compared += differences is not None
    print(f"{acts} acts, {compared} pages compared, {skipped} had changed meanwhile")
    return 0


def _some(editors) -> list[str]:
    lists = [f"/{ODDS.choice(['en', 'zh'])}{path}" for path in LISTS]
    touched = editors.paths_of_last()
    return [*ODDS.sample(touched, min(1, len(touched))), ODDS.choice(editors.paths() + lists)]


def _differences(path: str, workers: list[Reader], elsewhere: Reader) -> list[str] | None:
    """Return what readers get else than what is right now; None if that has changed meanwhile."""
    until = time.monotonic() + ANOTHER_HOST
    while True:
        fresh = _fresh(path)
        told = [reader.ask(path) for reader in workers]
        far = elsewhere.ask(path)
        if _fresh(path) != fresh:
            return None
        wrong = [answer for answer in told if answer != fresh]
        if not wrong and far != fresh and time.monotonic() > until:
            wrong = [far]
        if wrong or far == fresh:
            return _difference(fresh, wrong[0]) if wrong else []
        time.sleep(GLANCE)


def _difference(*sides: list) -> list[str]:
    lines = [f"{status}\n{text}".splitlines() for status, text in sides]
    return list(difflib.unified_diff(*lines, "fresh", "stored", n=0, lineterm=""))


def _fresh(path: str) -> list:
    return list(warming.answer(WSGIHandler(), path))


if __name__ == "__main__":
    sys.exit(main())
