"""The publishing function: what it refuses, which dates it sets, and the record it leaves."""

import pytest
from django.utils.translation import override

from articles import publishing, strands
from articles.models import Act, Article, ArticleLanguage
from languages import EN, ZH, UnknownLanguage
from tests import factories, pages
from tests.articles.days import HOUR, LAST_YEAR, NEXT_WEEK, NOW, TOMORROW, YESTERDAY


def known(article, code: str = EN) -> ArticleLanguage:
    return ArticleLanguage.objects.get(article_id=article.live_pk, language=code)


def is_public(article, code: str = EN) -> bool:
    return Article.objects.public(code).filter(pk=article.live_pk).exists()


# What is refused


def test_language_that_lacks_texts_is_refused_and_each_is_named(db):
    # A text of blanks alone is no text.
    story = factories.edited(factories.make(), body_en="", source_en="  ")
    with pytest.raises(publishing.Incomplete) as refused:
        publishing.publish(story, [EN])
    assert refused.value.missing == {EN: ["text (English)", "source (English)"]}
    assert not is_public(story)


def test_what_is_missing_is_named_in_the_language_of_the_editor(db):
    story = factories.edited(factories.make(), source_zh_hans="")
    with override(ZH), pytest.raises(publishing.Incomplete) as refused:
        publishing.publish(story, [ZH])
    source, chinese = pages.in_chinese("source"), pages.in_chinese("Chinese")
    assert refused.value.missing == {ZH: [f"{source}（{chinese}）"]}


def test_if_one_of_two_languages_is_refused_neither_is_published(db):
    story = factories.make(langs=["en"])
    with pytest.raises(publishing.Incomplete) as refused:
        publishing.publish(story, [EN, ZH])
    assert list(refused.value.missing) == [ZH]
    assert not is_public(story)
    assert not Act.objects.exists()


def test_picture_needs_a_description_unless_it_is_decorative(db):
    story = factories.make(picture=factories.picture(), picture_alt_en=" ")
    with pytest.raises(publishing.Incomplete) as refused:
        publishing.publish(story, [EN])
    assert refused.value.missing == {EN: ["picture description (English)"]}
    publishing.publish(factories.edited(story, picture_is_decorative=True), [EN])
    assert is_public(story)


def test_photo_story_needs_a_picture_with_words(db):
    story = factories.make("news.photostory", rows=0)
    factories.add_row(story, "pictures", 0, langs=["zh-hans"])
    with pytest.raises(publishing.Incomplete) as refused:
        publishing.publish(story, [EN])
    assert refused.value.missing == {EN: ["at least one picture with a description"]}
    publishing.publish(story, [ZH])


def test_every_picture_of_a_photo_story_that_is_shown_needs_a_description(db):
    story = factories.make("news.photostory")
    story.pictures.filter(position=1).update(alt_en="")
    # Nobody sees this one in English.
    story.pictures.filter(position=2).update(alt_en="", caption_en="")
    with pytest.raises(publishing.Incomplete) as refused:
        publishing.publish(story, [EN])
    assert refused.value.missing == {EN: ["picture description of picture 2"]}


@pytest.mark.parametrize("code", ["fr", "", "english", "shared "])
@pytest.mark.parametrize("act", [publishing.publish, publishing.withdraw])
def test_language_that_the_portal_does_not_have_raises(db, act, code):
    story = factories.live(langs=[EN])
    with pytest.raises(UnknownLanguage):
        act(story, [EN, code])
    assert is_public(story)
    assert Act.objects.count() == 1


@pytest.mark.parametrize("code", ["zh", "zh-CN", "zh_Hans_CN", "ZH-HANS"])
def test_other_names_of_chinese_mean_chinese(db, code):
    story = factories.make()
    publishing.publish(story, [code])
    assert is_public(story, ZH)
    assert not is_public(story, EN)


def test_end_before_the_beginning_is_refused(db, clock):
    story = factories.make()
    with pytest.raises(publishing.EndsBeforeStart):
        publishing.publish(story, [EN], at=TOMORROW, expires={EN: TOMORROW})
    assert not Act.objects.exists()


def test_scheduled_language_cannot_be_moved_behind_its_end(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], at=TOMORROW, expires={EN: TOMORROW + HOUR})
    with pytest.raises(publishing.EndsBeforeStart):
        publishing.publish(story, [EN], at=NEXT_WEEK)
    assert factories.fresh(story).published_at(EN) == TOMORROW


