"""A page records what it uses, so that an act names each page that it changes, and few others."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.db import connection
from django.urls import reverse

import languages
from articles import publishing, strands
from articles.models import Category
from figures.models import Indicator
from languages import EN, ZH
from library import making
from pagestore import ends
from pagestore.models import PurgeOrder
from pagestore.recording import recording
from pagestore.tags import SITE, meet
from tests import factories, pages
from tests.articles.days import HOUR, NEXT_WEEK, TOMORROW
from tests.pagestore import small_portal
from tests.pagestore.small_portal import addresses

pytestmark = pytest.mark.once

# What a page records that reads a table: one of these families of tags (articles.dependence).
OF_TABLE = {
    "about_page": {"a"},
    # Asked for updates that are due, too, which are ordered for their moments.
    "articles_act": {"site"},
    "articles_article": {"a", "c", "s", "m", "all"},
    "articles_articlelanguage": {"a", "act"},
    "articles_tally": {"c", "s", "m", "all"},
    "articles_category": {"site"},
    "articles_sharecard": {"a"},
    "figures_indicator": {"i", "figures"},
    "figures_value": {"i", "figures"},
    "investing_guide": {"a"},
    "liangjiang_homeslot": {"home"},
    "liangjiang_mourning": {"site"},
    "liangjiang_sitenotice": {"site"},
    "library_picture": {"p"},
    "living_info": {"a"},
    "news_photostory": {"a"},
    "news_story": {"a"},
    "news_storypicture": {"a"},
}


@dataclass
class Seen:
    """A page as it was answered, with what it had recorded."""

    status: int
    content: bytes
    tags: set[str]


@pytest.fixture
def portal(db, clock) -> SimpleNamespace:
    return small_portal.make()


def seen(visitor, places: dict[str, str]) -> dict[str, Seen]:
    found = {}
    for name, place in places.items():
        with recording() as tags:
            response = visitor.get(place)
        found[name] = Seen(response.status_code, response.content, tags)
    return found


def tables(question: str) -> set[str]:
    return set(re.findall(r'(?:FROM|JOIN) "(\w+)"', question))


def outermost(question: str) -> str:
    """Return a question without those within it, such as whether a menu names a category."""
    while (bare := re.sub(r"\([^()]*\)", "", question)) != question:
        question = bare
    return question


def family(tag: str) -> str:
    return tag.partition(".")[0].rstrip("-0123456789")


def test_page_has_recorded_every_table_that_it_reads(visitor, portal):
    questions: list[str] = []

    def note(execute, sql, *rest):
        questions.append(sql)
        return execute(sql, *rest)

    for name, place in addresses(portal).items():
        questions.clear()
        with connection.execute_wrapper(note):
            page = seen(visitor, {name: place})[name]
        assert page.status == 200, name
        families = {family(tag) for tag in page.tags}
        for question in questions:
            unknown = tables(question) - OF_TABLE.keys()
            assert not unknown, f"{name} reads {unknown}: by which tags do acts name it?"
            for table in tables(outermost(question)):
                assert families & OF_TABLE[table], f"{name} reads {table}, records {families}"


# What an act changes


def edit(article, names, at=None, expires=None, **fields) -> None:
    publishing.publish(factories.edited(article, **fields), names, at=at, expires=expires)


def rename(portal, desk) -> None:
    category = factories.category("news.events")
    place = reverse("admin:articles_category_change", args=[category.pk])
    browser = desk("administrator")
    browser.post(place, pages.shown(browser.get(place)) | {"name_en": "What is on"})
    assert Category.objects.get(pk=category.pk).name_en == "What is on"


def change_number(portal, _desk) -> None:
    value = portal.indicator.values.get(year=2021)
    value.number = 7
    value.save()


def complete(portal, _desk) -> None:
    type(portal.olive).objects.filter(pk=portal.olive.pk).update(renditions_made_at=None)
    making.make_all(portal.olive)


def replace_figure(portal, _desk) -> None:
    Indicator.objects.all().delete()
    portal.indicator = factories.figure({2020: "1"}, name_en="Other")


# One after the other, each on what the ones before it have left.
ACTS: dict[str, Callable] = {
    "an English text is edited": lambda p, _: edit(p.story, [EN], title_en="First, edited"),
    "shared facts are edited": lambda p, _: edit(p.story, [strands.SHARED], picture=p.olive),
    "another one leads": lambda p, _: edit(p.neighbour, [strands.SHARED], is_featured=True),
    "a caption is edited": lambda p, _: edit(p.photos, [EN], picture_caption_en="High water"),
    "a picture has all its sizes": complete,
    "what a text leads to appears": lambda p, _: publishing.publish(p.waiting, [EN, ZH]),
    "it is dated back": lambda p, _: edit(p.waiting, [EN], at=factories.PAST),
    "it is filed elsewhere": lambda p, _: edit(
        p.waiting, [strands.SHARED], category=factories.category("living.info")
    ),
    "it is taken down": lambda p, _: publishing.withdraw(p.waiting, [EN]),
    "a number changes": change_number,
    "a figure takes another's place": replace_figure,
    "a place on the home page": lambda p, _: factories.slot("secondary", p.info),
}
# What changes menus, or stands everywhere.
ACTS_ON_EVERY_PAGE: dict[str, Callable] = {
    "a single page is taken down": lambda p, _: publishing.withdraw(p.single, [EN]),
    "a category is emptied": lambda p, _: publishing.withdraw(p.success, [EN]),
    "a category is renamed": rename,
    "a notice": lambda _p, _: factories.notice(),
}


def ordered_by(act: Callable, portal, desk) -> set[str]:
    PurgeOrder.objects.all().delete()
    act(portal, desk)
    return {tag for order in PurgeOrder.objects.all() for tag in order.tags}


def test_every_page_that_an_act_changes_was_named_by_it(visitor, desk, portal):
    places = addresses(portal)
    before = seen(visitor, places)
    for name, act in ACTS.items():
        ordered = ordered_by(act, portal, desk)
        after = seen(visitor, places)
        changed = {place for place in places if differs(before[place], after[place])}
        assert changed, f"{name}: changes no page"
        forgotten = {place for place in changed if not meet(ordered, before[place].tags)}
        assert not forgotten, f"{name}: ordered {sorted(ordered)}"
        before = after
    for name, act in ACTS_ON_EVERY_PAGE.items():
        assert ordered_by(act, portal, desk) == {SITE}, name


def differs(before: Seen, after: Seen) -> bool:
    """Whether a page that could be stored answers otherwise now."""
    return before.status == 200 and (after.status, after.content) != (200, before.content)


def test_text_that_is_edited_leaves_other_pages_alone(visitor, portal):
    before = seen(visitor, addresses(portal))
    PurgeOrder.objects.all().delete()
    edit(portal.story, [EN], body_en="<p>New.</p>")
    (order,) = PurgeOrder.objects.all()
    assert set(order.tags) == {f"a{portal.story.pk}.en", "act"}
    named = {name for name, page in before.items() if meet(order.tags, page.tags)}
    assert {"story (en)", "category (en)", "home (en)"} <= named
    others = ("another category", "another section", "guide", "info", "figures", "site map")
    assert not named & {f"{name} ({code})" for name in others for code in languages.codes()}
    assert not named & {"category (zh-hans)", "home (zh-hans)", "feed (zh-hans)"}


# What changes by itself


def test_page_ends_with_the_second_at_which_it_changes_by_itself(visitor, portal, clock):
    moments = [TOMORROW + number * HOUR for number in range(4)]
    place = factories.category("living.travel")
    publishing.publish(portal.waiting, [EN], at=moments[0])
    edit(portal.neighbour, [EN, ZH], expires={EN: moments[1]})
    edit(portal.story, [EN], at=moments[2], expires={EN: NEXT_WEEK}, title_en="Tomorrow")
    edit(portal.info, [strands.SHARED], at=moments[3], category=place)
    places = addresses(portal)
    before = seen(visitor, places)
    for moment in moments:
        ends_at = {name: ends.end_of(page.tags) for name, page in before.items()}
        clock.move_to(moment)
        after = seen(visitor, places)
        changed = {name for name in places if differs(before[name], after[name])}
        assert changed
        assert {ends_at[name] for name in changed} == {moment}
        before = after
