"""Notices stand on every public page, in their time, in the languages in which they are written."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from languages import EN, ZH
from liangjiang.models import SiteNotice
from tests import factories, pages
from tests.articles.days import NEXT_WEEK, NOW, TOMORROW, YESTERDAY
from tests.caches import running_cache

LIST = "/admin/liangjiang/sitenotice/"
ENGLISH, CHINESE = "The hall is closed today.", "大厅今日闭馆。"

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("clock")]


@pytest.fixture
def places(db) -> list[str]:
    """The address of one page of each sort, as far as they have a header; without language."""
    story = factories.live()
    factories.live("about.page", category=factories.category("site.terms"))
    article = story.get_absolute_url().removeprefix("/en")
    return ["/", "/news/", "/news/events/", article, "/terms/", "/site-map/", "/nothing/here/"]


def words(visitor, place: str) -> str:
    return pages.text(visitor.get(place))


# Where and when


@pytest.mark.both
def test_notice_stands_on_every_page_in_its_language(visitor, places):
    factories.notice()
    for place in places:
        assert ENGLISH in words(visitor, f"/en{place}"), place
        assert CHINESE in words(visitor, f"/zh{place}"), place
        assert ENGLISH not in words(visitor, f"/zh{place}"), place


def test_notice_stands_on_the_page_about_a_missing_language(visitor, db):
    story = factories.live(langs=[EN])
    factories.notice()
    answer = visitor.get(f"/zh/{story.pk}", follow=True)
    assert answer.status_code == 404
    assert CHINESE in pages.text(answer)


def test_notice_without_text_in_a_language_is_not_shown_in_it(visitor, places):
    factories.notice([EN])
    assert ENGLISH in words(visitor, "/en/")
    assert 'class="notices' not in visitor.get("/zh/").content.decode()


def test_notice_shows_from_its_first_second_to_its_last(visitor, db, clock):
    factories.notice(starts_at=TOMORROW, ends_at=NEXT_WEEK)
    factories.notice(text_en="For ever.", starts_at=NEXT_WEEK)
    second, seen = timedelta(seconds=1), []
    for moment in (TOMORROW - second, TOMORROW, NEXT_WEEK - second, NEXT_WEEK):
        clock.move_to(moment)
        page = words(visitor, "/en/")
        seen.append((ENGLISH in page, "For ever." in page))
    assert seen == [(False, False), (True, False), (True, False), (False, True)]


def test_warnings_come_first_and_say_that_they_are_warnings(visitor, db):
    factories.notice(text_en="An old one.", starts_at=YESTERDAY)
    factories.notice(text_en="A storm.", kind="warning", starts_at=YESTERDAY)
    factories.notice(text_en="A new one.")
    page = words(visitor, "/en/")
    assert page.index("Warning: A storm.") < page.index("A new one.") < page.index("An old one.")
    assert "重要提示：" in words(visitor, "/zh/")


def test_notice_is_a_labelled_region_above_the_breadcrumb_and_no_alert(visitor, db):
    factories.notice()
    for place, label in (("/en/news/events/", "Notices"), ("/zh/news/events/", "公告")):
        page = visitor.get(place).content.decode()
        region = f'<section class="notices no-paper" aria-label="{label}">'
        assert page.count(region) == 1
        assert page.index("</header>") < page.index(region) < page.index('<nav class="wrap crumbs"')
        assert "alert" not in page


def test_notice_leads_to_its_link_in_each_language(visitor, db):
    factories.notice(
        link_address_en="/en/contact/",
        link_text_en="Ask us",
        link_address_zh_hans="https://example.org/",
        link_text_zh_hans="联系我们",
    )
    assert '<a href="/en/contact/">Ask us</a>' in visitor.get("/en/").content.decode()
    assert '<a href="https://example.org/">联系我们</a>' in visitor.get("/zh/").content.decode()


def test_notice_is_plain_text(visitor, db):
    factories.notice(text_en="<b>Closed</b>\x00\x08 & <script>")
    page = visitor.get("/en/").content.decode()
    assert "&lt;b&gt;Closed&lt;/b&gt; &amp; &lt;script&gt;" in page


def test_desk_shows_no_notice(desk):
    draft = factories.make()
    factories.notice()
    for place in ("/admin/", pages.address(draft, "preview/en"), "/admin/news/story/0/edit/"):
        assert ENGLISH not in pages.text(desk("editor", name=f"e{len(place)}").get(place))


def test_page_is_the_same_for_every_visitor(visitor, desk, places):
    factories.notice()
    browser = desk("administrator", interface_language=ZH)
    for place in places:
        mine = visitor.get(f"/en{place}")
        theirs = browser.get(f"/en{place}", headers={"accept-language": "zh-CN"})
        assert theirs.content == mine.content, place


def test_notices_and_mourning_are_one_question_however_many_there_are(visitor, places):
    def asked() -> list[int]:
        found = []
        for place in places:
            with CaptureQueriesContext(connection) as queries:
                visitor.get(f"/en{place}")
            found.append(len(queries))
            ours = [query for query in queries if "liangjiang_sitenotice" in query["sql"]]
            assert len(ours) == 1, place
            assert "liangjiang_mourning" in ours[0]["sql"]
        return found

    # A missing page is noted when it is asked for the first time.
    asked()
    before = asked()
    for _number in range(4):
        factories.notice()
    factories.mourning(YESTERDAY, TOMORROW)
    assert asked() == before


# Purging


@pytest.mark.both
def test_every_page_is_purged_now_at_the_start_and_at_the_end(db, orders):
    notice = factories.notice(starts_at=TOMORROW, ends_at=NEXT_WEEK)
    assert orders() == [(NOW, ["site"]), (TOMORROW, ["site"]), (NEXT_WEEK, ["site"])]
    notice.starts_at = YESTERDAY
    notice.save()
    assert orders() == [(NOW, ["site"]), (NEXT_WEEK, ["site"])]
    notice.delete()
    assert orders()[0] == (NOW, ["site"])


def test_order_goes_with_a_notice_that_is_rolled_back(db, orders):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        factories.notice()
        1 / 0  # noqa: B018  (whatever breaks)
    assert orders() == []


def test_cache_is_told_once_and_again_when_the_notice_begins(db, settings, clock):
    with running_cache() as cache:
        settings.PURGE_URLS = [cache.url]
        factories.notice(starts_at=TOMORROW)
        call_command("worker", "--once")
        assert cache.purged == [("testserver", ["site"])]
        clock.move_to(TOMORROW)
        call_command("worker", "--once")
        assert cache.tags == ["site", "site"]


# The desk


def save(browser, **fields):
    """Add a notice by its form; return the page that comes."""
    shown = pages.shown(browser.get(f"{LIST}add/"))
    return browser.post(f"{LIST}add/", shown | fields, follow=True)


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_editor_writes_a_notice(desk, visitor, role):
    save(desk(role), kind="warning", text_en="A storm.", text_zh_hans="暴雨。")
    assert "Warning: A storm." in words(visitor, "/en/")
    assert "重要提示： 暴雨。" in words(visitor, "/zh/")


@pytest.mark.both
@pytest.mark.parametrize("role", ["author", "translator", "enquiry-desk"])
def test_others_see_nothing_of_it(desk, role):
    browser = desk(role)
    assert LIST not in browser.get("/admin/").content.decode()
    assert browser.get(LIST).status_code == 403
    forged = {"kind": "warning", "text_en": "Forged", "starts_at": "2026-03-01T08:00"}
    assert browser.post(f"{LIST}add/", forged).status_code == 403
    assert not SiteNotice.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "http://example.org/",
        "en/news/",
        "https://",
        "/en/ news/",
        "data:text/html,x",
    ],
)
def test_link_that_is_no_path_and_no_https_address_is_refused(desk, address):
    page = save(desk(), text_en="A storm.", link_address_en=address, link_text_en="More")
    assert "Write a path on this site, such as /en/news/, or an address" in pages.text(page)
    assert not SiteNotice.objects.exists()


@pytest.mark.both
@pytest.mark.parametrize("address", ["/", "/en/news/", "/zh/living/?page=2#x", "https://例子.cn/x"])
def test_path_and_https_address_are_taken(desk, address):
    save(desk(), text_en="A storm.", link_address_en=address, link_text_en="More")
    assert SiteNotice.objects.get().link_address_en == address


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Write the notice in at least one language."),
        ({"text_en": " "}, "Write the notice in at least one language."),
        ({"text_en": "x", "link_address_en": "/en/"}, "Say in words where the link leads."),
        ({"text_en": "x", "link_text_en": "More"}, "Write the address of this link."),
        (
            {"text_en": "x", "link_address_zh_hans": "/zh/", "link_text_zh_hans": "详情"},
            "A link needs the notice it belongs to.",
        ),
        ({"text_en": "x", "ends_at": "2026-03-01T10:00"}, "Choose an end that comes after"),
    ],
)
def test_what_is_missing_is_said_in_words(desk, fields, message):
    page = save(desk(), starts_at="2026-03-01T10:00", **fields)
    assert message in pages.text(page)
    assert not SiteNotice.objects.exists()


def test_list_says_in_words_what_runs_and_in_which_languages(desk):
    factories.notice([EN])
    factories.notice(starts_at=TOMORROW)
    page = pages.text(desk(interface_language=EN).get(LIST))
    assert f"{ENGLISH} information Running, no end English" in page
    assert f"{ENGLISH} information Planned from 2 March 2026, 17:00, no end English" in page
