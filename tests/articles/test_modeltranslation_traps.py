"""Where modeltranslation would answer from the wrong language: one test for each shape we use.

The numbers are those of the table in reference/modeltranslation.md.
"""

import threading

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.db.models import Count
from django.utils.translation import get_language, override
from modeltranslation.translator import translator

import languages
from articles import facts, states, strands
from articles.addresses import in_language
from articles.kinds import kinds
from articles.models import Article, Category
from articles.models.language import Work
from languages import EN, ZH, UnknownLanguage
from news.models import Story
from tests import factories
from tests.articles.days import HOUR

WRONG = ["zh", "zh-cn", "zh-hans-cn", "ZH-HANS", "fr", "", None]


@pytest.fixture(params=[EN, ZH, None], ids=["en", "zh-hans", "none"])
def active(request):
    """The language that happens to be active; no answer may depend on it."""
    with override(request.param):
        yield request.param


@pytest.fixture
def three(db) -> dict[str, Article]:
    """An article in both languages, one in English alone, one in Chinese alone."""
    return {
        "both": factories.live(title_en="Both", title_zh_hans="两种"),
        "english": factories.live(langs=[EN], title_en="English alone"),
        "chinese": factories.live(langs=[ZH], title_zh_hans="只有中文"),
    }


def spoil_base_columns() -> None:
    """Write rubbish where the library keeps whatever language was saved last (14)."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET title = 'rubbish', summary = 'rubbish'")
        cursor.execute("UPDATE articles_article SET body = 'rubbish', source = 'rubbish'")
        cursor.execute("UPDATE articles_category SET name = 'rubbish', description = 'rubbish'")


# Codes (11, 12)


@pytest.mark.nodb
@pytest.mark.parametrize("code", WRONG)
def test_column_of_a_wrong_code_raises_instead_of_meaning_english(code):
    with pytest.raises((UnknownLanguage, AttributeError)):
        languages.column("title", code)


@pytest.mark.parametrize("code", WRONG)
def test_public_articles_in_a_wrong_code_raise_instead_of_being_the_english_ones(db, code):
    with pytest.raises(UnknownLanguage):
        Article.objects.public(code)


@pytest.mark.nodb
@pytest.mark.parametrize("code", ["zh", "zh-CN", "zh_CN", "zh-SG", "zh-Hans-CN", "ZH-hans"])
def test_every_name_of_chinese_becomes_ours_at_the_door(code):
    assert languages.normalise(code) == ZH


@pytest.mark.nodb
@pytest.mark.parametrize("code", ["fr", "", None, "z", "english"])
def test_name_of_no_language_of_ours_raises_at_the_door(code):
    with pytest.raises(UnknownLanguage):
        languages.normalise(code)


# Reading (1, 3, 4, 14)


def test_public_articles_depend_on_the_language_that_is_asked_for_alone(three, active):
    english = {article.pk for article in Article.objects.public(EN)}
    chinese = {article.pk for article in Article.objects.public(ZH)}
    assert english == {three["both"].pk, three["english"].pk}
    assert chinese == {three["both"].pk, three["chinese"].pk}


def test_order_by_date_is_that_of_the_language_that_is_asked_for(three, active):
    Article.objects.filter(pk=three["both"].pk).update(published_at_zh_hans=factories.PAST + HOUR)
    assert Article.objects.public(ZH).newest(ZH).first().pk == three["both"].pk
    assert Article.objects.public(EN).newest(EN).first().pk == three["english"].pk


def test_list_rows_hold_both_titles_and_no_body(three, active, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = list(Article.objects.live().for_lists().order_by("pk"))
        titles = [(row.title_en or "", row.title_zh_hans or "") for row in rows]
        names = [row.category.section.name_zh_hans for row in rows]
    assert titles == [("Both", "两种"), ("English alone", ""), ("", "只有中文")]
    assert names == ["新闻"] * 3
    assert rows[0].get_deferred_fields() == {"body", "body_en", "body_zh_hans"}


def test_row_of_a_list_can_be_saved_without_losing_its_bodies(three, active):
    Article.objects.for_lists().get(pk=three["both"].pk).save()
    both = factories.fresh(three["both"])
    assert "April" in both.body_en
    assert "四月" in both.body_zh_hans


def test_lookup_by_a_language_column_reads_that_column(three, active):
    assert Article.objects.get(title_zh_hans="只有中文").pk == three["chinese"].pk
    assert Story.objects.get(title_en__icontains="english").pk == three["english"].pk
    assert Story.objects.filter(title_zh_hans__contains="两").count() == 1


def test_values_of_language_columns_are_those_of_the_columns(three, active):
    rows = Article.objects.order_by("pk").values_list("title_en", "title_zh_hans")
    assert [tuple(text or "" for text in row) for row in rows] == [
        ("Both", "两种"),
        ("English alone", ""),
        ("", "只有中文"),
    ]


def test_nothing_stands_in_for_a_text_that_is_missing(three):
    with override(ZH):
        assert not factories.fresh(three["english"]).title
    with override(EN):
        assert not factories.fresh(three["chinese"]).title


def test_what_the_library_saved_last_is_never_shown(three, visitor):
    spoil_base_columns()
    section, feed = "/zh/news/", "/zh/news/events/feed.atom"
    pages = [in_language(three["both"], code) for code in (EN, ZH)]
    pages += ["/en/", "/zh/", "/en/news/", section, "/zh/news/events/", feed, "/en/site-map/"]
    for page in [*pages, "/sitemap-news.xml"]:
        response = visitor.get(page)
        assert response.status_code == 200, page
        assert b"rubbish" not in response.content, page


def test_title_in_a_sentence_is_in_the_active_language_or_else_in_the_one_there_is(three):
    both, chinese = three["both"], three["chinese"]
    with override(ZH):
        assert (str(both), str(chinese)) == ("两种", "只有中文")
    with override(EN):
        assert (str(both), str(chinese)) == ("Both", "只有中文")
    with override(None):
        assert str(both) == "Both"


# Two kinds of nothing (22)


@pytest.mark.nodb
@pytest.mark.parametrize("nothing", [None, "", "  ", "\n"])
def test_empty_text_is_no_text_however_it_is_stored(nothing):
    assert not languages.has_text(Story(title_en=nothing), "title", EN)
    assert languages.has_text(Story(title_en=" a "), "title", EN)


@pytest.mark.parametrize("nothing", [None, ""])
def test_filter_finds_an_unwritten_language_however_nothing_is_stored(db, active, nothing):
    article = factories.make(langs=[EN])
    Article.objects.filter(pk=article.pk).update(title_zh_hans=nothing)
    facts.refresh(article)
    found = {key for key in states.WORDS if states.filter_rows(Article.objects.live(), ZH, key)}
    assert found == {states.NEVER, Work.NONE, states.MISSING}


# Expressions and joins (1)


def test_subquery_for_the_version_of_the_copy_reads_the_real_column(three, active):
    copy = factories.edited(three["both"], title_zh_hans="改过的")
    row = states.with_copies(Article.objects.live()).get(pk=three["both"].pk)
    assert row.copy_version_shared == copy.version_shared == row.version_shared
    assert states.of_list_row(row, ZH).has_newer_draft
    assert not states.of_list_row(row, EN).has_newer_draft


def test_comparison_with_the_copy_across_the_join_reads_real_columns(three, active):
    factories.edited(three["both"], title_zh_hans="改过的")
    factories.edited(three["english"])
    assert states.filter_newer_draft(Article.objects.live()).get().pk == three["both"].pk


def test_writing_versions_writes_no_text(three, active):
    both = factories.fresh(three["both"])
    both.title_en = both.title_zh_hans = "must not be stored"
    both.save(update_fields=[strands.version_column(ZH)])
    both = factories.fresh(both)
    assert (both.title_en, both.title_zh_hans) == ("Both", "两种")


# Ordering and counting (2)


@pytest.mark.nodb
@pytest.mark.parametrize("model", translator.get_registered_models(), ids=str)
def test_no_translated_model_is_ordered_by_default(model):
    assert not model._meta.ordering


def test_counting_by_category_counts_the_articles(three, active):
    rows = Article.objects.values("category").annotate(number=Count("pk"))
    assert [row["number"] for row in rows] == [3]


# Children (25)


@pytest.mark.nodb
def test_every_kind_is_made_as_the_library_needs_it():
    assert [found for found in run_checks() if not found.is_silenced()] == []
    for model in kinds().values():
        assert model(title_en="a", title_zh_hans="b").title_zh_hans == "b"


@pytest.mark.parametrize("kind", kinds())
def test_child_and_parent_read_the_same_texts(db, active, kind):
    article = factories.make(kind)
    parent = Article.objects.get(pk=article.pk)
    for code in languages.codes():
        for name in ("title", "summary", "body", "source"):
            column = languages.column(name, code)
            assert getattr(parent, column) == getattr(factories.fresh(article), column) != ""


# The default language is not required (34)


def test_article_in_chinese_alone_is_accepted(db):
    category = factories.category("news.events")
    for code in (EN, ZH):
        with override(code):
            Story(title_zh_hans="只有中文", category=category).full_clean()


def test_category_keeps_a_name_in_each_language(db, active):
    names = Category.objects.filter(key="news").values_list("name_en", "name_zh_hans").get()
    assert names == ("News", "新闻")


# Threads (13)


def test_new_thread_does_not_inherit_the_language_and_does_not_need_it(three):
    seen = []
    with override(ZH):
        both = three["both"]
        # What a worker's thread would be asked for names its language.
        names = [in_language, lambda *_: get_language()]
        thread = threading.Thread(target=lambda: seen.extend(name(both, ZH) for name in names))
        thread.start()
        thread.join()
    assert seen == [f"/zh/news/{both.pk}-{both.slug}/", EN]


@pytest.mark.nodb
def test_going_through_all_languages_leaves_the_active_one_as_it_was():
    with override(ZH):
        assert [(code, get_language()) for code in languages.each()] == [(EN, EN), (ZH, ZH)]
        assert get_language() == ZH
    with override(None):
        list(languages.each())
        assert get_language() is None
