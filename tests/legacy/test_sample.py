"""The page that is known from the former site becomes an article, and only once."""

from datetime import UTC, datetime

import pytest

from articles import publishing
from articles.addresses import in_language
from articles.models import Act, Article, OldAddress
from legacy.models import ImportedPage
from tests import factories, pages
from tests.legacy import saved
from tests.legacy.saved import SAMPLE

pytestmark = pytest.mark.once

ADDRESS = "http://english.liangjiang.gov.cn/2021-08/19/content_37546317.htm"
OLD = "/2021-08/19/content_37546317.htm"
PUBLISHERS = "www.chinadaily.com.cn/regional/chongqing/liangjiang"


def test_every_field_of_the_sample_is_taken_over(import_page):
    article = import_page(SAMPLE).article
    assert article.kind == "news.story"
    assert article.category.key == "news.events"
    assert article.title_en == saved.TITLE
    assert article.published_at_en == datetime(2021, 8, 18, 16, 0, tzinfo=UTC)
    assert article.published_at_zh_hans is None
    assert article.body_en == "".join(f"<p>{text}</p>" for text in saved.PARAGRAPHS)
    assert len(saved.PARAGRAPHS) == 9
    assert (article.author_en, article.source_en) == ("", "english.liangjiang.gov.cn")
    assert article.picture_caption_en == saved.CAPTION
    assert article.picture_credit_en == saved.CREDIT
    assert article.picture is None
    assert article.title_zh_hans == article.body_zh_hans == ""


def test_report_says_what_was_done_and_lists_every_line_that_was_left_out(import_page):
    run = import_page(SAMPLE)
    assert run.code == 0
    assert f"imported as #{run.article.pk} http://testserver{in_language(run.article, 'en')}" in (
        run.said
    )
    assert run.dropped("header") == ["Contact Us 中文"]
    assert run.dropped("repeated title") == [saved.TITLE]
    assert run.dropped("teaser") == [saved.TEASER]
    assert [line.split()[0] for line in run.dropped("site map")] == (
        ["ABOUT", "INVESTING", "LIVING", "NEWS"]
    )
    assert run.dropped("legal line") == [saved.LEGAL]
    assert "1 picture is to be added" in str(run.notes)
    assert run.said.endswith("1 imported, 0 already there, 0 refused.\n")


@pytest.mark.both
def test_report_is_kept_with_the_article(import_page):
    run = import_page(SAMPLE)
    assert run.page.file_name == "sample.txt"
    assert all(line in run.said for line in run.page.report.splitlines())
    assert saved.TEASER in run.page.report


def test_readers_find_it_where_the_archive_stands_and_see_no_picture_that_is_not_there(
    import_page, visitor
):
    article = import_page(SAMPLE).article
    page = visitor.get(in_language(article, "en"))
    assert page.status_code == 200
    words = pages.text(page)
    assert "Updated: 2021-08-19" in words
    assert "Source: english.liangjiang.gov.cn" in words
    assert saved.FIRST in words
    for odd in (saved.CREDIT, saved.CAPTION, "<figure", "<figcaption", saved.TEASER, "Opportuniti"):
        assert odd not in page.content.decode().replace("Opportunities", "")
    assert in_language(article, "en") in visitor.get("/en/news/events/").content.decode()
    assert visitor.get(in_language(article, "zh-hans")).status_code == 404


def test_editor_finds_caption_and_credit_waiting_for_the_picture(import_page, desk):
    article = import_page(SAMPLE).article
    browser = desk()
    page = pages.press(browser, browser.get(pages.address(article)), "Edit")
    shown = pages.shown(page)
    assert shown["picture_caption_en"] == saved.CAPTION
    assert shown["picture_credit_en"] == saved.CREDIT


@pytest.mark.both
def test_it_is_published_by_the_one_function_that_publishes(import_page):
    act = Act.objects.get(article=import_page(SAMPLE).article)
    assert (act.verb, act.note) == ("publish", "Imported from sample.txt")


def test_second_time_it_is_there_already(import_page):
    first = import_page(SAMPLE).article
    again = import_page(SAMPLE)
    assert again.code == 0
    assert f"already there: #{first.pk} http://testserver/en/news/{first.pk}-" in again.said
    assert again.notes == []
    assert again.said.endswith("0 imported, 1 already there, 0 refused.\n")
    assert Article.objects.count() == ImportedPage.objects.count() == 1


def test_same_page_twice_in_one_run_is_one_article(import_page):
    run = import_page(SAMPLE, saved.TEXT)
    assert run.said.endswith("1 imported, 1 already there, 0 refused.\n")
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    "title",
    [
        saved.TITLE.upper(),
        saved.TITLE.replace(" ", "  "),
        saved.TITLE.replace("25", "２５"),
    ],
)
def test_small_differences_of_the_title_make_no_second_article(import_page, title):
    import_page(SAMPLE)
    run = import_page(saved.TEXT.replace(saved.TITLE, title))
    assert run.said.endswith("0 imported, 1 already there, 0 refused.\n")


def test_same_title_on_another_day_is_another_article(import_page):
    import_page(SAMPLE)
    import_page(saved.changed("2021-08-19", "2021-08-20"))
    assert Article.objects.count() == 2


def test_article_whose_title_was_changed_at_the_desk_is_still_recognised(import_page):
    article = import_page(SAMPLE).article
    publishing.publish(factories.edited(article, title_en="Another title"), ["en"])
    assert import_page(SAMPLE).article.pk == article.pk


def test_article_that_was_taken_down_is_not_published_again(import_page, visitor):
    article = import_page(SAMPLE).article
    publishing.withdraw(article, ["en"])
    run = import_page(SAMPLE)
    assert "(not public)" in run.said
    assert visitor.get(in_language(article, "en")).status_code == 404


