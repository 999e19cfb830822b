"""Copies that are damaged, cut or written otherwise: imported, or refused with the reason."""

import os
import re
import socket
from datetime import UTC, datetime

import pytest

from articles.addresses import in_language
from articles.models import Article
from legacy.files import MOST_BYTES
from tests import factories, pages
from tests.legacy import saved
from tests.legacy.saved import CAPTION_LINE, DATE, TEXT, TITLE, after_date, changed, without

# How a copy is read has nothing to do with the database; test_sample imports into both.
pytestmark = pytest.mark.once

SECOND = "Guests at the ceremony. [Photo by Wang Jiaxi]"


def body(article) -> list[str]:
    return re.findall("<p>(.*?)</p>", article.body_en, re.DOTALL)


def refusal(run) -> str:
    assert run.code == 1
    assert not Article.objects.exists()
    return run.refusal


# The same article, however it was saved


@pytest.mark.parametrize(
    "page",
    {
        "CRLF": TEXT.replace("\n", "\r\n").encode(),
        "CR": TEXT.replace("\n", "\r").encode(),
        "UTF-8 with BOM": TEXT.encode("utf-8-sig"),
        "UTF-16 little": TEXT.encode("utf-16"),
        "UTF-16 big": b"\xfe\xff" + TEXT.encode("utf-16-be"),
        "GB18030": TEXT.encode("gb18030"),
        "no blank lines": re.sub("\n+", "\n", TEXT),
        "wide spaces": changed("Home > Events", "\u3000Home\u00a0>\u00a0Events\u2003"),
        "invisible characters": changed(DATE, f"\u200b{DATE}\ufeff"),
        "stray dots": changed("Home > Events", "..\n\nHome > Events"),
        "label before the teaser": changed(saved.TEASER, f"Video\n\n{saved.TEASER}"),
        "lines before the header": f"Archive of Ann\n\nSaved on Monday\n\n{TEXT}",
        "breadcrumb of somebody else before the header": f"Home > My pages\n\n{TEXT}",
        "no header": without("Contact Us 中文"),
        "header glued": re.sub("Contact Us 中文\n+", "Contact Us 中文 ", TEXT),
        "no teaser": without(saved.TEASER),
        "the other teaser": changed(saved.TEASER, saved.BBC),
        "unknown teaser under its label": changed(saved.TEASER, "Video\n\nA tour of the bridges"),
        "unknown teaser set apart": changed(saved.TEASER, "A tour of the bridges by night"),
        "teaser glued": re.sub(rf"\n+{re.escape(saved.TEASER)}", saved.TEASER, TEXT),
        "teaser in the middle": without(saved.TEASER).replace(
            saved.FIRST, f"{saved.TEASER}\n\n{saved.FIRST}"
        ),
        "footer glued": re.sub(rf"{re.escape(saved.TEASER)}.*", saved.TEASER, TEXT, flags=re.S)
        + " ".join(TEXT[TEXT.index("ABOUT") :].split()),
        "footer of the next skin": changed("Officials Department", "Officials Departments")
        .replace("Opportunitiies", "Opportunities")
        .replace(" Procedures", ""),
        "no footer": TEXT[: TEXT.index("ABOUT Introduction")],
        "lines after the footer": f"{TEXT}\n\nSaved by Ann\nPage 1 of 1",
        "title three times": changed(DATE, f"{DATE}\n\n{TITLE}"),
        "title not repeated": TEXT.replace(f"{DATE}\n\n{TITLE}\n", f"{DATE}\n"),
        "headline after the date": re.sub(
            rf"{TITLE}\n\n{DATE}", f"{DATE}\n\n{TITLE}", TEXT, count=1
        ),
        "only the repeated title": TEXT.replace(f"{TITLE}\n", "", 1),
        "date with a time": changed(DATE, f"{DATE} 00:00"),
        "date in words": changed(DATE, "Updated : Aug 19, 2021"),
        "date line glued": changed(DATE, DATE.replace(" ", "")),
        "date line twice": changed(DATE, f"{DATE}\n{DATE}"),
        "date after the text": without(DATE).replace(saved.TEASER, f"{DATE}\n\n{saved.TEASER}"),
        "Chinese menu": changed("Home > Events", "首页 > 活动"),
        "three levels": changed("Home > Events", "Home > News > Events"),
    }.items(),
    ids=lambda each: each[0],
)
def test_page_gives_the_same_article_however_it_was_saved(import_page, page):
    run = import_page(page[1])
    assert run.code == 0, run.said
    article = run.article
    assert body(article) == saved.PARAGRAPHS
    assert article.title_en == TITLE
    assert article.category.key == "news.events"
    assert article.published_at_en == datetime(2021, 8, 18, 16, 0, tzinfo=UTC)
    assert article.picture_caption_en == saved.CAPTION
    assert article.picture_credit_en == saved.CREDIT


