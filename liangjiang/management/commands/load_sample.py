from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.introductions import fill_empty
from articles.models import Article, Category
from liangjiang.sample.enquiries import load_enquiries
from liangjiang.sample.figures import load_figures
from liangjiang.sample.loader import files, load
from liangjiang.sample.synonyms import load_synonyms
from pagestore.purge import order_purge_at
from pagestore.tags import SITE

# Where the sample portal lets nobody publish alone what they have written.
WITH_FOUR_EYES = "investing"


class Command(BaseCommand):
    help = (
        "Loads the sample content: bilingual articles in every state (live, draft, scheduled, "
        "expired, one language only) with drawn pictures, figures with their sources, "
        "a few enquiries, words that mean the same for the search, and short descriptions for "
        "categories that have none; in Investing a second person publishes. What is there already "
        "stays as it is, so it can be run again after an upgrade."
    )

    def handle(self, *args, **options) -> None:
        if not Article.objects.exclude(sample_key="").exists():
            # Only once: what an operator decides afterwards stays.
            Category.objects.filter(key=WITH_FOUR_EYES).update(four_eyes=True)
        made = sum(load(path) for path in tqdm(files(), desc="Sample articles", unit=""))
        self.stdout.write(f"{made} sample articles made, {len(files()) - made} were there already.")
        introduced = fill_empty()
        if introduced:
            # The sentences stand in the menus of every page.
            order_purge_at([SITE])
        self.stdout.write(f"{introduced} sections and categories got a short description.")
        self.stdout.write(f"{load_figures()} sample figures made.")
        self.stdout.write(f"{load_enquiries()} sample enquiries made.")
        self.stdout.write(f"{load_synonyms()} groups of words that mean the same made.")
