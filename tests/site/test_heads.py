"""What machines and inspectors read in a page says what the page shows."""

import re
from datetime import UTC, datetime

import pytest

from articles import publishing
from articles.addresses import in_language
from languages import EN, ZH, html_lang, prefix
from tests import factories, heads
from tests.security.payloads import PAYLOADS

pytestmark = pytest.mark.once

OURS = "http://testserver"
BEGAN = datetime(2021, 8, 19, 8, 20, tzinfo=UTC)
MIDNIGHT = datetime(2021, 8, 18, 16, 0, tzinfo=UTC)
NAMES = {EN: "Liangjiang New Area", ZH: "两江新区"}
HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;\u2028<!--"
SITE = {"SiteName", "SiteDomain"}
COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
CONTENT = {"ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description"}
CONTENT |= {"Image", "Url"}


@pytest.fixture(params=[EN, ZH])
def language(request) -> str:
    return request.param


@pytest.fixture
def story(db):
    return factories.live(picture=factories.picture(), at=BEGAN, author_en="Li Na")


# Labels of government websites


def test_every_page_names_the_site_and_no_number_that_was_not_given(visitor, story, language):
    for place in ("", "news/", "news/events/", "contact/", "site-map/"):
        labels = heads.read(visitor, f"/{prefix(language)}/{place}").labels
        assert labels["SiteDomain"] == "testserver"
        assert labels["SiteName"].endswith(NAMES[language])
        assert "SiteIDCode" not in labels


def test_identification_code_stands_on_every_page_once_it_is_given(visitor, story, settings):
    settings.SITE_ID_CODE = "5001120001"
    for place in ("/en/", "/zh/news/", story.get_absolute_url()):
        assert heads.read(visitor, place).labels["SiteIDCode"] == "5001120001"
    assert b"5001120001" in visitor.get("/en/nothing/").content


@pytest.mark.parametrize("place", ["news/", "news/events/"])
def test_list_has_the_labels_of_a_column(visitor, story, language, place):
    labels = heads.read(visitor, f"/{prefix(language)}/{place}").labels
    assert set(labels) >= SITE | COLUMN
    assert all(labels[name] for name in COLUMN)
    assert labels["ColumnType"] == {EN: "News", ZH: "新闻"}[language]


def test_article_has_the_labels_of_a_content_page(visitor, story, language):
    labels = heads.read(visitor, in_language(story, language)).labels
    texts = factories.TEXT[language]
    assert set(labels) >= SITE | CONTENT
    assert labels["ArticleTitle"] == texts["title"]
    assert labels["PubDate"] == "2021-08-19 16:20"
    assert labels["ContentSource"] == texts["source"]
    assert labels["Author"] == {EN: "Li Na", ZH: texts["source"]}[language]
    assert labels["Description"] == texts["summary"]
    assert labels["Url"] == OURS + in_language(story, language)
    assert labels["Image"].startswith(f"{OURS}/media/")


def test_time_of_publication_is_beijing_time_with_minutes_whatever_is_known(visitor, db):
    story = factories.live(at=MIDNIGHT)
    labels = heads.read(visitor, story.get_absolute_url()).labels
    assert labels["PubDate"] == "2021-08-19 00:00"


def test_page_without_a_summary_is_described_by_how_it_begins(visitor, db):
    story = factories.live(body_en=f"<p>{'The river rises. ' * 40}</p>")
    type(story).objects.update(summary_en="")
    description = heads.read(visitor, story.get_absolute_url()).labels["Description"]
    assert description.startswith("The river rises.")
    assert len(description) <= 160


@pytest.mark.parametrize("title", [HOSTILE, *PAYLOADS[:2]])
def test_hostile_texts_stay_texts_in_labels_and_data(visitor, db, title):
    fields = {f"{name}_en": title[:190] for name in ("title", "summary", "source", "author")}
    story = factories.live(langs=[EN], **fields)
    page = visitor.get(story.get_absolute_url())
    head = heads.Head(page.content.decode())
    stored = factories.fresh(story)
    assert head.labels["ArticleTitle"] == stored.title_en
    assert head.labels["ContentSource"] == stored.source_en
    assert head.properties["og:title"] == stored.title_en
    assert head.of_type("NewsArticle")["headline"] == stored.title_en
    assert head.breadcrumb[-1][0] == stored.title_en.strip()
    assert head.of_type("BreadcrumbList")["itemListElement"][-1]["name"] == stored.title_en
    blocks = re.findall(r'ld\+json">(.*?)</script>', page.content.decode(), re.DOTALL)
    assert len(blocks) == 2
    assert not any(set("<>&\u2028\u2029") & set(block) for block in blocks)


