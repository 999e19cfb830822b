"""Which language is out of date: words decide, and nothing else makes a translation stale."""

import importlib

import pytest
from django.apps import apps

from articles import facts, publishing, strands, working_copies
from articles.models import Act, ArticleLanguage
from languages import EN, ZH
from tests import factories
from tests.articles.days import NEXT_WEEK, TOMORROW

pytestmark = pytest.mark.django_db
EVERY_FACT = ["match", "work", "hashes", "basis_number", "basis_hashes", "basis_is_confirmed"]


def matches(article) -> tuple[str, str]:
    known = facts.of(article)
    return known[EN].match, known[ZH].match


def work(article) -> tuple[str, str]:
    known = facts.of(article)
    return known[EN].work, known[ZH].work


def test_what_is_written_in_one_language_is_missing_in_the_other():
    assert matches(factories.make(langs=[])) == ("nothing", "nothing")
    story = factories.make(langs=[EN])
    assert matches(story) == ("only", "missing")
    factories.edited(story, title_zh_hans="江上春天")
    assert matches(story) == ("current", "current")
    factories.edited(story, title_zh_hans="")
    assert matches(story) == ("only", "missing")


def test_text_that_is_changed_makes_the_other_language_out_of_date_and_back(clock):
    live = factories.live()
    clock.move_to(TOMORROW)
    factories.edited(live, summary_en="The river falls.")
    assert matches(live) == ("current", "outdated")
    assert facts.of(live)[ZH].match_since == TOMORROW
    clock.move_to(NEXT_WEEK)
    factories.edited(live, title_en="Another title, too")
    assert facts.of(live)[ZH].match_since == TOMORROW
    factories.edited(live, summary_en=factories.TEXT[EN]["summary"], title_en="Spring on the river")
    assert matches(live) == ("current", "current")
    assert facts.of(live)[ZH].match_since is None


def test_catching_up_makes_nothing_stale_and_needs_a_word_to_end():
    story, person = factories.make(), factories.person("translator")
    factories.edited(story, body_zh_hans="<p>五月，江水回落。</p>")
    factories.edited(story, body_en="<p>In May the river falls.</p>")
    assert matches(story) == ("outdated", "current")
    act = facts.confirm(story, person, "Read side by side")
    assert matches(story) == ("confirmed", "confirmed")
    assert (act.verb, act.strands) == (Act.Verb.CONFIRM, {EN: 2, ZH: 2})
    kept = facts.of(story)[EN]
    assert (kept.basis_number, kept.basis_own_number, kept.basis_by) == (2, 2, person)


def test_both_changed_in_one_save_stay_current_but_are_no_longer_confirmed():
    story = factories.make()
    facts.confirm(story, None)
    factories.edited(story, title_en="High water", title_zh_hans="大水")
    assert matches(story) == ("current", "current")
    assert facts.of(story)[ZH].basis_number == 2


def test_small_edit_leaves_the_other_language_valid_and_confirmed():
    story = factories.make()
    facts.confirm(story, None)
    factories.edited(story, title_en="Spring on the rivers")
    assert matches(story) == ("current", "outdated")
    act = facts.small_edit(story, EN, None, "A typing error")
    assert matches(story) == ("confirmed", "confirmed")
    assert (act.verb, act.strands, act.note) == (Act.Verb.SMALL_EDIT, {EN: 2}, "A typing error")


def test_first_translation_is_compared_with_what_its_writer_saw():
    story = factories.make(langs=[EN])
    opened = {EN: 1, ZH: 0, strands.SHARED: 1}
    factories.edited(story, title_en="Somebody corrects it meanwhile")
    row = working_copies.edit(story)
    row.title_zh_hans = "江上春天"
    row.save()
    working_copies.record(row, opened=opened)
    assert matches(story) == ("current", "outdated")
    assert facts.of(story)[ZH].basis_number == 1


