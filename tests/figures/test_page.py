"""The page of figures: what its table says, its chart and its file say too."""

import csv
import re
from html import unescape

import pytest

from figures.models import Indicator
from pagestore.models import PurgeOrder
from tests import pages

pytestmark = pytest.mark.once

YEARS = {2019: "339100000000", 2010: "100200000000", 2015: "202000000000"}


def rows_of(table: str) -> list[tuple[str, str, str]]:
    """Return period, number as written and plain number of each line of a table."""
    pattern = r'<th scope="row">(.*?)</th><td><data value="(.*?)">(.*?)</data>'
    return [(period, words, plain) for period, plain, words in re.findall(pattern, table)]


def file_of(visitor, page: str) -> list[dict]:
    address = re.search(r'href="(/\w\w/figures/\d+\.csv)"', page)[1]
    answer = visitor.get(address)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))


@pytest.mark.parametrize("prefix", ["en", "zh"])
def test_table_equals_chart_equals_file(visitor, make_figure, prefix):
    make_figure(YEARS)
    page = visitor.get(f"/{prefix}/figures/").content.decode()
    table = rows_of(page)
    assert [plain for _period, _words, plain in table] == [YEARS[year] for year in sorted(YEARS)]
    chart = re.search(r'<svg class="chart".*?</svg>', page, re.DOTALL)[0]
    drawn = re.findall(r'<text x="0"[^>]*>(.*?)</text><text x="100%"[^>]*>(.*?)</text>', chart)
    assert drawn == [(period, words) for period, words, _plain in table]
    lengths = [float(each) for each in re.findall(r'width="([\d.]+)%" height="1em"', chart)]
    highest = max(int(number) for number in YEARS.values())
    assert lengths == [round(int(plain) / highest * 100, 2) for *_words, plain in table]
    _headings, *lines = file_of(visitor, page)
    assert [(line[1], line[2]) for line in lines] == [(row[0], row[2]) for row in table]


def test_chart_has_a_name_and_a_description_and_no_style_of_its_own(visitor, make_figure):
    make_figure(YEARS)
    page = visitor.get("/en/figures/").content.decode()
    name, words = re.search(r'<svg[^>]*role="img" aria-labelledby="(\S+) (\S+)"', page).groups()
    assert re.search(rf'<title id="{name}">(.*?)</title>', page)[1] == "Output"
    summary = (
        "From 100.2 billion yuan (2010) to 339.1 billion yuan (2019), a rise of 238.4 per cent."
    )
    assert re.search(rf'<desc id="{words}">(.*?)</desc>', page)[1] == summary
    assert f"<p>{summary}</p>" in page
    assert "<caption" in page
    assert "style=" not in page


def test_file_has_chinese_headings_in_chinese(visitor, make_figure):
    make_figure(YEARS)
    headings, first, *_rest = file_of(visitor, visitor.get("/zh/figures/").content.decode())
    assert headings == ["指标", "时段", "数值", "文字表述", "单位", "来源", "截至日期", "来源网址"]
    address = "https://example.org/report"
    assert first == [
        "产值",
        "2010年",
        "100200000000",
        "1002亿元",
        "元",
        "江报",
        "2011-03-01",
        address,
    ]


def test_cells_carry_the_unit_as_the_sentence_does_and_the_caption_does_not(visitor, make_figure):
    make_figure(YEARS)
    page = visitor.get("/zh/figures/").content.decode()
    assert [words for _period, words, _plain in rows_of(page)] == [
        "1002亿元",
        "2020亿元",
        "3391亿元",
    ]
    assert re.search(r"<caption[^>]*>(.*?)</caption>", page)[1] == "产值"


@pytest.mark.both
@pytest.mark.parametrize(
    ("prefix", "one", "other"),
    [("en", "about 3.52 million yuan", "4 million yuan"), ("zh", "约352万元", "400万元")],
)
def test_what_its_source_rounded_says_about_wherever_it_stands(
    visitor, make_figure, prefix, one, other
):
    figure = make_figure({2024: "4000000", 2025: "3520000"}, is_on_home=True)
    figure.values.filter(year=2025).update(is_approximate=True)
    home = pages.text(visitor.get(f"/{prefix}/")).replace(" ", "")
    assert one.replace(" ", "") in home
    page = visitor.get(f"/{prefix}/figures/").content.decode()
    assert [words for _period, words, _plain in rows_of(page)] == [other, one]
    chart = re.search(r'<svg class="chart".*?</svg>', page, re.DOTALL)[0]
    # On its bar, and in the sentence of the chart, which says so of the change as well.
    assert chart.count(one) == 2
    about = one[: one.index("3")]
    assert f"{about}12" in chart
    lines = file_of(visitor, page)[1:]
    assert [line[2:4] for line in lines] == [["4000000", other], ["3520000", one]]


def test_file_carries_no_formula_and_keeps_numbers_below_nothing(visitor, make_figure):
    make_figure({2020: "5", 2021: "-3.5"}, name_en='=HYPERLINK("https://example.org")')
    _headings, first, last = file_of(visitor, visitor.get("/en/figures/").content.decode())
    assert first[0].startswith("'=")
    assert last[2] == "-3.5"


def test_bar_below_nothing_ends_where_the_others_begin(visitor, make_figure):
    make_figure({2020: "30", 2021: "-10"})
    page = visitor.get("/en/figures/").content.decode()
    assert re.findall(r'<rect x="([\d.]+)%" y="\S+" width="([\d.]+)%"', page) == [
        ("25.00", "75.00"),
        ("0.00", "25.00"),
    ]


