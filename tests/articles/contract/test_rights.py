"""Who may do what with an article: a matter of its section, the language and the act."""

import pytest

from articles import rights, working_copies
from articles.kinds import kinds
from articles.rights import PUBLISH, WRITE, may
from languages import EN, ZH, column
from tests import factories, pages

pytestmark = pytest.mark.once


def section_of(kind: str) -> str:
    return factories.HOME_CATEGORY[kind].split(".")[0]


def filed(kind: str):
    return factories.category(factories.HOME_CATEGORY[kind])


@pytest.mark.parametrize(
    ("role", "writes", "publishes"),
    [
        ("author", True, False),
        ("translator", True, False),
        ("editor", True, True),
        ("publisher", True, True),
        ("administrator", True, True),
        ("enquiry-desk", False, False),
    ],
)
def test_each_role_may_do_its_work_in_every_section_and_language(db, role, writes, publishes):
    person = factories.person(role)
    for kind in kinds():
        for code in (EN, ZH):
            assert may(person, WRITE, filed(kind), code) == writes
            assert may(person, PUBLISH, filed(kind), code) == publishes


def test_right_in_one_language_is_no_right_in_the_other(db, kind, language, other):
    person = factories.restricted((PUBLISH, "", language))
    assert may(person, PUBLISH, filed(kind), language)
    assert not may(person, PUBLISH, filed(kind), other)
    assert not may(person, WRITE, filed(kind), language)
    assert rights.languages_open_to(person, PUBLISH, filed(kind)) == [language]


def test_right_in_one_section_is_no_right_in_the_others(db, kind, language):
    person = factories.restricted((WRITE, section_of(kind), ""))
    assert may(person, WRITE, filed(kind), language)
    elsewhere = "news.local" if section_of(kind) != "news" else "living.info"
    assert not may(person, WRITE, factories.category(elsewhere), language)
    # "Anywhere?" and "in any language?" are questions too.
    assert may(person, WRITE)
    assert may(person, WRITE, filed(kind))


def test_who_has_left_may_do_nothing_even_as_a_superuser(db, kind):
    person = factories.person("administrator", is_superuser=True, is_active=False)
    assert not may(person, WRITE, filed(kind))


def test_questions_about_rights_ask_the_database_once(db, kind, django_assert_num_queries):
    person, category = factories.person("editor"), filed(kind)
    with django_assert_num_queries(1):
        for verb in (WRITE, PUBLISH):
            for code in (EN, ZH):
                may(person, verb, category, code)


def test_person_of_one_language_cannot_change_the_other_even_by_a_forged_post(
    desk, kind, language, other
):
    article = factories.live(kind)
    working_copies.edit(article)
    browser = desk(factories.restricted((WRITE, "", language)))
    forged = {
        column("title", language): "Mine",
        column("title", other): "Forged",
        column("body", other): "<p>Forged</p>",
    }
    for relation in article.row_relations:
        forged |= {
            f"{relation}-0-{column('caption', code)}": "Forged" for code in (language, other)
        }
    form = browser.get(pages.address(article))
    browser.post(pages.address(article), pages.shown(form) | forged | {"_save": "1"})
    copy = working_copies.edit(article)
    assert getattr(copy, column("title", language)) == "Mine"
    assert working_copies.changed_strands(copy, article) == [language]
    for relation in article.row_relations:
        row = getattr(copy, relation).order_by("position")[0]
        assert getattr(row, column("caption", language)) == "Forged"
        assert getattr(row, column("caption", other)) != "Forged"


@pytest.mark.both
def test_group_that_was_renamed_keeps_its_rights(db, kind):
    person = factories.person("editor")
    person.groups.update(name="Newsroom 新闻编辑部")
    rights.ensure_roles()
    assert may(person, PUBLISH, filed(kind), EN)
