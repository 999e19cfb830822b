"""Editors say which words mean the same and which page is the right one, effective at once."""

import pytest

from languages import EN, ZH
from search.models import Promotion, Synonym
from tests import factories, pages

SYNONYMS, RECOMMENDED = "/admin/search/synonym/", "/admin/search/promotion/"
COMPANY = "WFOE\n外商独资企业\nwholly foreign-owned enterprise"


def add(browser, place: str, **typed):
    """Fill in a form and save it; return the page that comes."""
    form = pages.shown(browser.get(f"{place}add/"))
    return browser.post(f"{place}add/", form | typed, follow=True)


def test_synonyms_and_recommendations_hold_from_the_next_search_on(desk, visitor):
    firm = factories.titled("Setting up a wholly foreign-owned enterprise", "investing.guide")
    ferry = factories.titled("Ferry")
    browser = desk("editor")
    answer = visitor.get("/en/search/?q=wfoe")
    assert "No page contains" in pages.text(answer)
    add(browser, SYNONYMS, words=COMPANY)
    add(browser, RECOMMENDED, words="WFOE\nset up", article=ferry.pk, language="en")
    found = visitor.get("/en/search/?q=wfoe").content.decode()
    assert found.index(ferry.get_absolute_url()) < found.index(firm.get_absolute_url())
    rows = pages.text(browser.get(RECOMMENDED))
    assert "WFOE, set up" in rows and "Ferry" in rows
    promotion = Promotion.objects.get()
    browser.post(f"{RECOMMENDED}{promotion.pk}/delete/", {"post": "yes"})
    assert ferry.get_absolute_url() not in visitor.get("/en/search/?q=wfoe").content.decode()


@pytest.mark.parametrize("language", [EN, ZH])
def test_what_could_help_nobody_is_refused_in_words(desk, language):
    browser = desk("publisher", interface_language=language)
    Synonym.objects.create(words=COMPANY)

    def said(words: str, place: str = SYNONYMS) -> str:
        return pages.text(add(browser, place, words=words))

    def message(english: str, **parts) -> str:
        return pages.in_chinese(english, **parts) if language == ZH else english % parts

    too_few = "Enter at least two words, each on its own line."
    assert message(too_few) in said("visa") and message(too_few) in said("Visa\nVISA")
    says_little = "“%(line)s” says too little: nobody can search for it alone."
    assert message(says_little, line="the") in said("visa\nthe")
    assert message(says_little, line="--") in said("visa\n--", RECOMMENDED)
    too_long = "“%(line)s” is longer than %(most)s characters."
    assert message(too_long, line="x" * 61, most=60) in said(f"visa\n{'x' * 61}")
    elsewhere = "“%(word)s” stands elsewhere already: %(other)s. Add your words there."
    other = str(Synonym.objects.get())
    assert message(elsewhere, word="ｗｆｏｅ", other=other) in said("company\nｗｆｏｅ")
    assert message("Enter at most %(most)s lines.", most=20) in said(
        "\n".join(f"word{number}" for number in range(21))
    )
    assert Synonym.objects.count() == 1 and not Promotion.objects.exists()


def test_only_editors_say_such_things(desk):
    story = factories.live()
    for role in ("author", "translator", "enquiry-desk"):
        browser = desk(role)
        for place in (SYNONYMS, RECOMMENDED):
            assert browser.get(place).status_code == 403
            forged = {"words": "a visa\nb visa", "article": story.pk, "position": 0}
            assert browser.post(f"{place}add/", forged).status_code == 403
    assert not Synonym.objects.exists() and not Promotion.objects.exists()