@pytest.mark.parametrize("kind", ["news.story", "living.info"])
def test_nothing_but_words_makes_a_language_out_of_date(kind):
    story = factories.make(kind)
    before = facts.of(story)
    publishing.publish(story, [EN, ZH])
    publishing.withdraw(story, [EN], reason="Not yet")
    publishing.publish(story, [EN], at=NEXT_WEEK)
    looks = {
        "body_en": "<h2></h2><p>The river <strong>rises</strong> in\u00a0April.</p>"
        '<p><a href="https://example.org/">Boats</a> go  on.</p>',
        "body_zh_hans": "<p>四月, 江水上涨。</p><p>船照常开。</p>",
        "picture": factories.picture(),
        "category": factories.category("news.business"),
        "is_featured": True,
        "slug": "else",
    }
    for name in ("source", "author", "seo_description", "picture_alt", "picture_credit"):
        looks |= {f"{name}_en": "New", f"{name}_zh_hans": ""}
    for name, value in looks.items():
        factories.edited(story, **{name: value})
        assert matches(story) == ("current", "current"), name
    after = facts.of(story)
    assert [row.hashes for row in after.values()] == [row.hashes for row in before.values()]
    factories.edited(story, body_en="<p>The river rises in May.</p>")
    assert matches(story) == ("current", "outdated")


def test_row_that_is_removed_is_no_change_of_words_and_one_with_words_is():
    story = factories.make("news.photostory")
    story.pictures.first().delete()
    working_copies.record(story)
    assert matches(story) == ("current", "current")
    row = story.pictures.first()
    row.credit_en, row.alt_en, row.position = "Somebody", "Something", 9
    row.save()
    working_copies.record(factories.fresh(story))
    assert matches(story) == ("current", "current")
    factories.add_row(story, "pictures", 3, langs=[EN])
    working_copies.record(factories.fresh(story))
    assert matches(story) == ("current", "outdated")


def test_text_of_a_kind_of_its_own_counts():
    place = factories.make("living.info")
    factories.edited(place, opening_hours_zh_hans="9:00—18:00")
    assert matches(place) == ("outdated", "current")


def test_draft_that_is_thrown_away_takes_what_was_said_of_it_along():
    live = factories.live()
    factories.edited(live, title_en="High water")
    publishing.publish(live, [EN])
    assert matches(live) == ("current", "outdated")
    factories.edited(live, title_zh_hans="大水")
    facts.confirm(live, None)
    assert matches(live) == ("confirmed", "confirmed")
    working_copies.discard(live)
    assert matches(live) == ("current", "outdated")


def test_work_is_what_differs_from_what_is_public_or_was():
    story = factories.make(langs=[EN])
    assert work(story) == ("draft", "none")
    publishing.publish(story, [EN], at=NEXT_WEEK)
    assert work(story) == ("none", "none")
    factories.edited(story, title_zh_hans="大水")
    assert work(story) == ("none", "draft")
    factories.edited(story, title_en="High water")
    assert work(story) == ("draft", "draft")
    working_copies.discard(story)
    assert work(story) == ("none", "none")
    publishing.withdraw(story, [EN])
    assert work(story) == ("none", "none")
    factories.edited(story, title_en="High water")
    assert work(story) == ("draft", "none")


def test_review_holds_for_the_version_it_was_made_of():
    live = factories.live()
    row = factories.edited(live, title_en="High water")
    ArticleLanguage.objects.filter(article=live, language=EN).update(
        work="approved", work_number=row.version_en
    )
    factories.edited(live, title_zh_hans="大水")
    assert work(live) == ("approved", "draft")
    factories.edited(live, title_en="Higher water")
    assert work(live) == ("draft", "draft")


def test_update_of_the_portal_finds_the_same_as_writing_does():
    live = factories.live("news.photostory")
    factories.edited(live, title_en="High water", title_zh_hans="大水")
    made = [live, factories.make("living.info", langs=[ZH]), factories.make(langs=[])]
    columns = ["article_id", "language", *EVERY_FACT]
    before = list(ArticleLanguage.objects.order_by("pk").values(*columns))
    ArticleLanguage.objects.exclude(article=live).delete()
    ArticleLanguage.objects.update(hashes={}, match="nothing", work="none", basis_hashes={})
    importlib.import_module("articles.migrations.0008_facts_of_languages").fill(apps, None)
    after = ArticleLanguage.objects.order_by("article_id", "language").values(*columns)
    assert list(after) == sorted(before, key=lambda row: (row["article_id"], row["language"]))
    for article in made:
        facts.refresh(article)
    assert list(after.all()) == list(after)
