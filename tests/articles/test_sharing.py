"""Passing an article on: QR code, letter, short address; none of it for what nobody may read."""

import re
from email.message import Message
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from articles import publishing, qr
from articles.addresses import absolute, in_language
from languages import EN, ZH, prefix
from pagestore.models import PurgeOrder
from pagestore.recording import recording
from tests import factories, pages
from tests.articles.days import TOMORROW
from tests.pages import in_chinese


def code_of(article, language: str = EN) -> str:
    section = article.kind.split(".")[0]
    return f"/{prefix(language)}/{section}/{article.pk}/qr.svg"


def matrix(svg: bytes) -> bytes:
    """Return the lines that draw a code."""
    return re.search(rb'<path[^>]* d="([^"]+)"[^>]*/></svg>', svg)[1]


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_code_of_every_kind_leads_to_the_canonical_address(visitor, db, kind):
    article = factories.live(kind)
    for language in (EN, ZH):
        page = visitor.get(in_language(article, language)).content.decode()
        assert f'src="{code_of(article, language)}"' in page
        answer = visitor.get(code_of(article, language))
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer["Cache-Control"] == "public, no-cache"
        assert b"style" not in answer.content and b"script" not in answer.content
        assert matrix(answer.content) == matrix(qr.svg(absolute(in_language(article, language))))


def test_page_that_stands_alone_has_its_own_address_in_the_code(visitor, db):
    terms = factories.live("about.page", category=factories.category("site.terms"))
    assert visitor.get(code_of(terms)).content == qr.svg("http://testserver/en/terms/")


def test_what_nobody_may_read_has_no_code(visitor, db, clock):
    draft, english = factories.make(), factories.live(langs=[EN])
    scheduled = factories.make()
    publishing.publish(scheduled, [EN], at=TOMORROW)
    hidden = [code_of(draft), code_of(english, ZH), code_of(scheduled), "/en/news/999/qr.svg"]
    hidden += [f"/en/news/{'9' * 30}/qr.svg", f"/en/living/{english.pk}/qr.svg"]
    assert [visitor.get(address).status_code for address in hidden] == [404] * len(hidden)
    PurgeOrder.objects.all().delete()
    with recording() as used:
        assert visitor.get(code_of(english)).status_code == 200
    publishing.withdraw(english, [EN])
    assert visitor.get(code_of(english)).status_code == 404
    assert used & set(PurgeOrder.objects.earliest("due_at").tags)


@pytest.mark.parametrize(
    "title", ["智博会前夕：“云签约” & 25个项目？", "50 % more = less? #1 & <b>bold</b>\"'", "a+b c"]
)
def test_letter_carries_title_and_address_through_every_mail_program(visitor, db, title):
    story = factories.titled(title)
    page = visitor.get(in_language(story, ZH)).content.decode()
    (address,) = [unescape(found) for found in re.findall(r'href="(mailto:\?[^"]+)"', page)]
    assert address.isascii() and not set('<>"+ ') & set(address)
    fields = parse_qs(urlsplit(address).query, strict_parsing=True)
    link = absolute(in_language(story, ZH))
    assert fields == {"subject": [title], "body": [f"{title}\r\n{link}"]}
    # A title cannot add a line to the head of the letter.
    Message()["Subject"] = fields["subject"][0]


@pytest.mark.parametrize("language", [EN, ZH])
def test_ways_to_share_work_without_script_and_name_the_short_address(visitor, db, language):
    story = factories.live()
    page = visitor.get(in_language(story, language))
    short = f"http://testserver{reverse('short-article', args=[story.pk])}"
    short = short.replace("/en/", f"/{prefix(language)}/")
    words = ["Share", "Send by e-mail", short, "Ask us"]
    if language == ZH:
        words = [in_chinese(each) if each != short else each for each in words]
    assert [each for each in words if each not in pages.text(page)] == []
    content = page.content.decode()
    assert '<details class="pop">' in content
    # Buttons that need script are hidden, and those who listen are told what they did.
    tools = content.partition('class="pop"')[2].partition("</header>")[0]
    assert all(" hidden>" in each for each in re.findall("<button[^>]*>", tools))
    assert 'role="status"' in tools
    assert visitor.get(short.removeprefix("http://testserver")).status_code == 301


def test_preview_offers_no_code_of_what_is_not_public(desk, db):
    draft = factories.make()
    page = desk().get(pages.address(draft, "preview/en"))
    assert page.status_code == 200
    assert b"qr.svg" not in page.content
