"""A phrase in another language says so, wherever a page shows it."""

import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import override

from articles import prose
from languages import EN, ZH, phrases
from tests import factories
from tests.reading import words

pytestmark = pytest.mark.once

IN_ENGLISH = {
    "in Jiangbei District (江北区), by the river": ["江北区"],
    "the park is called 两江新区AI产业园, since 2015": ["两江新区AI产业园"],
    "He wrote 《重庆，重庆》 here": ["《重庆，重庆》"],
    "he said 没有“智博会”，也好。 Then he left": ["没有“智博会”，也好。"],
    "huǒguō means hotpot": [],
    "GDP, A320 and “quotes”…": [],
}
IN_CHINESE = {
    "来源：China Services Info。": ["China Services Info"],
    "电影《Build & Grow: A Guide》上映": ["Build & Grow: A Guide"],
    "“Baihe Garden”“New Park”两处": ["Baihe Garden", "New Park"],
    "Dayou Microelectronics, Chongqing": ["Dayou Microelectronics, Chongqing"],
    "AI GDP WCAG 2.2 AA 5G Wi-Fi 6E": [],
    "A320 neo、iPhone": [],
    "见https://example.org/some page或a.b@example.org": [],
    "微辣 wēi là，够了 gòu le": [],
}


@pytest.mark.parametrize(
    ("language", "text", "foreign"),
    [(EN, *each) for each in IN_ENGLISH.items()] + [(ZH, *each) for each in IN_CHINESE.items()],
)
def test_phrases_of_the_other_language_are_found(language, text, foreign):
    assert [text[start:end] for start, end, _other in phrases.phrases(text, language)] == foreign


def test_rich_text_is_marked_for_readers_and_stored_without_marks():
    stored = (
        '<p>In <a href="https://example.org/" title="江北">Jiangbei (江北区) &amp; so on</a>'
        "<br>“<strong>两江</strong>”</p>"
    )
    assert prose.clean(stored) == stored
    assert prose.clean(prose.render(stored, EN)) == stored
    assert prose.render(stored, EN) == (
        '<p>In <a href="https://example.org/" title="江北">Jiangbei '
        '(<span lang="zh-Hans">江北区</span>) &amp; so on</a>'
        '<br>“<strong><span lang="zh-Hans">两江</span></strong>”</p>'
    )
    assert prose.render(stored, ZH).count("lang=") == 1


def test_what_is_marked_already_or_is_code_stays_as_it_is():
    for text in (
        '<span lang="en">Baihe <span>Garden Road</span></span>',
        "<code>Baihe Garden</code>",
        '<img alt="Baihe Garden">',
        '<img alt="a > Baihe Garden">',
        "<img alt='<b>\" > Baihe Garden'>",
    ):
        assert phrases.marked_html(f"{text}两江", ZH) == f"{text}两江"
    assert 'lang="en">New Park<' in phrases.marked_html('<img lang="en" alt="A b">New Park', ZH)


def test_words_of_an_editor_are_escaped_and_marked():
    page = Template("{% load portal %}<p>{{ words|marked }}</p>")
    with override(EN):
        written = page.render(Context({"words": '<b>江北</b> & "x"'}))
    assert written == (
        '<p>&lt;b&gt;<span lang="zh-Hans">江北</span>&lt;/b&gt; &amp; &quot;x&quot;</p>'
    )
    assert page.render(Context({"words": None})) == "<p></p>"


@pytest.mark.parametrize(
    "part",
    [
        "a ",
        "中a",
        "。",
        "<",
        "<a ",
        "A-",
        "A.",
        "x’",
        "<p lang=x>",
        "“中",
        '<a "',
        "<a '\"",
        "<a '\"' ",
    ],
)
def test_time_grows_with_a_text_and_no_faster(part):
    # Looked at over and over again, each of them would take hours.
    for language in (EN, ZH):
        phrases.marked_html(part * (400_000 // len(part)), language)


def test_attribute_that_is_all_in_another_language_can_be_told():
    assert phrases.only_language("江北区的夜景", EN) == "zh-Hans"
    assert phrases.only_language("The quay of 果园港", EN) == ""
    assert phrases.only_language("A crane over a quay", ZH) == "en"
    assert phrases.only_language("", ZH) == ""


def test_filter_stands_in_no_attribute_and_no_title():
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        page = re.sub(r"{{[^}]*\|marked }}", "MARKED", path.read_text(encoding="utf-8"))
        page = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", page, flags=re.DOTALL)
        assert not re.search(r"<[^<>]*MARKED|<title[^>]*>[^<]*MARKED", page), path


@pytest.mark.django_db
def test_page_and_list_mark_what_editors_wrote_and_leave_the_head_alone(visitor):
    story = factories.live(
        "news.story",
        title_en="A day in 江北",
        summary_en="From 两江 & back",
        source_en="重庆日报",
        picture=factories.picture(),
        picture_alt_en="码头",
        picture_caption_en="The 码头",
    )
    page = visitor.get(story.get_absolute_url()).content.decode()
    listed = visitor.get("/en/news/events/").content.decode()
    assert "<title>A day in 江北 " in page
    foreign = {each.text for each in words(page + listed) if each.lang == "zh-Hans"}
    assert {"江北", "两江", "重庆日报", "码头"} <= foreign
    assert 'From <span lang="zh-Hans">两江</span> &amp; back' in listed
    assert re.search(r'<img[^>]* alt="码头" lang="zh-Hans"', page)
