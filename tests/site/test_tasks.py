"""What people come for is three clicks from the home page at most, by links that are there."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests import factories, pages

LINK = re.compile(r'<a\b[^>]*?href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
MOST_CLICKS = 3

# What somebody wants to do: the links they press, by words in them, and what the last one shows.
TASKS = {
    "set up a company": (["Set up a company", "Register a firm"], "Register a firm"),
    "find an industrial park": (["Find a site", "The park by the port"], "The park by the port"),
    "read how to get a work permit": (["Bring your staff", "A permit to work"], "A permit to work"),
    "find a school": (["Live here", "Education", "A school for all"], "A school for all"),
    "ask a question": (["Ask us"], "Your question"),
    "read the latest news": (["Spring at last"], "Spring at last"),
    "find a policy": (["Policies", "Tax in plain words"], "Tax in plain words"),
    "read the terms": (["Terms and Conditions"], "Terms of this site"),
    "see the figures": (["All figures, with source and date"], "Output"),
}
ARTICLES = [
    ("Register a firm", "investing.guide", "investing.procedures"),
    ("The park by the port", "investing.guide", "investing.industrial-parks"),
    ("A permit to work", "living.info", "living.info"),
    ("A school for all", "living.info", "living.education"),
    ("Tax in plain words", "investing.guide", "investing.policies"),
    ("Terms of this site", "about.page", "site.terms"),
    ("Spring at last", "news.story", "news.local"),
]


@pytest.fixture
def _content(db):
    for title, kind, category in ARTICLES:
        factories.titled(title, kind, category=factories.category(category))
    # Enough of the newer for nothing to stand on the home page by chance.
    for kind in ("investing.guide", "living.info"):
        for number in range(5):
            factories.titled(f"Newer {number}", kind)
    factories.figure({2020: "5"}, name_zh_hans="Output", is_on_home=True)


def links(page) -> list[tuple[str, str]]:
    """Return words and address of every link of a page."""
    found = LINK.findall(page.content.decode())
    return [(" ".join(unescape(TAG.sub(" ", words)).split()), href) for href, words in found]


def press(visitor, page, words: str):
    addresses = [href for text, href in links(page) if text.startswith(words)]
    assert addresses, f"no link {words!r} among {[text for text, _href in links(page)]}"
    return visitor.get(unescape(addresses[0]), follow=True)


def translated(words: str) -> str:
    titles = {title for title, *_rest in ARTICLES} | {"Output"}
    names = {"Education": "教育", "Policies": "投资政策", "Terms and Conditions": "使用条款"}
    return words if words in titles else names.get(words) or pages.in_chinese(words)


@pytest.mark.usefixtures("_content")
@pytest.mark.parametrize("prefix", ["en", "zh"])
def test_ten_tasks_are_done_in_three_clicks(visitor, prefix):
    home = visitor.get(f"/{prefix}/")
    for task, (clicks, shown) in TASKS.items():
        assert len(clicks) <= MOST_CLICKS
        page = home
        for words in clicks:
            page = press(visitor, page, words if prefix == "en" else translated(words))
        assert page.status_code == 200, task
        wanted = shown if prefix == "en" else translated(shown)
        assert wanted in pages.text(page), task
    # The tenth, and one that needs no page: the other language, and a number to call.
    other = {"en": "zh", "zh": "en"}[prefix]
    switched = press(visitor, home, {"en": "中文", "zh": "English"}[prefix])
    assert switched.request["PATH_INFO"] == f"/{other}/"
    for number in ("110", "120", "119", "12345"):
        assert (number, f"tel:{number}") in links(home)


@pytest.mark.usefixtures("db")
def test_block_without_anything_in_it_is_not_on_the_home_page(visitor):
    page = visitor.get("/en/").content.decode()
    assert '<section class="sec' not in page
    assert "tel:" not in page


def test_success_story_closes_the_page_unless_it_stands_further_up(visitor, db):
    category = factories.category("news.success-stories")
    lead = factories.titled("A newer success", category=category, is_featured=True)
    factories.titled("Success", category=category, at=factories.PAST - timedelta(days=100))
    for number in range(6):
        factories.titled(f"News {number}")
    page = visitor.get("/en/").content.decode()
    assert page.index(">A newer success</a>") < page.index(">News 0</a>")
    assert page.count(">Success</a>") == page.count(">A newer success</a>") == 1
    last = page.rpartition('<div class="sec">')[2]
    assert ">Success</a>" in last
    assert lead.get_absolute_url() not in last