# The first publication


def test_first_publication_brings_the_shared_facts(db):
    story = factories.live(langs=[EN])
    factories.edited(story, category=factories.category("news.business"))
    publishing.withdraw(story, [EN])
    # Nothing is public any more, so there is nobody whose page could change under them.
    publishing.publish(story, [EN])
    assert factories.fresh(story).category.key == "news.business"


def test_second_language_does_not_bring_shared_facts_by_itself(db):
    story = factories.live(langs=[EN])
    factories.edited(story, category=factories.category("news.business"), title_zh_hans="春")
    factories.edited(story, body_zh_hans="<p>水</p>", source_zh_hans="江报")
    publishing.publish(story, [ZH])
    assert factories.fresh(story).category.key == "news.events"
    publishing.publish(story, [strands.SHARED])
    assert factories.fresh(story).category.key == "news.business"


def test_first_publication_makes_the_end_of_the_address(db):
    assert factories.live(title_en="Spring: 25 projects!").slug == "spring-25-projects"


def test_address_of_an_article_in_chinese_alone_is_in_pinyin(db):
    assert (
        factories.live(langs=[ZH], title_zh_hans="两江新区签约").slug
        == "liang-jiang-xin-qu-qian-yue"
    )


def test_later_title_leaves_the_address_alone(db):
    story = factories.live(title_en="Spring")
    publishing.publish(factories.edited(story, title_en="Summer"), [EN, strands.SHARED])
    assert factories.fresh(story).slug == "spring"


# Dates


def test_publishing_now_dates_the_article_now(db, clock):
    story = factories.live(at=None)
    assert story.published_at(EN) == known(story).first_published_at == NOW


def test_date_in_the_past_dates_a_first_publication(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], at=LAST_YEAR)
    assert is_public(story)
    assert factories.fresh(story).published_at(EN) == LAST_YEAR
    assert known(story).first_published_at == known(story).last_updated_at == LAST_YEAR


def test_update_keeps_the_date_of_publication_and_moves_the_date_of_the_update(db, clock):
    story = factories.live(at=LAST_YEAR)
    publishing.publish(factories.edited(story, title_en="Summer"), [EN])
    assert factories.fresh(story).published_at(EN) == LAST_YEAR
    assert known(story).last_updated_at == NOW
    assert known(story, ZH).last_updated_at == LAST_YEAR


def test_scheduled_language_can_be_moved_to_another_time(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], at=TOMORROW)
    publishing.publish(story, [EN], at=NEXT_WEEK)
    clock.move_to(TOMORROW + HOUR)
    assert not is_public(story)
    clock.move_to(NEXT_WEEK)
    assert is_public(story)
    assert known(story).first_published_at == NEXT_WEEK


def test_scheduled_language_can_be_moved_forward_together_with_its_end(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], at=NEXT_WEEK)
    factories.edited(story, title_en="Summer")
    publishing.publish(story, [EN], at=TOMORROW, expires={EN: TOMORROW + HOUR})
    assert factories.fresh(story).expires_at(EN) == TOMORROW + HOUR


def test_scheduled_language_can_be_published_at_once(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], at=TOMORROW)
    publishing.publish(story, [EN], at=NOW)
    assert factories.fresh(story).published_at(EN) == known(story).first_published_at == NOW


def test_text_written_after_scheduling_replaces_the_scheduled_one_and_keeps_its_time(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], at=TOMORROW)
    publishing.publish(factories.edited(story, title_en="Summer"), [EN])
    story = factories.fresh(story)
    assert (story.title_en, story.published_at(EN)) == ("Summer", TOMORROW)
    assert not Act.objects.pending().exists()


def test_publishing_again_after_a_withdrawal_keeps_the_first_date(db, clock):
    story = factories.live(at=LAST_YEAR)
    publishing.withdraw(story, [EN])
    publishing.publish(story, [EN])
    assert factories.fresh(story).published_at(EN) == LAST_YEAR
    assert known(story).first_published_at == LAST_YEAR
    assert known(story).last_updated_at == NOW
    assert known(story).withdrawn_at is None


def test_language_taken_down_before_it_ever_appeared_has_no_first_date(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], at=TOMORROW)
    publishing.withdraw(story, [EN])
    clock.move_to(NEXT_WEEK)
    publishing.publish(story, [EN])
    assert known(story).first_published_at == NEXT_WEEK
    assert factories.fresh(story).published_at(EN) == NEXT_WEEK