def test_curly_quotes_in_gbk_are_read(import_page):
    page = changed('"10+1"', "“10+1”").encode("gbk")
    assert "“10+1”" in import_page(page).article.body_en


# Lines in the report


def test_lines_around_the_page_are_named_in_the_report(import_page):
    run = import_page(f"Archive of Ann\n\n{TEXT}\n\nSaved by Ann")
    assert run.dropped("before the header") == ["Archive of Ann"]
    assert run.dropped("after the footer") == ["Saved by Ann"]


def test_teaser_that_is_not_known_is_named_and_shall_be_checked(import_page):
    run = import_page(changed(saved.TEASER, "Video\n\nA tour of the bridges"))
    assert run.dropped("teaser, by its place") == ["A tour of the bridges"]
    assert run.dropped("label") == ["Video"]
    assert "please check it" in str(run.notes)


def test_last_paragraph_is_not_taken_for_a_teaser(import_page):
    run = import_page(without(saved.TEASER))
    assert run.dropped("teaser, by its place") == []
    assert body(run.article)[-1].endswith(saved.LAST_WORDS)


def test_article_whose_headline_was_a_teaser_elsewhere_is_imported(import_page):
    title = "John Edwards: Chongqing transforming into smart manufacturing center"
    assert import_page(TEXT.replace(TITLE, title)).article.title_en == title


# Categories


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Local", "news.local"),
        ("local", "news.local"),
        ("Business", "news.business"),
        ("Policies", "investing.policies"),
        ("Procedures", "investing.procedures"),
        ("Why Liangjiang", "investing.why-liangjiang"),
        ("Opportunitiies", "investing.opportunities"),
        ("Opportunities", "investing.opportunities"),
        ("Department", "about.departments"),
        ("Departments", "about.departments"),
        ("Industrial Parks", "investing.industrial-parks"),
        ("Travel", "living.travel"),
        ("Success Stories", "news.success-stories"),
        ("投资政策", "investing.policies"),
        ("产业园区", "investing.industrial-parks"),
        ("About", "about.introduction"),
        ("Living", "living.info"),
        ("Investing", "investing.why-liangjiang"),
        ("News", "news.local"),
        ("新闻", "news.local"),
        ("Liangjiang", "news.local"),
    ],
)
def test_page_is_a_story_under_the_category_of_its_breadcrumb(import_page, visitor, name, key):
    run = import_page(changed("Home > Events", f"Home > {name}"))
    article = run.article
    assert (article.kind, article.category.key) == ("news.story", key)
    listing = visitor.get(f"/en/{key.replace('.', '/')}/")
    assert in_language(article, "en") in listing.content.decode()


def test_page_of_a_section_is_filed_under_a_category_and_the_report_says_so(import_page):
    run = import_page(changed("Home > Events", "Home > Living"))
    assert "Filed under Living › Info; the breadcrumb said “Home > Living”." in run.notes


def test_category_that_an_editor_has_renamed_is_found_under_both_names(import_page):
    events = factories.category("news.events")
    events.name_en = "What is on"
    events.save()
    assert import_page(TEXT).article.category == events
    other = changed("Home > Events", "Home > What is on").replace("2021-08-19", "2021-08-20")
    assert import_page(other).article.category == events


@pytest.mark.parametrize(
    "name",
    ["Gossip", "Terms and Conditions", "Contact Us", "This site", "x" * 5000, "News> Gossip", ">"],
)
def test_unknown_category_is_refused_and_named(import_page, name):
    reason = refusal(import_page(changed("Home > Events", f"Home > {name}")))
    assert f"Home > {name}"[:120] in reason
    assert len(reason) < 300