@pytest.mark.parametrize(
    ("numbers", "unit", "words"),
    [
        ({2020: "200", 2021: "150"}, "", "a fall of 25 per cent."),
        ({2020: "40", 2021: "42.5"}, "%", "a rise of 2.5 percentage points."),
        ({2020: "0", 2021: "7"}, "firms", "a rise of 7 firms."),
        ({2020: "1000000", 2021: "1000001"}, "people", "a rise of 1 people."),
        ({2020: "7", 2021: "7"}, "firms", "The same at both ends (2020 and 2021): 7 firms."),
    ],
)
def test_summary_says_what_the_numbers_did(visitor, make_figure, numbers, unit, words):
    make_figure(numbers, unit_en=unit)
    assert words in pages.text(visitor.get("/en/figures/"))


def test_single_number_stands_with_unit_source_and_date_and_without_a_chart(visitor, make_figure):
    make_figure({2021: "142000"}, unit_en="")
    page = visitor.get("/en/figures/")
    assert "2021 River Gazette , 1 March 2022 142,000" in pages.text(page)
    assert '<a href="https://example.org/report">River Gazette</a>' in page.content.decode()
    assert 'class="chart"' not in page.content.decode()
    words = pages.text(visitor.get("/zh/figures/"))
    assert "2021年 江报 ， 2022年3月1日 14.2 万元" in words


def test_what_is_not_written_in_a_language_is_not_shown_in_it(visitor, make_figure):
    figure = make_figure(YEARS, name_zh_hans="", source_zh_hans="", is_on_home=True)
    unsourced = make_figure({2020: "1"}, name_en="Rumour", source_en="", is_on_home=True)
    numberless = make_figure({}, name_en="Nothing", is_on_home=True)
    for place in ("/", "/figures/"):
        words = pages.text(visitor.get(f"/en{place}"))
        assert "Output" in words
        assert "Rumour" not in words and "Nothing" not in words
        assert "339.1" not in pages.text(visitor.get(f"/zh{place}"))
    assert visitor.get(f"/en/figures/{figure.pk}.csv").status_code == 200
    for path in (
        f"/zh/figures/{figure.pk}.csv",
        f"/en/figures/{unsourced.pk}.csv",
        f"/en/figures/{numberless.pk}.csv",
        "/en/figures/999999999999999999.csv",
    ):
        assert visitor.get(path).status_code == 404, path


@pytest.mark.both
def test_number_may_have_a_source_page_of_its_own(visitor, make_figure):
    figure = make_figure(YEARS)
    figure.values.filter(year=2015).update(source_address="https://example.org/2015")
    page = visitor.get("/en/figures/").content.decode()
    assert page.count('href="https://example.org/2015"') == 1


def test_texts_are_plain_text(visitor, make_figure):
    make_figure(YEARS, name_en="<script>alert(1)</script>", is_on_home=True)
    for place in ("/en/", "/en/figures/"):
        page = visitor.get(place).content.decode()
        assert "<script>alert" not in page
        assert "<script>alert(1)</script>" in unescape(page)


def test_home_shows_the_first_four_with_their_latest_numbers(visitor, make_figure):
    for place in range(5):
        make_figure(YEARS, name_en=f"Figure {place}", position=place, is_on_home=True)
    make_figure({2020: "1"}, name_en="Elsewhere")
    page = visitor.get("/en/").content.decode()
    found = re.findall(r"<dt>(Figure \d), (\d{4})\s", page)
    assert found == [(f"Figure {place}", "2019") for place in range(4)]
    assert page.count("<dd>339.1 <small>billion yuan</small></dd>") == 4
    assert "Elsewhere" not in page
    assert 'href="/en/figures/"' in page


@pytest.mark.both
def test_without_figures_home_has_no_block_and_the_page_says_so(visitor, db):
    assert not Indicator.objects.exists()
    assert "/en/figures/" not in visitor.get("/en/").content.decode()
    assert "No figure has been published in English yet." in pages.text(visitor.get("/en/figures/"))


def test_site_map_leads_to_the_page_and_it_to_its_other_language(visitor, make_figure):
    make_figure(YEARS)
    for prefix in ("en", "zh"):
        assert f'href="/{prefix}/figures/"' in visitor.get(f"/{prefix}/site-map/").content.decode()
    page = visitor.get("/en/figures/").content.decode()
    assert 'hreflang="zh-Hans" href="http://' in page and "/zh/figures/" in page


def test_page_asks_no_more_the_more_there_is(visitor, make_figure, django_assert_num_queries):
    make_figure(YEARS, is_on_home=True)
    with django_assert_num_queries(5):
        visitor.get("/en/figures/")
    with django_assert_num_queries(12):
        visitor.get("/en/")
    for _number in range(6):
        make_figure(YEARS, is_on_home=True)
    with django_assert_num_queries(5):
        visitor.get("/en/figures/")
    with django_assert_num_queries(12):
        visitor.get("/en/")


# Caches


@pytest.mark.both
def test_pages_are_purged_when_a_figure_or_a_number_changes(make_figure):
    figure = make_figure({})
    expected = ["figures", f"i{figure.pk}"]

    def ordered() -> bool:
        found = [order.tags for order in PurgeOrder.objects.all()]
        PurgeOrder.objects.all().delete()
        return bool(found) and all(tags == expected for tags in found)

    assert ordered()
    value = figure.values.create(year=2020, number=1, as_of="2021-01-01")
    assert ordered()
    value.number = 2
    value.save()
    assert ordered()
    value.delete()
    assert ordered()
    Indicator.objects.all().delete()
    assert ordered()
