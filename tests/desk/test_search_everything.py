"""The search in the header: everything a person may see, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import working_copies
from articles.models import OldAddress
from contact.models.handling import Step
from tests import factories, pages

SEARCH = "/admin/search/"


def found(browser, q: str, **more) -> dict[str, list[str]]:
    """Return the titles found, by group."""
    page = browser.get(SEARCH, {"q": q, **more})
    assert page.status_code == 200
    return {
        group.key: ["".join(part.text for part in item.titles[0].parts) for item in group.items]
        for group in page.context["groups"]
    }


@pytest.fixture
def editor(desk):
    return desk("editor", interface_language="en")


def test_field_is_on_every_page_of_the_desk(editor):
    live = factories.live()
    for place in ("/admin/", "/admin/news/story/", pages.address(live), SEARCH):
        assert 'action="/admin/search/"' in editor.get(place).content.decode()


def test_articles_of_all_kinds_are_found_in_both_languages_drafts_too(editor):
    factories.live(title_en="Harbour day")
    factories.make("investing.guide", title_en="Harbour taxes")
    draft = working_copies.edit(factories.live(title_en="Old name"))
    draft.title_en = "Harbour, newly named"
    draft.save()
    factories.live(summary_zh_hans="果园港迎来开放日")
    assert len(found(editor, "harbour")["articles"]) == 3
    assert len(found(editor, "开放日")["articles"]) == 1
    assert found(editor, "harbour taxes")["articles"] == ["Harbour taxes"]
    page = editor.get(SEARCH, {"q": "harbour taxes"}).content.decode()
    assert "<mark>Harbour</mark> <mark>taxes</mark>" in page
    assert "Draft" in pages.text(editor.get(SEARCH, {"q": "harbour taxes"}))


def test_words_of_a_text_are_found_with_the_place_where_they_stand(editor):
    factories.live(title_en="A title", body_en="<p>One thing.</p><p>The pelican lands.</p>")
    factories.live(title_zh_hans="题目", body_zh_hans="<p>江上有鹈鹕。</p>")
    assert found(editor, "pelican") == {"texts": ["A title"]}
    assert (
        "The <mark>pelican</mark> lands." in editor.get(SEARCH, {"q": "pelican"}).content.decode()
    )
    assert (
        '<span class="excerpt" lang="zh-Hans">'
        in editor.get(SEARCH, {"q": "鹈鹕"}).content.decode()
    )
    # Tags are no words.
    assert "texts" not in found(editor, "strong")


def test_number_and_pasted_addresses_lead_to_the_article(editor):
    live = factories.live(title_en="The one")
    copy = working_copies.edit(live)
    OldAddress.objects.create(path="/2021-08/19/content_37546317.htm", article_id=live.pk)
    for typed in (
        f"#{live.pk}",
        str(live.pk),
        f"#{copy.pk}",
        f"http://testserver/en/news/{live.pk}-spring/",
        f"/zh/news/{live.pk}/",
        f"/en/{live.pk}",
        "http://english.liangjiang.gov.cn/2021-08/19/content_37546317.htm",
        "http://www.chinadaily.com.cn/regional/chongqing/liangjiang/2021-08/19/content_37546317.htm",
    ):
        assert found(editor, typed)["number"] == ["The one"], typed
    for typed in ("#99999999", "9" * 30, "http://[", "/en/news/", "https://example.org/1"):
        assert "number" not in found(editor, typed), typed


def test_pictures_categories_notices_redirects_and_the_handbook_are_found(editor):
    picture = factories.picture()
    picture.title_zh_hans = "嘉陵江大桥"
    picture.save()
    factories.notice(text_en="The bridge is closed.")
    OldAddress.objects.create(path="/bridge", target="/en/news/")
    assert found(editor, "嘉陵江")["pictures"] != []
    assert "categories" in found(editor, "Events")
    assert found(editor, "bridge")["notices"] == ["The bridge is closed."]
    assert found(editor, "bridge")["redirects"] == ["/bridge"]
    assert "Taking something down" in found(editor, "bookmarked")["handbook"]


# Who sees what


def test_everybody_finds_only_what_they_may_see(desk):
    factories.live(title_en="River story")
    factories.person("author", "river")
    OldAddress.objects.create(path="/river", target="/en/news/")
    number = factories.enquiry(name="River Person", message="river").reference
    seen = {
        role: set(found(desk(role), "river")) | set(found(desk(role, name=f"{role}2"), number))
        for role in ("author", "publisher", "enquiry-desk", "administrator")
    }
    assert seen["author"] == {"articles"}  # not once more among the texts
    assert seen["publisher"] == {"articles", "redirects"}
    assert seen["enquiry-desk"] == {"enquiries"}
    assert seen["administrator"] == {"articles", "redirects", "people", "enquiries"}


def test_enquiries_are_found_by_number_alone_and_nothing_of_the_person_is_shown(desk):
    row = factories.enquiry(name="Zhou Wei", email="zhou@example.org", message="A secret wish")
    officer = desk("enquiry-desk", interface_language="en")
    page = officer.get(SEARCH, {"q": row.reference.lower()})
    assert row.reference in pages.text(page)
    for word in ("Zhou", "zhou@example.org", "secret"):
        assert word not in pages.text(page)
        assert "enquiries" not in found(officer, word)
    # Nobody has looked at it.
    assert not Step.objects.exists()


def test_search_needs_somebody_who_is_signed_in(visitor, db):
    assert visitor.get(SEARCH, {"q": "x"})["Location"].startswith("/admin/login/")
    assert visitor.get("/admin/work/drafts/").status_code == 302


# Many


def test_ten_of_a_group_are_shown_and_a_page_has_all(editor):
    for number in range(12):
        factories.titled(f"Ferry {number}")
    page = editor.get(SEARCH, {"q": "ferry"})
    assert len(page.context["groups"][0].items) == 10
    assert "All 12" in pages.text(page)
    assert 'href="?q=ferry&amp;in=articles"' in page.content.decode()
    assert len(found(editor, "ferry", **{"in": "articles"})["articles"]) == 12


def test_search_asks_no_more_the_more_it_finds(editor, django_assert_num_queries):
    factories.titled("Ferry", body_en="<p>ferry</p>")
    with CaptureQueriesContext(connection) as first:
        found(editor, "ferry")
    assert len(first) <= 22
    for number in range(15):
        working_copies.edit(factories.titled(f"Ferry {number}", body_en="<p>ferry</p>"))
    with django_assert_num_queries(len(first)):
        assert len(found(editor, "ferry")["articles"]) == 10


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%25_%5C%27%22", "q=" + "word%20" * 500, "q=x&in=nothing", "q=x&p=-1"]
)
def test_what_somebody_mistyped_breaks_nothing(editor, query):
    factories.live()
    assert editor.get(f"{SEARCH}?{query}").status_code == 200


def test_nothing_found_says_what_else_to_try(editor):
    words = pages.text(editor.get(SEARCH, {"q": "zzzz"}))
    assert "Nothing found. Try fewer or shorter words" in words