def test_page_without_a_breadcrumb_is_refused(import_page):
    assert refusal(import_page(without("Home > Events"))) == (
        "no breadcrumb line such as “Home > Events”"
    )


# Headline and date


def test_page_without_a_headline_is_refused(import_page):
    assert refusal(import_page(without(TITLE))) == "no headline after the breadcrumb"
    assert refusal(import_page(without(TITLE, CAPTION_LINE))) == "no headline after the breadcrumb"


def test_headline_that_is_a_whole_paragraph_is_refused(import_page):
    page = TEXT.replace(TITLE, "A word " * 40)
    assert refusal(import_page(page)) == "no headline after the breadcrumb"


def test_page_without_a_date_is_refused_and_told_of_a_way(import_page):
    reason = refusal(import_page(without(DATE)))
    assert reason.startswith("no date: ")
    assert "--address" in reason


@pytest.mark.parametrize(
    "day", ["2021-02-30", "2021-13-01", "0021-08-19", "soon", "19.8.", "9" * 70]
)
def test_impossible_date_is_refused(import_page, day):
    reason = refusal(import_page(changed("2021-08-19", day)))
    assert reason == f"the date line “Updated: {day}” names no possible day"


def test_page_of_a_day_to_come_is_refused(import_page, time_machine):
    time_machine.move_to(datetime(2021, 8, 18, 15, 59, tzinfo=UTC), tick=False)
    assert refusal(import_page(TEXT)) == "its date 2021-08-19 lies in the future"
    # Midnight in Beijing.
    time_machine.move_to(datetime(2021, 8, 18, 16, 0, tzinfo=UTC), tick=False)
    assert import_page(TEXT).code == 0


# Author, source, editor


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("By Sun Hui, chinadaily.com.cn", "Sun Hui", "chinadaily.com.cn"),
        ("By Xing Yi, China Daily", "Xing Yi", "China Daily"),
        ("By Tan Yingzi in Chongqing, China Daily", "Tan Yingzi in Chongqing", "China Daily"),
        ("By Sun Hui (chinadaily.com.cn)", "Sun Hui", "chinadaily.com.cn"),
        ("By Wang Yifei", "Wang Yifei", "english.liangjiang.gov.cn"),
        ("english.liangjiang.gov.cn", "", "english.liangjiang.gov.cn"),
        ("Liangjiang New Area Media Center", "", "Liangjiang New Area Media Center"),
        ("Source: Chongqing Daily", "", "Chongqing Daily"),
    ],
)
def test_author_and_source_are_taken_from_the_byline(import_page, line, author, source):
    article = import_page(after_date(line)).article
    assert (article.author_en, article.source_en) == (author, source)
    assert body(article) == saved.PARAGRAPHS


def test_byline_that_ends_in_a_comma_has_lost_its_source(import_page):
    run = import_page(after_date("By Wang Yifei,"))
    assert run.article.author_en == "Wang Yifei"
    assert run.article.source_en == "english.liangjiang.gov.cn"
    assert "The byline “By Wang Yifei,” has lost its source." in run.notes


def test_name_alone_before_the_date_is_the_author(import_page):
    run = import_page(changed(DATE, f"Guo Shuyu\n\n{DATE}"))
    assert run.article.author_en == "Guo Shuyu"


@pytest.mark.parametrize(
    "line",
    [
        "By the end of 2020, 25 projects had been signed.",
        "By Monday, all of them had been signed.",
        "By 2025",
    ],
)
def test_paragraph_that_begins_like_a_byline_is_none(import_page, line):
    page = TEXT.replace(f"{DATE}\n\n{TITLE}\n\n{CAPTION_LINE}", f"{DATE}\n\n{line}")
    article = import_page(page).article
    assert article.author_en == ""
    assert body(article)[0] == line


def test_editors_name_is_kept_with_the_page_and_not_in_the_text(import_page):
    page = changed(saved.TEASER, f"Edited by Jacob Hooson{saved.TEASER}")
    run = import_page(page)
    assert run.page.editor == "Jacob Hooson"
    assert "Jacob" not in run.article.body_en
    assert "Edited by Jacob Hooson" in str(run.notes)


# Captions and credits


