"""Random acts at a portal that several processes serve: `python -m tests.pagestore.random_site`.

After each act has returned, pages are read from every process and compared with a page rendered
at this moment without a store. Prints what differed and ends with 1, or how much was compared.
Two readers share a store, as two workers of a host; the third has one of its own, as another host,
and is given the time that another host may take.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangjiang.settings")

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
    import django

    django.setup()
    from tests.pagestore.acts import Editors

    own = os.environ["PAGE_STORE"]
    hosts = [Reader(own), Reader(own)], [Reader(f"{own}-of-another-host")]
    try:
        return _play(Editors(ODDS), *hosts, options.acts)
    finally:
        for reader in [*hosts[0], *hosts[1]]:
            reader.end()


def _play(editors, workers: list[Reader], elsewhere: list[Reader], acts: int) -> int:
    compared = skipped = 0
    for number in range(acts):
        what = editors.act()
        for path in _some(editors):
            outcome = _compare(path, workers) and _compare_soon(path, elsewhere)
            if outcome is None:
                skipped += 1
            elif not outcome:
                print(f"act {number}, {what}: {path} differs")
                return 1
            compared += bool(outcome)
    print(f"{acts} acts, {compared} pages compared, {skipped} had changed meanwhile")
    return 0


def _some(editors) -> list[str]:
    lists = [f"/{ODDS.choice(['en', 'zh'])}{path}" for path in ODDS.sample(LISTS, 2)]
    return [*editors.paths_of_last(), *ODDS.sample(editors.paths(), 2), *lists]


def _compare(path: str, readers: list[Reader]) -> bool | None:
    """Tell whether all readers get what is right now; None if that has changed meanwhile."""
    before = _fresh(path)
    answers = [reader.ask(path) for reader in readers]
    if _fresh(path) != before:
        return None
    return all(answer == before for answer in answers)


def _compare_soon(path: str, readers: list[Reader]) -> bool | None:
    until = time.monotonic() + ANOTHER_HOST
    while not (outcome := _compare(path, readers)) and time.monotonic() < until:
        time.sleep(GLANCE)
    return outcome


def _fresh(path: str) -> list:
    from django.core.handlers.wsgi import WSGIHandler

    from liangjiang import warming

    return list(warming.answer(WSGIHandler(), path))


if __name__ == "__main__":
    sys.exit(main())
