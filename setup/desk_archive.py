"""A large archive to measure the desk with (setup.desk_numbers), and its pages asked for."""

import sys
import time
from collections.abc import Iterator
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tqdm import tqdm

from accounts.models import User
from articles import strands, working_copies
from articles.kinds import child
from articles.models import Act, Article, ArticleLanguage, Match, Revision, Role, Work

VERSIONS, BATCH, TIMES = 3, 500, 5
DRAFTS, ORDERS = 200, 40
# One in so many is out of date.
OUTDATED = 12
# A database takes only so many values in one statement.
MOST_NAMED = 5000
FOUND = 200


def fill(count: int) -> None:
    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        sys.exit("This database holds articles already; name an empty one in DATABASE_URL.")
    call_command("generate", articles=count)
    add_history()
    add_work()
    with connection.cursor() as cursor:
        # The database's planner knows what there is now.
        cursor.execute("ANALYZE")


def add_history() -> None:
    """Give every article versions of its strands and the act that published it."""
    rows = Article.objects.order_by("pk")
    with tqdm(total=rows.count(), desc="Versions", unit="") as bar:
        last = 0
        while batch := list(rows.filter(pk__gt=last)[:BATCH]):
            Revision.objects.bulk_create(each for row in batch for each in versions_of(row))
            Act.objects.bulk_create(publication_of(row) for row in batch)
            last = batch[-1].pk
            bar.update(len(batch))
    Article.objects.update(**{strands.version_column(name): VERSIONS for name in strands.names()})


def versions_of(row: Article) -> Iterator[Revision]:
    for strand in strands.names():
        content = {"fields": strands.values(row, strand), "rows": {}}
        for number in range(1, VERSIONS + 1):
            yield Revision(
                article=row,
                strand=strand,
                number=number,
                content=content,
                created_at=row.created_at - timedelta(days=VERSIONS - number),
            )


def publication_of(row: Article) -> Act:
    return Act(
        article=row,
        verb=Act.Verb.PUBLISH,
        strands=dict.fromkeys(strands.names(), VERSIONS),
        due_at=row.created_at,
        done_at=row.created_at,
        created_at=row.created_at,
    )


def add_work() -> None:
    """Let some translations be out of date, some articles have drafts, some be scheduled."""
    now = timezone.now()
    rows = ArticleLanguage.objects.annotate(turn=F("article_id") % OUTDATED)
    keys = rows.filter(turn=0, match=Match.CURRENT).values_list("pk", flat=True)
    ArticleLanguage.objects.filter(pk__in=list(keys)[:MOST_NAMED]).update(
        match=Match.OUTDATED, match_since=now - timedelta(days=2)
    )
    drafts = list(Article.objects.filter(kind="news.story").order_by("-pk")[:DRAFTS])
    for row in drafts:
        working_copies.edit(child(row))
    kept = ArticleLanguage.objects.filter(article__in=drafts, language="en")
    kept.update(work=Work.DRAFT, work_at=now, work_number=VERSIONS)
    for number, row in enumerate(drafts[:ORDERS]):
        Act.objects.create(
            article=row,
            verb=Act.Verb.PUBLISH,
            strands={"en": VERSIONS},
            due_at=now + timedelta(hours=6 * number + 1),
        )


def report() -> None:
    person = User.objects.create_user("desk", "desk@example.org", is_staff=True)
    person.groups.add(Role.objects.get(key="publisher").group)
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    story = Article.objects.filter(kind="news.story", live=None).order_by("-pk").first()
    record = f"/admin/news/story/{story.pk}"
    print(f"{connection.vendor}, {Article.objects.live().count()} articles")
    for name, address in {
        "start page": "/admin/",
        "queue": "/admin/work/missing-zh/",
        "list": "/admin/news/story/",
        "form": f"{record}/change/",
        "history": f"{record}/history/",
        "search, a frequent word": "/admin/search/?q=port",
        "search, two Chinese signs": "/admin/search/?q=港口",
        "search, nothing": "/admin/search/?q=zzzz",
    }.items():
        wall, processor, queries = measured(browser, address)
        print(f"{name:28} {wall:6.0f} ms ({processor:.0f} ms here) {queries:4} queries", flush=True)


def measured(browser: Client, address: str) -> tuple[float, float, int]:
    """Return the quickest of some tries, the processor time of this process, and the queries."""
    browser.get(address)
    walls, processors = [], []
    for _ in range(TIMES):
        begin, used = time.perf_counter(), time.process_time()
        answer = browser.get(address)
        walls.append((time.perf_counter() - begin) * 1000)
        processors.append((time.process_time() - used) * 1000)
    if answer.status_code != FOUND:
        sys.exit(f"{address} answers {answer.status_code}.")
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return min(walls), min(processors), len(queries)
