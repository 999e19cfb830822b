"""A process that serves pages: `python -m tests.pagestore.reader`.

Reads paths from standard input, a line each, and answers each with a line of JSON: [status, text].
Meanwhile threads ask for pages that were named before, as visitors do, so that something is being
rendered whenever something is published; not so with `--alone`.
"""

import json
import os
import random
import sys
import threading
import time

from tests.pagestore import alone

alone.set_up()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from liangjiang import warming  # noqa: E402
from pagestore.ahead import ahead_of  # noqa: E402

THREADS = 2
PAUSE = 0.05


def main() -> None:
    portal = ahead_of(WSGIHandler())
    known: list[str] = ["/en/"]

    def ask(path: str) -> tuple[int, str]:
        return warming.answer(portal, path)

    def visit() -> None:
        while True:
            ask(random.choice(known))  # noqa: S311
            time.sleep(PAUSE)

    for _number in range(THREADS):
        threading.Thread(target=visit, daemon=True).start()
    for line in sys.stdin:
        path = line.strip()
        if path not in known:
            known.append(path)
        print(json.dumps(ask(path)), flush=True)
    # Threads that ask the database may not be waited for.
    os._exit(0)


if __name__ == "__main__":
    main()