@pytest.mark.both
def test_article_written_at_the_desk_counts_as_there(import_page):
    story = factories.live(
        title_en=saved.TITLE.replace(" ", "  "), at=datetime(2021, 8, 19, 2, 0, tzinfo=UTC)
    )
    run = import_page(SAMPLE)
    assert run.article.pk == story.pk
    assert "Its text differs from the article's" in run.notes[0]
    assert factories.fresh(story).body_en == story.body_en


def test_draft_stays_unpublished(import_page, visitor):
    run = import_page(SAMPLE, draft=True, address=ADDRESS)
    assert run.article.published_at_en is None
    assert "(not public)" in run.said
    assert visitor.get(OLD).status_code == 404
    assert import_page(SAMPLE, draft=True).said.endswith(
        "0 imported, 1 already there, 0 refused.\n"
    )


@pytest.mark.both
def test_dry_run_says_what_would_happen_and_writes_nothing(import_page):
    run = import_page(SAMPLE, saved.TEXT, b"", dry_run=True)
    assert run.code == 1
    assert "sample.txt: would be imported" in run.said
    assert "page-1.txt: would be there already, from an earlier file" in run.said
    assert "1 would be imported, 1 already there, 1 refused." in run.said
    assert run.dropped("teaser") == [saved.TEASER]
    assert not Article.objects.exists()
    assert not ImportedPage.objects.exists()
    assert not OldAddress.objects.exists()


def test_refused_file_leaves_nothing_behind_and_the_others_are_imported(import_page):
    run = import_page(saved.without("Home > Events"), SAMPLE, saved.changed("Events", "Gossip"))
    assert run.code == 1
    assert "1 imported, 0 already there, 2 refused." in run.said
    assert Article.objects.count() == 1


# Old addresses


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (ADDRESS, OLD),
        (ADDRESS.replace("http:", "https:"), OLD),
        (ADDRESS.replace(".htm", "_3.htm"), OLD),
        ("https://english.liangjiang.gov.cn/2021-08/19/c_802668.htm", "/2021-08/19/c_802668.htm"),
        (f"https://{PUBLISHERS}{OLD}", f"/regional/chongqing/liangjiang{OLD}"),
        (
            f"http://{PUBLISHERS}{OLD}".replace("www", "covid-19").replace(".htm", "_2.htm"),
            f"/regional/chongqing/liangjiang{OLD}",
        ),
    ],
)
def test_old_address_leads_to_the_article_at_once_with_every_page_number(
    import_page, visitor, address, path
):
    article = import_page(SAMPLE, address=address).article
    assert OldAddress.objects.get().path == path
    for form in (path, path.replace(".htm", "_2.htm"), path.replace(".htm", "_3.htm")):
        response = visitor.get(form)
        assert (response.status_code, response["Location"]) == (301, in_language(article, "en"))


def test_another_address_of_a_page_that_is_there_is_added_to_it(import_page, visitor):
    article = import_page(SAMPLE, address=ADDRESS).article
    other = "https://english.liangjiang.gov.cn/2021-08/19/c_802668.htm"
    run = import_page(SAMPLE, address=other)
    assert run.notes == ["/2021-08/19/c_802668.htm leads to it now."]
    assert import_page(SAMPLE, address=other).notes == []
    assert Article.objects.count() == 1
    for path in (OLD, "/2021-08/19/c_802668.htm"):
        assert visitor.get(path)["Location"] == in_language(article, "en")


def test_address_that_leads_elsewhere_already_is_not_taken_away(import_page):
    other = factories.live()
    OldAddress.objects.create(path=OLD, article=other)
    run = import_page(SAMPLE, address=ADDRESS)
    assert run.refusal.startswith(f"its old address {OLD} leads to article #{other.pk}")
    assert Article.objects.count() == 1
    assert OldAddress.objects.get().article_id == other.pk


def test_missing_page_is_settled_by_the_import(import_page, visitor, desk):
    visitor.get(OLD.replace(".htm", "_2.htm"))
    import_page(SAMPLE, address=ADDRESS)
    page = desk().get("/admin/articles/missedaddress/")
    assert "content_37546317" not in pages.text(page)


def test_date_of_the_address_is_taken_when_the_page_has_none(import_page):
    run = import_page(saved.without(saved.DATE), address=ADDRESS.replace("08/19", "07/30"))
    assert run.article.published_at_en == datetime(2021, 7, 29, 16, 0, tzinfo=UTC)
    assert "The page has no date line; the date is that of its address." in run.notes


@pytest.mark.parametrize(
    "address",
    [
        "",
        "content_37546317.htm",
        OLD,
        "ftp://english.liangjiang.gov.cn" + OLD,
        "http://evil.example" + OLD,
        "http://english.liangjiang.gov.cn.evil.example" + OLD,
        "http://english.liangjiang.gov.cn/2021-08/19/",
        "http://english.liangjiang.gov.cn/specials_3.html",
        f"http://{PUBLISHERS}/../..{OLD}",
        "http://www.chinadaily.com.cn" + OLD,
        "http://english.liangjiang.gov.cn/regional/chongqing/liangjiang" + OLD,
        "http://english.liangjiang.gov.cn/2021-02/30/content_1.htm",
        "http://[broken" + OLD,
    ],
)
def test_address_that_is_none_of_the_former_site_is_wrong_use(import_page, address):
    run = import_page(SAMPLE, address=address)
    assert run.code == 2
    assert not Article.objects.exists()


def test_address_for_several_files_is_wrong_use(import_page):
    run = import_page(SAMPLE, saved.TEXT, address=ADDRESS)
    assert run.code == 2
    assert "exactly one FILE" in run.said
