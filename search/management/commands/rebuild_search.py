from collections.abc import Iterator

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.models import Q
from tqdm import tqdm

import languages
from articles.kinds import kinds
from articles.models import Article
from languages import column
from search import entries
from search.models import Entry, Word

BATCH = 500


class Command(BaseCommand):
    help = (
        "Makes the index of the search anew from everything that is published or scheduled. "
        "Needed after articles were written into the database past the portal, and after an "
        "update that changes how texts are read. Visitors can search meanwhile: each article is "
        "found as before until its turn comes."
    )

    def handle(self, *args, **options) -> None:
        published = Q()
        for code in languages.codes():
            published |= Q(**{f"{column('published_at', code)}__isnull": False})
        rows = Article.objects.live().filter(published)
        made, words = 0, set(Word.objects.values_list("word", flat=True))
        with tqdm(total=rows.count(), desc="Articles", unit="", file=self.stdout) as bar:
            for model in kinds().values():
                for batch in _batches(model, published):
                    made += _remake(batch, words)
                    bar.update(len(batch))
        self._drop_what_is_gone(rows)
        self._tell_the_database()
        self.stdout.write(f"{made} texts indexed.")

    def _drop_what_is_gone(self, rows) -> None:
        Entry.objects.exclude(article_id__in=rows.values("pk")).delete()

    def _tell_the_database(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
            cursor.execute("ANALYZE search_entry")


def _batches(model, published: Q) -> Iterator[list[Article]]:
    last = 0
    while True:
        rows = model.objects.live().filter(published, pk__gt=last).order_by("pk")
        batch = list(rows.prefetch_related(*model.row_relations)[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1].pk


@transaction.atomic
def _remake(batch: list[Article], known: set[str]) -> int:
    made, found = [], set()
    for article in batch:
        of_article, words = entries.read(article)
        made += of_article
        found |= words - known
    Entry.objects.filter(article_id__in=[article.pk for article in batch]).delete()
    Entry.objects.bulk_create(made)
    entries.keep_words(found)
    known |= found
    return len(made)
