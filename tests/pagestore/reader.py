"""A process that serves pages: `python -m tests.pagestore.reader`.

Reads paths from standard input, a line each, and answers each with a line of JSON: [status, text,
whether the portal itself has failed]. Meanwhile threads ask for pages that were named before, as
visitors do, so that something is being rendered whenever something is published.
"""

import json
import os
import random
import sys
import threading
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangjiang.settings")

THREADS = 2
PAUSE = 0.05


def main() -> None:
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler

    from liangjiang import warming
    from pagestore.ahead import ahead_of

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
