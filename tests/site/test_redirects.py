"""Old addresses lead on in one hop; what is asked for in vain is noted and costs nothing."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import IntegrityError, connection, transaction

from articles import missed, publishing
from articles.addresses import in_language
from articles.models import MissedAddress, OldAddress
from tests import factories
from tests.site.processes import portal

OLD = "/2021-08/19/content_37546317.htm"
PUBLISHER = "/regional/chongqing/liangjiang"
# What one request may ask the database; the page for 404 with its menu is written first.
MOST_FOR_REDIRECT = 4
MOST_FOR_KNOWN_404 = 6
MOST_FOR_NEW_404 = 8


@pytest.fixture
def story(db):
    return factories.live()


@pytest.fixture
def lost_log(caplog):
    caplog.set_level("ERROR")
    return caplog


def leads(visitor, path: str, **extra) -> tuple[int, str | None]:
    response = visitor.get(path, **extra)
    return response.status_code, response.get("Location")


def seen() -> dict[str, int]:
    return dict(MissedAddress.objects.values_list("path", "hits"))


# Where an old address leads


def test_redirect_leads_to_its_article_or_address_in_one_hop(visitor, story):
    OldAddress.objects.create(path=OLD, article=story)
    OldAddress.objects.create(path="/expo", target="/en/news/events/")
    OldAddress.objects.create(path="/map", target="https://example.org/map?x=1")
    assert leads(visitor, OLD) == (301, in_language(story, "en"))
    assert leads(visitor, "/expo") == (301, "/en/news/events/")
    assert leads(visitor, "/map") == (301, "https://example.org/map?x=1")
    assert visitor.get("/expo", follow=True).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        OLD,
        OLD.replace(".htm", "_2.htm"),
        OLD.replace(".htm", "_13.htm"),
        OLD.replace(".htm", "_13.html").replace(".html", ".htm"),
        OLD + "/",
        OLD.upper(),
        OLD.replace("content", "%63ontent"),
        OLD + "?from=timeline",
        PUBLISHER + OLD,
        PUBLISHER + OLD.replace(".htm", "_3.htm"),
    ],
)
def test_every_form_of_a_former_address_leads_to_the_article(visitor, story, asked):
    OldAddress.objects.create(path=OLD, article=story)
    assert leads(visitor, asked) == (301, in_language(story, "en"))


def test_address_in_the_publishers_folder_is_known_under_the_former_sites_path_too(visitor, story):
    OldAddress.objects.create(path=f"{PUBLISHER}/2017-02/16/content_24102037_3.htm", article=story)
    for path in ("/2017-02/16/content_24102037.htm", "/2017-02/16/content_24102037_2.htm"):
        assert leads(visitor, path) == (301, in_language(story, "en"))


def test_chinese_path_is_found_however_it_is_written(visitor, story):
    OldAddress.objects.create(path="/博览会/", article=story)
    assert leads(visitor, "/博览会")[0] == 301
    assert leads(visitor, "/%E5%8D%9A%E8%A7%88%E4%BC%9A/")[0] == 301


def test_redirect_to_a_chinese_article_leads_to_the_chinese_page(visitor, db):
    story = factories.live(langs=["zh-hans"])
    OldAddress.objects.create(path=OLD, article=story)
    assert leads(visitor, OLD) == (301, in_language(story, "zh-hans"))


def test_redirect_to_what_was_taken_down_is_not_found_and_not_counted(visitor, story):
    OldAddress.objects.create(path=OLD, article=story)
    publishing.withdraw(story, ["en", "zh-hans"])
    assert leads(visitor, OLD) == (404, None)
    assert OldAddress.objects.get().hits == 0


def test_redirect_never_hides_a_page_that_is_there(visitor, story):
    OldAddress.objects.create(path="/en/news", target="https://example.org/")
    assert visitor.get("/en/news/").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_redirected(visitor, story, method):
    OldAddress.objects.create(path="/expo", target="/en/")
    assert getattr(visitor, method)("/expo").status_code in (403, 404, 405)
    assert OldAddress.objects.get().hits == 0


def test_corrected_redirect_does_not_live_on_in_browsers(visitor, db):
    old = OldAddress.objects.create(path="/expo", target="/en/")
    assert visitor.get("/expo")["Cache-Control"] == "public, no-cache"
    old.target = "/zh/"
    old.save()
    assert leads(visitor, "/expo") == (301, "/zh/")


def test_database_keeps_a_redirect_from_leading_to_two_places_or_none(story):
    for wrong in ({}, {"article": story, "target": "/en/"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OldAddress.objects.create(path="/expo", **wrong)


# Counting


def test_each_use_of_a_redirect_is_counted_with_its_time(visitor, db, time_machine):
    OldAddress.objects.create(path="/expo", target="/en/")
    time_machine.move_to(datetime(2026, 3, 1, 9, 0, tzinfo=UTC), tick=False)
    visitor.get("/expo")
    visitor.head("/expo")
    old = OldAddress.objects.get()
    assert (old.hits, old.last_hit_at) == (2, datetime(2026, 3, 1, 9, 0, tzinfo=UTC))


def test_redirect_asks_few_questions(visitor, story, django_assert_max_num_queries):
    OldAddress.objects.create(path=OLD, article=story)
    with django_assert_max_num_queries(MOST_FOR_REDIRECT):
        visitor.get(OLD)


def break_counting() -> None:
    """Let the database refuse every change of a redirect, as a read-only one does."""
    statements = {
        "sqlite": [
            "CREATE TRIGGER broken BEFORE UPDATE ON articles_oldaddress"
            " BEGIN SELECT RAISE(ABORT, 'broken'); END"
        ],
        "postgresql": [
            "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE 'broken'; END $$",
            "CREATE TRIGGER broken BEFORE UPDATE ON articles_oldaddress"
            " FOR EACH ROW EXECUTE FUNCTION broken()",
        ],
    }
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE") if connection.vendor != "sqlite" else None
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def test_redirect_answers_even_if_it_cannot_be_counted(visitor, db, lost_log):
    OldAddress.objects.create(path="/expo", target="/en/")
    break_counting()
    assert leads(visitor, "/expo") == (301, "/en/")
    assert "redirect not counted" in lost_log.text


def test_404_is_answered_even_if_it_cannot_be_noted(visitor, db, lost_log):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_missedaddress RENAME TO gone")
    assert visitor.get("/gone.htm").status_code == 404
    assert "missing page not counted" in lost_log.text


# With others at the same database


def asked_elsewhere(script: str, folder: Path) -> list[str]:
    """Let a process of its own ask for pages of this test's database; return what it prints."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{folder}/portal.sqlite3"
        with closing(sqlite3.connect(folder / "portal.sqlite3")) as copy:
            connection.connection.backup(copy)
    else:
        host = quote(known["HOST"] or "", safe="")
        person = f"{known['USER']}:{quote(known['PASSWORD'] or '')}"
        url = f"postgres://{person}@{host}:{known['PORT'] or 5432}/{known['NAME']}"
    return portal(script, folder, DATABASE_URL=url).split()