@pytest.mark.parametrize("code", [EN, ZH])
def test_date_of_one_language_does_not_touch_the_other(db, clock, code):
    story = factories.live(at=YESTERDAY)
    publishing.publish(story, [code], at=LAST_YEAR)
    dates = {each: factories.fresh(story).published_at(each) for each in (EN, ZH)}
    assert dates == dict.fromkeys((EN, ZH), YESTERDAY) | {code: LAST_YEAR}


# The end


def test_end_of_one_language_is_not_the_end_of_the_other(db, clock):
    story = factories.make()
    publishing.publish(story, [EN, ZH], expires={EN: TOMORROW})
    clock.move_to(TOMORROW)
    assert not is_public(story, EN)
    assert is_public(story, ZH)


def test_end_stays_until_somebody_changes_it(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], expires={EN: NEXT_WEEK})
    publishing.publish(factories.edited(story, title_en="Summer"), [EN])
    assert factories.fresh(story).expires_at(EN) == NEXT_WEEK
    publishing.publish(story, [EN], expires={EN: None})
    assert factories.fresh(story).expires_at(EN) is None


def test_publishing_again_after_the_end_shows_the_article_again(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], expires={EN: TOMORROW})
    clock.move_to(NEXT_WEEK)
    publishing.publish(story, [EN])
    assert is_public(story)
    assert factories.fresh(story).published_at(EN) == NOW


def test_end_of_a_language_that_is_not_published_is_not_set(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], expires={ZH: TOMORROW})
    assert factories.fresh(story).expires_at(ZH) is None


# Taking down


def test_withdrawal_ends_one_language_at_once_and_keeps_its_text(db, clock):
    story = factories.live()
    publishing.withdraw(story, [EN], reason="Wrong date")
    story = factories.fresh(story)
    assert (is_public(story, EN), is_public(story, ZH)) == (False, True)
    assert story.title_en == "Spring on the river"
    assert known(story).withdrawn_at == NOW
    assert known(story).withdrawal_reason == "Wrong date"


def test_withdrawal_leaves_the_draft_that_somebody_is_writing(db):
    story = factories.live()
    copy = factories.edited(story, title_en="Summer")
    publishing.withdraw(story, [EN, ZH])
    assert factories.fresh(copy).title_en == "Summer"


# The record


def test_each_act_records_who_what_when_and_why(db, clock):
    publisher = factories.person("publisher")
    story = factories.make()
    publishing.publish(story, [EN], publisher, note="Checked with the bureau")
    publishing.withdraw(story, [EN], publisher, "A wrong date")
    first, second = Act.objects.filter(article=story).order_by("pk")
    assert (first.verb, first.by, first.note) == ("publish", publisher, "Checked with the bureau")
    assert first.due_at == first.done_at == NOW
    assert (second.verb, second.by, second.note) == ("withdraw", publisher, "A wrong date")
    assert second.strands == {EN: None}


def test_act_names_the_revision_of_each_strand_that_it_made_public(db):
    story = factories.live(langs=[EN])
    factories.edited(story, title_en="Thought of")
    publishing.publish(factories.edited(story, title_en="Published"), [EN])
    act = Act.objects.filter(article=story).latest("pk")
    assert act.strands == {EN: 3}
    assert story.revisions.get(strand=EN, number=3).content["fields"]["title_en"] == "Published"


def test_working_copy_is_gone_once_nothing_in_it_waits(db):
    story = factories.live()
    publishing.publish(factories.edited(story, title_en="Summer"), [EN])
    assert not Article.objects.filter(live=story).exists()


def test_working_copy_stays_while_another_language_waits_in_it(db):
    story = factories.live()
    copy = factories.edited(story, title_en="Summer", title_zh_hans="夏天")
    publishing.publish(copy, [EN])
    copy, story = factories.fresh(copy), factories.fresh(story)
    assert (story.title_en, story.title_zh_hans) == ("Summer", "江上春天")
    assert copy.title_zh_hans == "夏天"


def test_changes_that_nobody_recorded_are_recorded_before_they_are_published(db):
    publisher = factories.person("publisher")
    story = factories.live()
    copy = factories.edited(story)
    type(copy).objects.filter(pk=copy.pk).update(title_en="Written by an importer")
    act = publishing.publish(story, [EN], publisher)
    revision = story.revisions.get(strand=EN, number=act.strands[EN])
    assert revision.content["fields"]["title_en"] == "Written by an importer"
    assert revision.created_by == publisher
