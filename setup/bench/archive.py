"""How long pages take that are not stored, in a small archive and in a large one."""

import os
import statistics
import time
from pathlib import Path
from random import Random

from tqdm import tqdm

from setup.bench.servers import Server

ARTICLES = 40
ROUNDS = 10


def grow(size: int) -> None:
    """Generate articles until there are so many."""
    from django.core.management import call_command  # noqa: PLC0415  (settings come first)

    from articles.models import Article  # noqa: PLC0415

    lacking = size - Article.objects.filter(live=None).count()
    if lacking > 0:
        # What is there already has another seed.
        with Path(os.devnull).open("w") as nowhere:
            call_command("generate", count=lacking, seed=size, index=False, stdout=nowhere)


def pages() -> dict[str, list[str]]:
    """Return addresses of each kind of page."""
    from articles.models import Article, Category  # noqa: PLC0415

    live = Article.objects.filter(kind="news.story", live=None, published_at_en__isnull=False)
    keys = Random(1).sample(sorted(live.values_list("pk", flat=True)), ARTICLES)  # noqa: S311
    category = Category.objects.get(pk=live.filter(sample_key="generated").first().category_id)
    return {
        "article": [
            f"/en/news/{row.pk}-{row.slug}/" for row in Article.objects.filter(pk__in=keys)
        ],
        "list": [category.get_absolute_url()],
        "home": ["/en/"],
        "month": ["/en/site-map/2024/05/"],
    }


def times(server: Server, found: dict[str, list[str]]) -> dict[str, float]:
    """Return the median of each kind, in seconds; kinds take turns."""
    taken: dict[str, list[float]] = {kind: [] for kind in found}
    for number in tqdm(range(ARTICLES * ROUNDS), desc="Cold pages", unit="", leave=False):
        for kind, addresses in found.items():
            begun = time.perf_counter()
            answer = server.ask(addresses[number % len(addresses)])
            taken[kind].append(time.perf_counter() - begun)
            if answer.status != 200:  # noqa: PLR2004
                raise RuntimeError(f"{addresses[0]} answered {answer.status}")
    # The first ones fill the database's own caches.
    return {kind: statistics.median(each[ARTICLES:]) for kind, each in taken.items()}
