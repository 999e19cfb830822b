"""What is empty in a language stands in no menu of it, and comes back with its first article."""

import re

import pytest
from django.utils import timezone

from articles import publishing, strands
from articles.models import Category
from languages import EN, ZH
from pagestore.models import PurgeOrder
from tests import factories, pages
from tests.articles.days import NEXT_WEEK, NOW, TOMORROW

pytestmark = pytest.mark.once

EVERY_PAGE = "site"


def menus(visitor, address: str) -> list[str]:
    """Return the pages to which header and footer lead."""
    body = visitor.get(address).content.decode()
    header, _main, rest = body.partition("<main")
    return re.findall(r'href="(/[^"]+)"', header + rest.partition("</main>")[2])


def orders() -> list:
    """Return when all pages will be purged, and forget it."""
    moments = [row.due_at for row in PurgeOrder.objects.all() if EVERY_PAGE in row.tags]
    PurgeOrder.objects.all().delete()
    return sorted(moments)


def test_menus_lead_to_what_can_be_read_in_their_language(visitor, db):
    story = factories.live(langs=[EN])
    assert {"/en/news/", "/en/news/events/"} <= set(menus(visitor, "/en/site-map/"))
    assert "/en/news/video/" not in menus(visitor, "/en/")
    assert "/zh/news/" not in menus(visitor, "/zh/")
    texts = {f"{name}_zh_hans": factories.TEXT[ZH][name] for name in ("title", "body", "source")}
    publishing.publish(factories.edited(story, **texts), [ZH])
    assert {"/zh/news/", "/zh/news/events/"} <= set(menus(visitor, "/zh/"))
    publishing.withdraw(story, [EN])
    assert "/en/news/" not in menus(visitor, "/en/")


def test_human_site_map_leaves_out_what_is_empty(visitor, db):
    factories.live(langs=[EN])
    english, chinese = (visitor.get(f"/{code}/site-map/").content.decode() for code in ("en", "zh"))
    assert "/en/news/events/" in english
    assert "/zh/news/events/" not in chinese.replace('class="lang" href="/zh/', "")
    assert "/en/living/food/" not in english


def test_address_of_an_empty_category_answers_and_says_so(visitor, db):
    factories.live(langs=[ZH])
    page = visitor.get("/en/news/events/")
    assert page.status_code == 200
    text = pages.text(page)
    assert "Nothing has been published here in English yet." in text
    assert "There is something in 中文" in text
    body = page.content.decode()
    assert 'content="noindex, follow"' in body
    assert 'rel="alternate" hreflang' not in body
    section = visitor.get("/en/news/")
    assert section.status_code == 200
    assert "Nothing has been published here in English yet." in pages.text(section)


def test_second_place_in_a_menu_is_held_by_what_stands_there(visitor, db):
    parks = factories.category("investing.industrial-parks")
    factories.live("investing.guide", category=parks)
    assert "/en/about/" in menus(visitor, "/en/")
    tabs = visitor.get("/en/about/").content.decode()
    assert "/en/investing/industrial-parks/" in tabs


@pytest.mark.both
def test_editors_are_told_what_is_empty(desk):
    factories.live(langs=[EN])
    browser = desk("administrator")
    page = browser.get("/admin/articles/category/?q=Events")
    assert "News › Events events 2 Chinese" in pages.text(page)
    both = browser.get("/admin/articles/category/?q=Video")
    assert "English, Chinese" in pages.text(both)


# Pages that caches hold


def test_first_and_last_article_of_a_category_change_every_page(db, clock):
    first = factories.live()
    assert orders() == [NOW]
    second = factories.live()
    assert orders() == []
    publishing.withdraw(first, [EN])
    assert orders() == []
    publishing.withdraw(second, [EN])
    assert orders() == [NOW]


def test_text_that_changes_in_a_category_of_one_article_changes_no_menu(db, clock):
    story = factories.live()
    orders()
    publishing.publish(factories.edited(story, title_en="Summer"), [EN])
    assert orders() == []


def test_menus_change_when_the_first_article_appears_and_the_last_one_ends(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], at=TOMORROW, expires={EN: NEXT_WEEK})
    assert orders() == [NOW, TOMORROW, NEXT_WEEK]


def test_article_that_waits_fills_the_category_that_was_emptied_in_the_meantime(db, clock):
    kept = factories.live()
    waiting = factories.make()
    publishing.publish(waiting, [EN, ZH], at=TOMORROW)
    orders()
    publishing.withdraw(kept, [EN, ZH])
    assert orders() == [NOW, TOMORROW]


def test_article_that_is_filed_elsewhere_changes_both_menus(db, clock):
    story = factories.live()
    waiting = factories.make()
    publishing.publish(waiting, [EN], at=TOMORROW)
    orders()
    copy = factories.edited(story, category=factories.category("living.info"))
    publishing.publish(copy, [EN, strands.SHARED])
    assert orders() == [NOW, TOMORROW]


def test_page_that_stands_alone_appears_at_the_foot_of_every_page(visitor, db, clock):
    place = '<a href="/en/terms/">'
    assert place not in visitor.get("/en/").content.decode()
    terms = factories.live("about.page", langs=[EN], category=factories.category("site.terms"))
    assert orders() == [NOW]
    assert place in visitor.get("/en/news/").content.decode()
    assert "/zh/terms/" not in visitor.get("/zh/news/").content.decode()
    publishing.publish(factories.edited(terms, title_en="Terms of use"), [EN])
    assert orders() == []


@pytest.mark.both
def test_new_name_of_a_category_reaches_every_page(desk):
    events = Category.objects.get(key="news.events")
    browser = desk("administrator")
    place = f"/admin/articles/category/{events.pk}/change/"
    browser.post(place, pages.shown(browser.get(place)) | {"name_en": "What is on"})
    assert Category.objects.get(pk=events.pk).name_en == "What is on"
    assert orders()[0] <= timezone.now()
