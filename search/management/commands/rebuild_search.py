from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.models import Article
from search import upkeep


class Command(BaseCommand):
    help = (
        "Makes the index of the search anew from everything that is published or scheduled. "
        "Needed after articles were written into the database past the portal; what is missing "
        "is added by `migrate` and every night by the worker. Visitors can search meanwhile: each "
        "article is found as before until its turn comes."
    )

    def handle(self, *args, **options) -> None:
        rows, made = Article.objects.live().filter(upkeep.published()), 0
        with tqdm(total=rows.count(), desc="Articles", unit="", file=self.stdout) as bar:
            for size, texts in upkeep.rebuild():
                made += texts
                bar.update(size)
        upkeep.tell_the_database()
        self.stdout.write(f"{made} texts indexed.")
