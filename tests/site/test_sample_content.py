"""The sample content: every category, both languages, true to the rules of its writing."""

import re
import tomllib
from collections import Counter
from html.parser import HTMLParser

import pytest

import languages
from articles.prose import clean
from articles.prose.removals import Removals
from articles.site_map import SECTIONS
from languages import EN, ZH
from liangjiang.sample.loader import FOLDER, files

ARTICLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in files()}
CATEGORIES = {
    f"{section}.{slug}"
    for section, (_english, _chinese, rows) in SECTIONS.items()
    for slug, *_names in rows
}
# Words and Han characters of a body. A picture story tells in its captions.
SHORTEST, LONGEST = {EN: 300, ZH: 450}, {EN: 600, ZH: 1200}
INLINE = ("a", "em", "strong")
HAN = r"[\u3400-\u9fff]"

pytestmark = pytest.mark.nodb


class _Words(HTMLParser):
    """Collects the words of a text, a line for each block and each cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in INLINE:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(html: str) -> str:
    return "".join(_Words(html).found)


def texts(code: str) -> dict[str, str]:
    """Return everything a reader of a language can read of each article."""
    names = ("title", "summary", "seo_description", "caption", "credit", "alt", "source", "body")
    return {
        key: "\n".join(words(data[code][name]) for name in names if name in data[code])
        for key, data in ARTICLES.items()
        if code in data
    }


def bilingual() -> dict[str, dict]:
    """Return the articles that are public in every language, without pages that stand alone."""
    return {
        key: data
        for key, data in ARTICLES.items()
        if not data["category"].startswith("site.")
        and data["kind"] != "news.photostory"
        and all("published" in data.get(code, {}) for code in languages.codes())
    }


def test_there_are_at_least_72_articles_in_both_languages():
    assert len(bilingual()) >= 72


def test_every_category_has_an_article():
    assert {data["category"] for data in ARTICLES.values()} == CATEGORIES


def test_articles_come_from_every_year_since_2014():
    years = {data["en"]["published"].year for data in bilingual().values()}
    assert years == set(range(2014, 2027))


def test_two_thirds_have_a_picture_and_no_picture_is_everywhere():
    pictures = [data["picture"]["file"] for data in bilingual().values() if "picture" in data]
    assert len(pictures) >= len(bilingual()) * 2 / 3
    assert max(Counter(pictures).values()) <= 4


@pytest.mark.parametrize("key", bilingual())
def test_article_is_of_a_length_that_is_read(key):
    body = {code: words(ARTICLES[key][code]["body"]) for code in languages.codes()}
    length = {EN: len(body[EN].split()), ZH: len(re.sub(r"\s", "", body[ZH]))}
    for code, count in length.items():
        assert SHORTEST[code] <= count <= LONGEST[code], code


@pytest.mark.parametrize("key", ARTICLES)
def test_summary_and_description_fit_where_they_are_shown(key):
    for code in languages.codes():
        texts = ARTICLES[key].get(code, {})
        assert len(texts.get("summary", "")) <= 180
        assert len(texts.get("seo_description", "")) <= 160


def test_who_brings_staff_meets_real_guidance_before_a_sample():
    info = [data for data in ARTICLES.values() if data["category"] == "living.info"]
    newest_first = sorted(info, key=lambda data: data["en"]["published"], reverse=True)
    found = [bool(data.get("fictional")) for data in newest_first]
    assert found == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize("key", ARTICLES)
def test_cleaning_leaves_the_text_as_it_is_written(key):
    for code in languages.codes():
        body = ARTICLES[key].get(code, {}).get("body", "").strip()
        # The loader writes a number in place of a picture's file.
        body = re.sub(r'"file:[a-z-]+\.jpg"', '"1"', body)
        removals = Removals()
        cleaned = clean(body, removals)
        assert not +removals
        assert words(cleaned).split() == words(body).split()
        # The editor adds paragraphs within items and cells, and has no head of a table.
        tags = "<(?!p>|thead|tbody)[a-z]+"
        assert re.findall(tags, cleaned) == re.findall(tags, body)
        assert clean(cleaned) == cleaned


@pytest.mark.parametrize("key", ARTICLES)
def test_picture_is_described_in_every_language_of_the_article(key):
    data = ARTICLES[key]
    rows = [data] if "picture" in data else []
    for code in languages.codes():
        found = [row[code] for row in rows if code in data] + [
            row[code] for row in data.get("pictures", [])
        ]
        for text in found:
            assert text["alt"]
            assert text["credit"]
            assert text["alt"] != data[code]["title"]


def test_every_picture_exists_and_is_used():
    named = {data["picture"]["file"] for data in ARTICLES.values() if "picture" in data}
    named |= {row["file"] for data in ARTICLES.values() for row in data.get("pictures", [])}
    there = {path.name for path in (FOLDER / "pictures").glob("*.jpg")}
    assert named <= there
    assert there - named == set()


@pytest.mark.parametrize("code", languages.codes())
def test_titles_and_descriptions_of_pictures_differ(code):
    titles = [data[code]["title"] for data in ARTICLES.values() if code in data]
    assert [title for title, count in Counter(titles).items() if count > 1] == []
    alts = [data[code]["alt"] for data in ARTICLES.values() if "alt" in data.get(code, {})]
    assert [alt for alt, count in Counter(alts).items() if count > 1] == []


def test_old_addresses_belong_to_one_article_each():
    found = [path for data in ARTICLES.values() for path in data.get("old_addresses", [])]
    assert [path for path, count in Counter(found).items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "mistake"),
    [
        (EN, r"[\"']"),
        (EN, r"!"),
        (EN, rf"{HAN}{{9}}"),
        (EN, r"(?i)world-class|one-stop"),
        (ZH, r"[\"']"),
        (ZH, rf"{HAN}[,;:!?()]|[,;!?()]{HAN}"),
        (ZH, rf"{HAN} +[\w]|[\w] +{HAN}"),
        (ZH, r"！"),
    ],
)
def test_no_text_has_a_slip_that_an_editor_would_mend(code, mistake):
    # A line a text: what stands in two cells of a table is not one phrase.
    found = {
        key: [line for line in text.split("\n") if re.search(mistake, line)]
        for key, text in texts(code).items()
    }
    assert {key: lines for key, lines in found.items() if lines} == {}


@pytest.mark.parametrize("key", [key for key, data in ARTICLES.items() if data.get("fictional")])
def test_fiction_says_so_in_its_title_and_its_first_paragraph(key):
    data = ARTICLES[key]
    for code, mark in ((EN, "Sample"), (ZH, "示例")):
        if code in data:
            first = words(data[code]["body"].split("</p>")[0])
            assert mark.lower() in first.lower()


@pytest.mark.parametrize(
    "key",
    [
        key
        for key, data in bilingual().items()
        if not data.get("fictional") and data["category"] != "about.departments"
    ],
)
def test_fact_names_its_source_and_its_date(key):
    last = {code: ARTICLES[key][code]["body"].strip().split("<p>")[-1] for code in (EN, ZH)}
    assert re.search(r"Sources?\b", last[EN])
    assert re.search(r"(?:19|20)\d\d", words(last[EN]))
    assert "资料来源" in last[ZH]
    assert "截至" in last[ZH]
