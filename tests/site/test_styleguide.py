"""The style guide shows every part that the public pages are made of, to developers alone."""

import pytest
from django.conf import settings

from languages import EN, ZH
from tests import factories
from tests.reading import words

# What a reader does not see by itself, or never sees on a page of the portal.
LEFT_OUT = {
    "_links.html": "for machines, in the head",
    "_site_labels.html": "for machines, in the head",
    "articles/_list_description.html": "for machines, in the head",
    "articles/_list_links.html": "for machines, in the head",
    "articles/_sharing.html": "for machines, in the head",
}
NOT_PUBLIC = ("admin", "desk")


def parts() -> set[str]:
    folder = settings.BASE_DIR / "templates"
    found = (path.relative_to(folder) for path in folder.rglob("_*.html"))
    return {path.as_posix() for path in found if not set(NOT_PUBLIC) & set(path.parts)}


@pytest.fixture
def page(visitor, db, settings):
    settings.DEBUG = True
    # Enough of them that results are worth narrowing.
    for word in ("opens", "closes", "grows", "rests", "waits", "sings"):
        factories.live("news.story", title_en=f"The port {word}", picture=factories.picture())
    return visitor.get("/en/styleguide/")


def test_every_part_of_a_page_is_shown(page):
    assert page.status_code == 200
    shown = {template.name for template in page.templates}
    assert parts() - shown - LEFT_OUT.keys() == set()
    assert LEFT_OUT.keys() - parts() == set()


def test_both_languages_stand_side_by_side(page):
    said = {each.lang: each.text for each in words(page.content.decode()) if not each.attribute}
    assert {"en", "zh-Hans"} == said.keys()
    assert page.content.decode().count('<div lang="zh-Hans">') > 30


@pytest.mark.parametrize("code", [EN, ZH])
def test_visitors_do_not_find_it(visitor, db, code):
    start = code[:2]
    assert visitor.get(f"/{start}/styleguide/").status_code == 404
    assert "styleguide" not in visitor.get(f"/{start}/site-map/").content.decode()
    assert b"styleguide" not in visitor.get("/sitemap.xml").content