@pytest.mark.parametrize(
    ("credit", "kept"),
    [
        ("[Photo/liangjiang.gov.cn]", "Photo/liangjiang.gov.cn"),
        ("[Photo by Wang Yingying/liangjiang.gov.cn]", "Photo by Wang Yingying/liangjiang.gov.cn"),
        ("[Photo provided to China Daily]", "Photo provided to China Daily"),
        ("(Xinhua/Chen Cheng)", "Xinhua/Chen Cheng"),
        ("[Photo/WeChat account of Liangjiang New Area] |", None),
        ("【Photo/Chongqing Daily】", "Photo/Chongqing Daily"),
        ("[File photo].", "File photo"),
    ],
)
def test_credit_is_taken_from_its_brackets(import_page, credit, kept):
    article = import_page(changed(f"[{saved.CREDIT}]", credit)).article
    assert article.picture_caption_en == saved.CAPTION
    assert article.picture_credit_en == (kept or "Photo/WeChat account of Liangjiang New Area")


@pytest.mark.parametrize("mark", ["[Photo/]", "[Photo provided to]", "[Photo by ]", "(Photo/)"])
def test_credit_that_the_copy_has_lost_is_empty_and_reported(import_page, mark):
    run = import_page(changed(f"[{saved.CREDIT}]", mark))
    assert run.article.picture_caption_en == saved.CAPTION
    assert run.article.picture_credit_en == ""
    assert run.dropped("emptied credit") == [mark]


@pytest.mark.parametrize(
    "end", ["(12 hectares)", "($6.95 billion)", "[1]", "(see photo)", "(Xinhua)"]
)
def test_brackets_at_the_end_of_a_paragraph_are_no_credit(import_page, end):
    run = import_page(changed(saved.LAST_WORDS, f"{saved.LAST_WORDS} {end}"))
    assert body(run.article)[-1].endswith(end)
    assert len(run.page.pictures) == 1


def test_page_without_a_caption_is_imported_without_one(import_page):
    run = import_page(without(CAPTION_LINE))
    assert body(run.article) == saved.PARAGRAPHS
    assert run.article.picture_caption_en == run.article.picture_credit_en == ""
    # Its title is repeated where the picture stood.
    assert "1 picture is to be added." in run.notes


def test_second_picture_keeps_its_caption_and_credit_for_the_editors(import_page, desk):
    run = import_page(changed(saved.TEASER, f"{TITLE}\n\n{SECOND}\n\n{saved.TEASER}"))
    assert body(run.article) == saved.PARAGRAPHS
    assert run.article.picture_caption_en == saved.CAPTION
    assert run.page.pictures == [
        {"caption": saved.CAPTION, "credit": saved.CREDIT},
        {"caption": "Guests at the ceremony.", "credit": "Photo by Wang Jiaxi"},
    ]
    assert "2 pictures are to be added" in str(run.notes)
    assert "caption: Guests at the ceremony. – credit: Photo by Wang Jiaxi" in run.said
    page = desk().get(f"/admin/legacy/importedpage/{run.page.pk}/change/")
    assert "Guests at the ceremony. Photo by Wang Jiaxi" in pages.text(page)


def test_caption_that_is_too_long_for_one_stays_in_the_text(import_page):
    long = "word " * 90 + "[Photo/liangjiang.gov.cn]"
    run = import_page(changed(CAPTION_LINE, long))
    assert body(run.article) == [long, *saved.PARAGRAPHS]
    assert "A caption is too long" in str(run.notes)


def test_page_with_nothing_but_a_captioned_picture_has_the_caption_as_its_text(import_page):
    page = without(*saved.PARAGRAPHS)
    run = import_page(page)
    assert body(run.article) == [saved.CAPTION]
    assert run.article.picture_credit_en == saved.CREDIT
    assert "they stand as its text too" in str(run.notes)


def test_name_of_a_pictures_file_is_no_text(import_page):
    run = import_page(changed(CAPTION_LINE, f"两江4.png\n{CAPTION_LINE}"))
    assert run.dropped("name of a picture's file") == ["两江4.png"]
    assert body(run.article) == saved.PARAGRAPHS


# Text


