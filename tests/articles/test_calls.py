"""Numbers to call and the way to ask: a tap away where somebody needs them."""

import re

import pytest

from articles.addresses import in_language
from languages import EN, ZH
from tests import factories

NUMBERS = ["tel:110", "tel:120", "tel:119", "tel:12345"]


def main(page) -> str:
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def called(page) -> list[str]:
    return re.findall(r'href="(tel:[^"]+)"', main(page))


@pytest.mark.parametrize("prefix", ["en", "zh"])
def test_emergency_numbers_stand_over_the_lists_where_they_are_looked_for(visitor, db, prefix):
    factories.live("living.info", category=factories.category("living.info"))
    for address in (f"/{prefix}/living/", f"/{prefix}/living/info/"):
        assert called(visitor.get(address)) == NUMBERS
    for address in (f"/{prefix}/living/food/", f"/{prefix}/news/"):
        assert called(visitor.get(address)) == []


@pytest.mark.parametrize(
    ("phone", "links"),
    [
        ("023-6757 3900", ["tel:02367573900"]),
        ("+86 (23) 6757 3900", ["tel:+862367573900"]),
        ("（023）67573900", ["tel:02367573900"]),
        ("023-6757 3900, ext. 12", []),
        ("000-0000-0000", []),
        ('110"><b>', []),
    ],
)
def test_telephone_of_a_place_is_dialled_with_a_tap(visitor, db, phone, links):
    place = factories.live("living.info", phone=phone)
    page = visitor.get(in_language(place, EN))
    assert called(page) == links
    assert '"><b>' not in main(page)


@pytest.mark.parametrize("language", [EN, ZH])
def test_every_list_offers_a_way_to_ask_about_it(visitor, db, language):
    article = factories.live("living.info", category=factories.category("living.info"))
    with_list = in_language(article.category, language)
    section = in_language(article.category.section, language)
    for address in (with_list, section, in_language(article, language)):
        (asked,) = re.findall(
            r'href="(/../contact/\?kind=living&amp;about=[^"]+)"', main(visitor.get(address))
        )
        assert asked.endswith(f"about={address}")
