from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from random import Random

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

import languages
from articles import first_facts, recount, wording
from articles.kinds import kinds
from articles.models import Article, ArticleLanguage, Category
from languages import column
from liangjiang import made_up
from liangjiang.models import Installation
from pagestore.purge import order_purge_at
from pagestore.tags import SITE

MARK = "generated"
BATCH = 1000
DAYS = 3650
# Photo stories are left out: a generated one would need pictures.
KINDS = ("news.story", "investing.guide", "living.info", "about.page")
SUBJECTS = {
    "en": ["Port", "Chip line", "Park", "School", "Rail service", "Hotel", "Car plant", "Theatre"],
    "zh-hans": ["港口", "芯片线", "公园", "学校", "铁路班列", "酒店", "汽车工厂", "剧院"],
}
EVENTS = {
    "en": [
        "opens its second phase",
        "reports a busy month",
        "welcomes visitors",
        "signs a contract",
    ],
    "zh-hans": ["二期投用", "迎来忙碌的一个月", "接待访客", "签署合同"],
}
SENTENCES = {
    "en": "This text was generated to try the portal with a large archive. It says nothing true.",
    "zh-hans": "本文由程序生成，用于在大量稿件下试用门户网站，内容并非事实。",
}


class Command(BaseCommand):
    help = (
        "Fills a demo or empty database with made-up articles, to see how the portal behaves with "
        "a large archive. Each is published in one or both languages, at a time in the last "
        "ten years. Running it again adds more; --delete takes all of them away."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--articles", type=int, default=20_000, help="How many (default: 20000)."
        )
        parser.add_argument("--seed", type=int, default=1, help="The same seed, the same articles.")
        parser.add_argument(
            "--sentences",
            type=int,
            default=0,
            help="How many sentences of the sample content each text has (default: none of them).",
        )
        parser.add_argument(
            "--no-index", dest="index", action="store_false", help="Leave the search as it is."
        )
        parser.add_argument(
            "--delete", action="store_true", help="Delete the generated articles instead."
        )

    def handle(
        self, *args, articles: int, seed: int, sentences: int, index: bool, delete: bool, **options
    ) -> None:
        if delete:
            self._delete()
            order_purge_at([SITE])
            return
        if Article.objects.exclude(sample_key=MARK).exists() and not Installation.is_demo():
            raise CommandError(
                "This database holds articles and was not made by `make demo`. "
                "Nothing is generated."
            )
        random = Random(seed)  # noqa: S311  (made-up texts, not secrets)
        filed_under = _categories_by_kind()
        with tqdm(total=articles, desc="Articles", unit="") as bar:
            for start in range(0, articles, BATCH):
                size = min(BATCH, articles - start)
                _make_batch(random, filed_under, range(start, start + size), sentences)
                bar.update(size)
        recount.mend()
        if index:
            call_command("rebuild_search", stdout=self.stdout)
        self._tell_the_planner()
        # Not by way of publishing, which would order the purge of what it touches.
        order_purge_at([SITE])
        self.stdout.write(f"{articles} articles generated.")

    def _delete(self) -> None:
        deleted, _by_model = Article.objects.filter(sample_key=MARK).delete()
        recount.mend()
        self.stdout.write(f"{deleted} rows deleted.")

    def _tell_the_planner(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _categories_by_kind() -> dict[str, list[Category]]:
    return {
        kind: list(Category.objects.filter(section__slug=kind.split(".")[0], is_hidden=False))
        for kind in KINDS
    }


@transaction.atomic
def _make_batch(random: Random, filed_under, numbers: range, sentences: int) -> None:
    articles = [_article(random, filed_under, number, sentences) for number in numbers]
    # Django refuses to bulk-create children, so the parents go in at once and each child's table
    # is filled from them with one statement.
    made = Article.objects.bulk_create(articles)
    for kind in KINDS:
        _fill_child_table(kind, [row.pk for row in made if row.kind == kind])
    ArticleLanguage.objects.bulk_create(facts for row in made for facts in _facts(row))


def _facts(row: Article) -> Iterator[ArticleLanguage]:
    hashes = {
        code: {
            name: found
            for name in ("title", "summary", "body")
            if (found := _hash(name, getattr(row, column(name, code)) or ""))
        }
        for code in languages.codes()
    }
    versions = dict.fromkeys(languages.codes(), 0)
    for code, values in first_facts.of_texts(hashes, versions, row.updated_at).items():
        moment = row.published_at(code)
        yield ArticleLanguage(
            article=row,
            language=code,
            first_published_at=moment,
            last_updated_at=moment,
            **values,
        )


# Many of them have the same body.
_hash = lru_cache(maxsize=200)(wording.hash_of)


def _article(random: Random, filed_under, number: int, sentences: int) -> Article:
    kind = random.choice(KINDS)
    category = random.choice(filed_under[kind])
    article = Article(
        kind=kind,
        category=category,
        section_id=category.section_id,
        sample_key=MARK,
        slug=f"generated-{number}",
    )
    moment = timezone.now() - timedelta(minutes=random.randrange(DAYS * 24 * 60))
    subject, event = random.randrange(len(SUBJECTS["en"])), random.randrange(len(EVENTS["en"]))
    spoken = random.choice([languages.codes()] * 8 + [[code] for code in languages.codes()])
    for code in spoken:
        space = " " if code == languages.EN else ""
        title = f"{SUBJECTS[code][subject]}{space}{EVENTS[code][event]}{space}({number})"
        body = f"<p>{SENTENCES[code]}</p>" * random.randint(3, 12)
        if sentences:
            title = f"{made_up.phrase(random, code)}{space}({number})"
            body = made_up.body(random, code, sentences)
        setattr(article, column("title", code), title)
        setattr(article, column("summary", code), SENTENCES[code])
        setattr(article, column("body", code), body)
        setattr(article, column("source", code), "Generated")
        setattr(article, column("published_at", code), moment)
    article.created_at = article.updated_at = moment
    return article


def _fill_child_table(kind: str, keys: list[int]) -> None:
    if not keys:
        return
    model = kinds()[kind]
    quote = connection.ops.quote_name
    own = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    columns = [model._meta.pk.column, *(field.column for field in own)]
    values = ["id", *["%s"] * len(own)]
    marks = ", ".join(["%s"] * len(keys))
    # Names come from the models and values travel as parameters.
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) "  # noqa: S608
        f"SELECT {', '.join(values)} FROM {quote(Article._meta.db_table)} WHERE id IN ({marks})"
    )
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in own]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*defaults, *keys])
