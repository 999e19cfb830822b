"""What the style guide fills the parts with: invented, the same in both languages, never stored.

Categories, lists and results of searches are the real ones; so is the picture, the library's first.
"""

from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.timezone import get_current_timezone

import languages
from articles.change_notes import ChangeNote
from articles.filters import Filters
from articles.listing import Listing
from articles.menu import MenuSection
from articles.models import Article, Category
from articles.prose import Figure as ProseFigure
from contact.forms import EnquiryForm
from figures.reading import Figure, Reading
from languages import EN, ZH, column
from liangjiang.models import SiteNotice
from liangjiang.site_wide import Notice, SiteWide
from library.models import Picture
from search.views import Results

DAY = datetime(2026, 8, 19, 10, tzinfo=get_current_timezone())
LATER = datetime(2026, 8, 21, 16, 30, tzinfo=get_current_timezone())
ARTICLE = {
    "title": {EN: "A rail service to the north opens", ZH: "一条北上的铁路开通"},
    "summary": {
        EN: "Two trains a day leave Guoyuan Port from 1 September.",
        ZH: "9月1日起，果园港每天发两趟车。",
    },
    "source": {EN: "Liangjiang New Area portal", ZH: "两江新区门户网站"},
    "author": {EN: "Editor A", ZH: "编辑甲"},
    "picture_alt": {EN: "A crane over a quay", ZH: "码头上方的一台起重机"},
    "picture_caption": {EN: "The quay in the morning.", ZH: "早晨的码头。"},
    "picture_credit": {EN: "Illustration: portal", ZH: "插图：本网站"},
    "body": {
        EN: "<p>The first paragraph is larger. The port (果园港) is on the Yangtze.</p>"
        "<h2>A heading of the text</h2><p>A paragraph with <strong>weight</strong>, with "
        '<em>stress</em> and with a <a href="/en/news/">link</a>.</p>'
        "<ul><li><p>One thing</p></li><li><p>and another</p></li></ul>"
        "<h3>A smaller one</h3><blockquote><p>“What somebody has said.”</p></blockquote>"
        "<table><tbody><tr><th><p>Month</p></th><th><p>Trains</p></th></tr>"
        "<tr><td><p>September</p></td><td><p>60</p></td></tr></tbody></table>",
        ZH: "<p>首段字号较大。港口在长江边，英文名是Guoyuan Port。</p>"
        "<h2>正文里的标题</h2><p>这一段里有<strong>加粗</strong>，有<em>着重</em>，"
        '还有一处<a href="/zh/news/">链接</a>。</p>'
        "<ul><li><p>一件事</p></li><li><p>又一件事</p></li></ul>"
        "<h3>小一级的标题</h3><blockquote><p>“有人说过的话。”</p></blockquote>"
        "<table><tbody><tr><th><p>月份</p></th><th><p>列车</p></th></tr>"
        "<tr><td><p>9月</p></td><td><p>60趟</p></td></tr></tbody></table>",
    },
}
CHANGES = [
    (LATER, {EN: "The second train leaves at 16:00.", ZH: "第二趟车改为16时开行。"}, True),
    (DAY, {EN: "A telephone number is corrected.", ZH: "更正了一个电话号码。"}, False),
]