# Data of schema.org


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_data_of_an_article_are_what_its_page_shows(visitor, db, clock, kind, language):
    article = factories.live(kind, picture=factories.picture(), at=BEGAN, author_en="Li Na")
    publishing.publish(factories.edited(article, summary_en="New", summary_zh_hans="新"), [EN, ZH])
    page = visitor.get(in_language(article, language)).content.decode()
    head = heads.Head(page)
    data = head.of_type(type(article).schema_type)
    assert data["headline"] == head.heading
    assert data["inLanguage"] == html_lang(language)
    assert data["author"]["name"] in page.partition("</h1>")[2]
    assert data["datePublished"] == "2021-08-19T16:20:00+08:00"
    assert f'datetime="{data["datePublished"][:16]}+08:00"' in page
    assert f'datetime="{data["dateModified"][:16]}+08:00"' in page
    assert data["dateModified"] > data["datePublished"]
    assert data["url"] == head.canonical()
    shown = page.partition("<main")[2].partition("</article>")[0]
    addresses = [image["url"].removeprefix(OURS) for image in data["image"]]
    assert addresses == re.findall(r'<img[^>]* src="(/media/[^"]+)"', shown)


def test_breadcrumb_is_the_same_for_readers_and_for_machines(visitor, story, language):
    begin, places = f"/{prefix(language)}/", {}
    for place in ("news/", "news/events/", "contact/", "site-map/"):
        places[begin + place] = heads.read(visitor, begin + place)
    places["story"] = heads.read(visitor, in_language(story, language))
    for place, head in places.items():
        steps = head.of_type("BreadcrumbList")["itemListElement"]
        assert [step["name"] for step in steps] == [name for name, _ in head.breadcrumb], place
        addresses = [step.get("item", "").removeprefix(OURS) for step in steps]
        assert addresses == [address for _, address in head.breadcrumb]
        assert addresses[0] == begin
        assert head.breadcrumb[-1] == [head.heading, ""]
        assert head.current[-1:] == [""] or "" in head.current
    assert [name for name, _ in places["story"].breadcrumb][1:-1] == {
        EN: ["News", "Events"],
        ZH: ["新闻", "活动"],
    }[language]


def test_home_page_says_whose_site_it_is(visitor, db, settings, language):
    place = f"/{prefix(language)}/"
    head = heads.read(visitor, place)
    owner, site = head.of_type("GovernmentOrganization"), head.of_type("WebSite")
    assert owner["name"].endswith(NAMES[language])
    assert site["url"] == head.canonical() == OURS + place
    assert site["publisher"]["@id"] == owner["@id"]
    settings.HOST_UNIT = {EN: "Sample Office", ZH: "示例办公室"}
    unit = settings.HOST_UNIT[language]
    assert heads.read(visitor, place).of_type("GovernmentOrganization")["name"] == unit


def test_menu_marks_the_section_and_the_page_in_it(visitor, story):
    for place in ("/en/news/", "/en/news/events/"):
        assert place in heads.read(visitor, place).current
    content = visitor.get(story.get_absolute_url()).content.decode()
    assert content.count('<summary aria-current="true">') == 1
    assert 'href="/en/news/events/" aria-current' not in content


# Addresses and sharing


def test_pages_name_themselves_in_both_languages_for_each_other(visitor, story):
    for place in ("", "news/", "news/events/", "site-map/", "contact/", None):
        english = f"/en/{place}" if place is not None else in_language(story, EN)
        chinese = english.replace("/en/", "/zh/", 1)
        first, second = heads.read(visitor, english), heads.read(visitor, chinese)
        assert first.alternates() == second.alternates()
        assert set(first.alternates()) == {"en", "zh-Hans", "x-default"}
        assert first.canonical() == first.alternates()["en"] == OURS + english
        assert second.canonical() == second.alternates()["zh-Hans"] == OURS + chinese


def test_other_sites_get_title_words_and_picture_of_every_page(visitor, story, language):
    places = [f"/{prefix(language)}/{place}" for place in ("", "news/", "news/events/", "contact/")]
    for place in [*places, in_language(story, language)]:
        head = heads.read(visitor, place)
        shown = {name.removeprefix("og:"): text for name, text in head.properties.items()}
        assert shown["title"]
        assert shown["description"] == head.labels["Description"]
        assert shown["url"] == head.canonical()
        assert shown["site_name"] == head.labels["SiteName"]
        assert shown["locale"] == {EN: "en_GB", ZH: "zh_CN"}[language]
        assert shown["locale:alternate"] == {EN: "zh_CN", ZH: "en_GB"}[language]
        assert shown["image"].startswith(OURS)
        assert {"image:width", "image:height", "image:alt"} <= set(shown)
        assert head.labels["twitter:card"] == "summary_large_image"
    assert shown["type"] == "article"
    assert shown["image"] == head.labels["Image"]
    assert head.properties["article:published_time"] == "2021-08-19T16:20:00+08:00"


def test_page_that_no_search_engine_shall_keep_says_so_and_names_no_address(visitor, db):
    story = factories.live(langs=[EN])
    for place in (in_language(story, ZH), "/en/nothing/"):
        head = heads.read(visitor, place, status=404)
        assert head.labels["robots"] == "noindex"
        assert head.alternates() == {}
        assert not [row for row in head.links if row.get("rel") == "canonical"]
