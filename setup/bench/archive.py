"""How long pages take that are not stored, in a small archive and in a large one."""

import os
import statistics
import time
from http import HTTPStatus
from pathlib import Path
from random import Random

from tqdm import tqdm

from setup.bench.servers import Server

ARTICLES = 20
ROUNDS = 6


def grow(size: int) -> None:
    """Generate articles until there are so many."""
    from django.core.management import call_command  # noqa: PLC0415  (settings come first)

    from articles.models import Article  # noqa: PLC0415

    lacking = size - Article.objects.filter(live=None).count()
    if lacking > 0:
        # What is there already has another seed.
        with Path(os.devnull).open("w") as nowhere:
            call_command("generate", articles=lacking, seed=size, index=False, stdout=nowhere)


def pages() -> dict[str, list[str]]:
    """Return addresses of each kind of page."""
    from django.utils import timezone  # noqa: PLC0415

    from articles import months  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415
    from liangjiang.management.commands.generate import MARK  # noqa: PLC0415

    live = Article.objects.filter(
        kind="news.story", live=None, sample_key=MARK, published_at_en__isnull=False
    )
    keys = Random(1).sample(sorted(live.values_list("pk", flat=True)), ARTICLES)  # noqa: S311
    stories = [live.get(pk=key) for key in keys]
    place, moment = stories[0].category, timezone.localtime(stories[0].published_at_en)
    return {
        "article": [story.get_absolute_url() for story in stories],
        "list": [place.get_absolute_url()],
        "month": [months.address(place, moment.year, moment.month)],
        "home": ["/en/"],
    }


def times(server: Server, found: dict[str, list[str]]) -> dict[str, float]:
    """Return the lower quartile of each kind, in seconds; kinds take turns.

    What else the machine does makes a page slower and never faster, so the median says less.
    """
    taken: dict[str, list[float]] = {kind: [] for kind in found}
    for number in tqdm(range(ARTICLES * ROUNDS), desc="Pages not stored", unit="", leave=False):
        for kind, addresses in found.items():
            taken[kind].append(_time(server, addresses[number % len(addresses)]))
    # The first ones fill the caches of the database.
    return {kind: statistics.quantiles(each[ARTICLES:])[0] for kind, each in taken.items()}


def _time(server: Server, address: str) -> float:
    begun = time.perf_counter()
    answer = server.ask(address)
    seconds = time.perf_counter() - begun
    if answer.status != HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {answer.status}")
    return seconds