ASK_WHILE_LOCKED = """
import sqlite3, time
visitor.get("/expo", secure=True)
other = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
begun = time.monotonic()
print(visitor.get("/expo", secure=True)["Location"])
print(visitor.get("/gone.htm", secure=True).status_code)
print(time.monotonic() - begun < 5)
"""
ASK_AT_ONCE = """
from threading import Barrier, Thread
from django.db import connection
from articles.models import MissedAddress, OldAddress
start = Barrier(2)
def visit():
    visitor = Client(headers={"host": "portal.example"})
    visitor.get("/en/", secure=True)
    for path in ("/expo", "/gone.htm"):
        start.wait()
        visitor.get(path, secure=True)
    connection.close()
threads = [Thread(target=visit) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(OldAddress.objects.get().hits, *MissedAddress.objects.values_list("path", flat=True))
"""


@pytest.mark.sqlite_only
def test_locked_database_keeps_nobody_waiting(transactional_db, tmp_path):
    OldAddress.objects.create(path="/expo", target="/en/")
    assert asked_elsewhere(ASK_WHILE_LOCKED, tmp_path) == ["/en/", "404", "True"]


def test_two_visitors_at_once_are_both_counted_and_miss_a_page_once(transactional_db, tmp_path):
    OldAddress.objects.create(path="/expo", target="/en/")
    assert asked_elsewhere(ASK_AT_ONCE, tmp_path) == ["2", "/gone.htm"]


# Missing pages


def test_missing_page_is_noted_with_its_times_and_the_page_that_links_to_it(
    visitor, db, time_machine
):
    first, second = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    time_machine.move_to(first, tick=False)
    visitor.get(
        "/2019-07/08/c_800205.htm", headers={"referer": "https://a.example/list?user=ann#x"}
    )
    time_machine.move_to(second, tick=False)
    visitor.get("/2019-07/08/c_800205.htm?utm=1")
    row = MissedAddress.objects.get()
    assert (row.path, row.hits) == ("/2019-07/08/c_800205.htm", 2)
    assert (row.first_seen_at, row.last_seen_at) == (first, second)
    assert row.referrer == "https://a.example/list"


