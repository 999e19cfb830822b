"""The desk's form of figures: both languages, numbers in rows, and refusals in words."""

import pytest

from figures.models import Indicator
from tests import pages

pytestmark = pytest.mark.once

LIST = "/admin/figures/indicator/"
FILLED = {
    "name_en": "Output",
    "unit_en": "yuan",
    "source_en": "River Gazette",
    "source_address": "https://example.org/report",
    "position": "1",
    "is_on_home": "on",
    "values-0-year": "2021",
    "values-0-span": "y",
    "values-0-number": "316120000000",
    "values-0-as_of": "2022-01-31",
}


def save(browser, **fields):
    """Fill in the form for a new figure and save it; return the page that comes."""
    shown = pages.shown(browser.get(f"{LIST}add/"))
    return browser.post(f"{LIST}add/", shown | FILLED | fields, follow=True)


@pytest.mark.both
@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_editor_adds_a_figure_that_is_public_at_once(desk, visitor, role):
    browser = desk(role)
    save(browser)
    assert "316.12 billion yuan" in pages.text(visitor.get("/en/"))
    assert "316.12 billion yuan (2021)" in pages.text(browser.get(LIST))
    figure = Indicator.objects.get()
    page = browser.get(f"{LIST}{figure.pk}/change/")
    assert "316.12 billion yuan" in pages.text(page)
    changed = pages.shown(page) | {"values-0-number": "5"}
    browser.post(f"{LIST}{figure.pk}/change/", changed)
    assert "316.12" not in pages.text(visitor.get("/en/figures/"))


@pytest.mark.parametrize("interface", ["en", "zh-hans"])
def test_examples_beside_a_field_are_in_its_own_language(desk, interface):
    page = desk("editor", interface_language=interface).get(f"{LIST}add/").content.decode()
    for field, example in (
        ("name_en", "Permanent population"),
        ("name_zh_hans", "常住人口"),
        ("unit_en", "km²"),
        ("unit_zh_hans", "平方公里"),
        ("source_en", "Liangjiang New Area portal"),
        ("source_zh_hans", "两江新区门户网站"),
    ):
        beside = page.partition(f'id="id_{field}_helptext"')[2].partition("</div>\n")[0]
        assert example in beside, field


def test_list_writes_the_year_in_chinese_brackets(desk):
    save(desk("editor", interface_language="zh-hans"), **{"values-0-is_approximate": "on"})
    figure = Indicator.objects.get()
    figure.name_zh_hans, figure.unit_zh_hans, figure.source_zh_hans = "产值", "元", "江报"
    figure.save()
    assert (
        "约3161.2亿元（2021年）"
        in desk("publisher", interface_language="zh-hans").get(LIST).content.decode()
    )


@pytest.mark.parametrize("role", ["author", "translator", "enquiry-desk"])
def test_others_see_nothing_of_it(desk, role):
    browser = desk(role)
    assert LIST not in browser.get("/admin/").content.decode()
    assert browser.get(LIST).status_code == 403
    assert browser.post(f"{LIST}add/", FILLED).status_code == 403
    assert not Indicator.objects.exists()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"source_en": ""}, "Write who says so: a figure without a source is not shown."),
        ({"name_en": ""}, "Write what is counted, or leave everything in this language empty."),
        (
            {"unit_zh_hans": "元"},
            "Write what is counted, or leave everything in this language empty.",
        ),
        (
            {"name_en": "", "unit_en": "", "source_en": ""},
            "Write the figure in at least one language.",
        ),
        ({"values-0-as_of": "2999-01-01"}, "This day is still to come."),
        (
            {name: "" for name in FILLED if name[9:] in ("year", "number", "as_of")},
            "Write at least one number, with its year and its date.",
        ),
        (
            {
                "values-TOTAL_FORMS": "2",
                **{f"values-1-{name[9:]}": FILLED[name] for name in FILLED if "values" in name},
                "values-1-span": "q1",
            },
            "The numbers of one figure must be about periods of the same length, all years or all "
            "months: others cannot be compared. Make another figure for the rest.",
        ),
    ],
)
def test_what_is_missing_or_cannot_be_compared_is_refused_in_words(desk, fields, words, language):
    page = save(desk("editor", interface_language=language), **fields)
    assert (words if language == "en" else pages.in_chinese(words)) in pages.text(page)
    assert not Indicator.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"values-0-as_of": ""},
        {"source_address": ""},
        {"source_address": "javascript:alert(1)"},
        {"values-0-source_address": "ftp://example.org/"},
        {"values-0-number": "123456789012345.5"},
        {"values-0-year": "21"},
    ],
)
def test_figure_without_date_or_address_is_not_saved(desk, fields):
    assert "errornote" in save(desk(), **fields).content.decode()
    assert not Indicator.objects.exists()