def test_markup_in_the_text_is_text(import_page, visitor):
    odd = "<script>alert(1)</script> & <b>bold</b> \"quoted\" 'too' {{ settings }} <p>"
    article = import_page(changed(saved.FIRST, f"{odd} {saved.FIRST}")).article
    page = visitor.get(in_language(article, "en"))
    assert f"{odd} {saved.FIRST}" in pages.text(page)
    assert b"<script>alert" not in page.content


def test_very_long_line_is_a_paragraph(import_page):
    line = "word " * 200_000 + "end."
    article = import_page(changed(saved.FIRST, f"{line}\n\n{saved.FIRST}")).article
    assert body(article)[0] == line


def test_page_longer_than_an_article_may_be_is_refused(import_page):
    page = changed(saved.FIRST, f"{'word ' * 300_001}end.\n\n{saved.FIRST}")
    assert refusal(import_page(page)).startswith("its text is longer than an article may be")


def test_chinese_and_curly_quotes_are_kept(import_page):
    line = "“Liangjiang” (两江) isn’t far – 5 km…"
    article = import_page(changed(saved.FIRST, f"{line}\n\n{saved.FIRST}")).article
    assert body(article)[0] == line


def test_page_with_nothing_but_furniture_is_refused(import_page):
    page = without(*saved.PARAGRAPHS, CAPTION_LINE)
    assert refusal(import_page(page)).startswith("no text: ")
    page = without(*saved.PARAGRAPHS, CAPTION_LINE, TITLE, DATE)
    assert refusal(import_page(page)) == "no headline after the breadcrumb"


# What is no saved page


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it holds NUL bytes, so it is not text but binary data"),
        (TEXT.encode()[:300] + b"\0" + TEXT.encode()[300:], "it holds NUL bytes"),
        (TEXT.encode("utf-16-le"), "it holds NUL bytes"),
        (b"\xff\xfe" + b"a\0\0\0", "it holds NUL characters"),
        (bytes(range(1, 128)) * 20, "it is not text but binary data"),
        (b"\xff\xff\xff\xff Home > Events", "its letters are neither UTF-8 nor UTF-16"),
        (changed('"10+1"', "“10+1”’s").encode("cp1252", "ignore"), "its letters are neither"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "it is an HTML file"),
        (f"\n <HTML>{TEXT}".encode(), "it is an HTML file"),
        (f"{TEXT}</body>".encode(), "it is an HTML file"),
        (b"x" * (MOST_BYTES + 1), "it is larger than 2 MB"),
        # Whoever tries each blank line from each other one is at it for days.
        (b"\n" * (MOST_BYTES - 1) + b"x", "no breadcrumb line such as"),
        (b"Home > Events" + b"\n" * (MOST_BYTES - 20), "no headline"),
        (b"Dear Ann,\n\nsee you on Monday.\n", "no breadcrumb line such as “Home > Events”, and"),
        (
            b"Contact Us \xe4\xb8\xad\xe6\x96\x87\nHome> Local\nTitle\nUpdated:2016-11-25",
            "a G2 page",
        ),
        (b"Title\nenglish.liangjiang.gov.cn| Updated: 2023-08-10\nText.", "a G3 page; no reader"),
    ],
    ids=lambda each: None if isinstance(each, str) else "",
)
def test_file_that_is_no_saved_page_is_refused_with_the_reason(import_page, content, reason):
    assert refusal(import_page(content)).startswith(reason)


def test_what_cannot_be_read_is_refused_with_the_reason(import_page, tmp_path):
    pipe, plug, loop = tmp_path / "pipe", tmp_path / "plug", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(plug))
        run = import_page(tmp_path, tmp_path / "none.txt", pipe, plug, loop, saved.SAMPLE)
    reasons = re.findall(r": refused: (.*)", run.said)
    assert reasons[:4] == [
        "it is a folder; name the files in it",
        "there is no such file",
        "it is not an ordinary file",
        "it is not an ordinary file",
    ]
    assert reasons[4].startswith("it cannot be read: ")
    assert "1 imported, 0 already there, 5 refused." in run.said


def test_name_of_a_file_may_hold_anything(import_page, tmp_path):
    path = tmp_path / os.fsdecode(b"\xff\x1b[31m name \xe4\xb8\xad.txt")
    path.write_text(TEXT, encoding="utf-8")
    run = import_page(path)
    assert run.code == 0
    assert "\x1b" not in run.said