class Samples:
    """Things to fill a part with, in one language."""

    def __init__(self, request: HttpRequest, language: str) -> None:
        self.request, self.language = request, language

    def say(self, english: str, chinese: str) -> str:
        return {EN: english, ZH: chinese}[self.language]

    @cached_property
    def picture(self) -> Picture | None:
        return Picture.objects.order_by("pk").first()

    @cached_property
    def menu(self) -> list[MenuSection]:
        """All of them, whether anything has been published there or not."""
        rows = list(Category.objects.select_related("section").order_by("position", "pk"))
        return [
            MenuSection(row, [each for each in rows if each.section_id == row.pk])
            for row in rows
            if row.section_id is None and not row.is_hidden
        ]

    def category(self, key: str = "news.events") -> Category:
        return Category.objects.select_related("section").get(key=key)

    def article(self, number: int = 1, with_picture: bool = True, **fields) -> Article:
        for name, texts in ARTICLE.items():
            fields |= {column(name, code): text for code, text in texts.items()}
        moments = {column("published_at", code): DAY for code in languages.codes()}
        article = Article(
            pk=number, kind="news.story", category=self.category(), **fields, **moments
        )
        article.picture = self.picture if with_picture else None
        article.checked_on = DAY.date()
        return article

    def articles(self, count: int) -> list[Article]:
        return [self.article(number) for number in range(1, count + 1)]

    def of_article(self) -> dict:
        """Return what the page of an article knows."""
        category, article = self.category(), self.article()
        return {
            "article": article,
            # What a question is about.
            "about": article,
            "category": category,
            "section": category.section,
            "published_at": DAY,
            "updated_at": LATER,
            "alternates": [
                {
                    "language": code,
                    "tag": languages.html_lang(code),
                    "name": languages.name(code),
                    "address": f"/{languages.prefix(code)}/",
                }
                for code in languages.codes()
            ],
        }

    def change_notes(self) -> dict:
        notes = [ChangeNote(at, words[self.language], is_major) for at, words, is_major in CHANGES]
        return {"change_notes": notes}

    def entry(self, key: str) -> MenuSection:
        return next(each for each in self.menu if each.section.key == key)

    def listing(self, **filters) -> dict:
        category = self.category()
        listing = Listing(category, self.language, Filters(**filters))
        return {"listing": listing, "category": category, "section": category.section}

    def pages(self, number: int) -> dict:
        page: Page = Paginator(range(280), 20).page(number)
        return {**self.listing(), "page": page}

    def results(self, words: str) -> Results:
        query = QueryDict(mutable=True)
        query["q"] = words
        return Results(query, self.language)

    def enquiry(self, data: dict | None = None) -> EnquiryForm:
        return EnquiryForm(data, language=self.language)

    def figure_in_text(self) -> dict:
        words = (ARTICLE[name][self.language] for name in ("picture_alt", "picture_caption"))
        figure = ProseFigure(0, *words, ARTICLE["picture_credit"][self.language])
        return {"figure": figure, "picture": self.picture}

    def figure(self) -> Figure:
        unit = self.say("trains", "趟")
        readings = [
            Reading(
                period=str(year),
                about="",
                digits=f"{count}",
                gap=self.say(" ", ""),
                unit=unit,
                words=f"{count}{self.say(' ', '')}{unit}",
                plain=Decimal(count),
                as_of=DAY,
                source_address="#",
            )
            for year, count in ((2024, 120), (2025, 310), (2026, 680))
        ]
        return Figure(
            pk=1,
            name=self.say("Trains to the north", "北上列车"),
            unit=unit,
            note=self.say("Counted when they leave.", "按发车计。"),
            source=self.say("Sample port office", "示例港务办公室"),
            table_address="#",
            readings=readings,
            summary=self.say(
                "From 120 in 2024 to 680 in 2026.", "从2024年的120趟到2026年的680趟。"
            ),
        )

    def site_wide(self) -> SiteWide:
        advice = self.say("Counters are closed on 1 October.", "10月1日窗口不办公。")
        change = self.say("Heavy rain is forecast for tonight.", "今夜有大雨。")
        link = self.say("Opening hours", "办公时间")
        kinds = SiteNotice.Kind
        return SiteWide(
            [
                Notice(kinds.WARNING, change, "", "", DAY, 1),
                Notice(kinds.INFORMATION, advice, "#", link, DAY, 2),
            ],
            is_mourning=False,
        )

    def owner(self) -> dict:
        return {
            "host_unit": self.say("Sample host office", "示例主办单位"),
            "phone": "000-0000-0000",
            "site_id_code": "0000000000",
            "icp": {"number": "渝ICP备00000000号", "address": "#"},
            "police": {"number": "渝公网安备00000000000000号", "address": "#", "badge": ""},
        }