@pytest.mark.parametrize(
    "referrer",
    ["javascript:alert(1)", "https://[broken", "x" * 5000, "https://a.example/" + "x" * 400, "//"],
)
def test_strange_referring_page_is_left_out(visitor, db, referrer):
    visitor.get("/gone.htm", headers={"referer": referrer})
    assert MissedAddress.objects.get().referrer == ""


def test_referring_page_holds_its_port_and_no_password(visitor, db):
    visitor.get("/gone.htm", headers={"referer": "https://ann:secret@A.example:8443/x"})
    assert MissedAddress.objects.get().referrer == "https://a.example:8443/x"


@pytest.mark.parametrize(
    "page",
    ["/en/contact/sent/LJ-1:x/", "/zh/contact/%73ent/LJ-1:x", "/admin/", "/admin/contact/1/"],
)
def test_receipts_and_pages_of_the_desk_are_no_referring_pages(visitor, db, page):
    visitor.get("/gone.htm", headers={"referer": f"http://testserver:80{page}"})
    assert MissedAddress.objects.get().referrer == ""


@pytest.mark.parametrize(
    "path",
    [
        "/admin/nothing/",
        "/en/contact/sent/LJ-1:x/",
        "/static/nothing.css",
        "/media/nothing.jpg",
        "/media/__processed__/nothing.jpg",
        "/" + "x" * 300,
        "/a%00b",
        "/a%0db",
        "/a%e2%80%aeb",
        "/.env",
        "/.git/config",
        "/en/.env",
        "/wp-login.php",
        "/wp-content/",
        "/blog/wp-admin/",
        "/index.php",
        "/x.php/y",
        "/cgi-bin/test",
        "/phpmyadmin/",
        "/favicon.ico",
        "/apple-touch-icon.png",
    ],
)
def test_probes_and_the_portals_own_places_are_not_noted(visitor, db, path):
    assert visitor.get(path).status_code in (301, 302, 404)
    assert seen() == {}


@pytest.mark.parametrize(
    "path", ["/gone.htm", "/en/gone/", "/zh/news/7/", "/新闻", "/" + "x" * 299]
)
def test_public_pages_that_are_missing_are_noted(visitor, db, path):
    assert visitor.get(path).status_code == 404
    assert seen() == {path: 1}


def test_head_is_not_noted(visitor, db):
    assert visitor.head("/gone.htm").status_code == 404
    assert seen() == {}


def test_notice_that_a_page_is_in_the_other_language_is_no_missing_page(visitor, db):
    story = factories.live(langs=["en"])
    assert visitor.get(in_language(story, "zh-hans")).status_code == 404
    assert seen() == {}


def test_404_asks_few_questions(visitor, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_FOR_NEW_404):
        visitor.get("/gone.htm")
    with django_assert_max_num_queries(MOST_FOR_KNOWN_404):
        visitor.get("/gone.htm")


def test_flood_of_missing_pages_keeps_the_newest_500(visitor, db, time_machine):
    now = datetime(2026, 3, 1, tzinfo=UTC)
    moments = [now + timedelta(seconds=number) for number in range(missed.MOST + 30)]
    paths = [f"/gone-{number}.htm" for number in range(len(moments))]
    MissedAddress.objects.bulk_create(
        MissedAddress(path=path, first_seen_at=moment, last_seen_at=moment)
        for path, moment in zip(paths[: missed.MOST], moments, strict=False)
    )
    # The oldest is asked for once more, then thirty new ones.
    for path, moment in zip([paths[0], *paths[missed.MOST :]], moments[-31:], strict=True):
        time_machine.move_to(moment + timedelta(seconds=1), tick=False)
        visitor.get(path)
    assert missed.MOST == 500
    assert {*seen()} == {paths[0], *paths[31:]}


def test_pages_that_nobody_has_asked_for_in_90_days_are_forgotten(
    visitor, db, time_machine, django_assert_num_queries
):
    now = datetime(2026, 3, 1, tzinfo=UTC)
    time_machine.move_to(now, tick=False)
    visitor.get("/gone.htm")
    time_machine.move_to(now + timedelta(days=50), tick=False)
    visitor.get("/still-asked-for.htm")
    time_machine.move_to(now + timedelta(days=91), tick=False)
    with django_assert_num_queries(1):
        assert missed.forget_old() == 1
    assert list(seen()) == ["/still-asked-for.htm"]
