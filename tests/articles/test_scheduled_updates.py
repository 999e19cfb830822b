"""Updates of a text that is public already, ordered for a later time."""

from datetime import timedelta

import pytest

from articles import publishing, scheduled, strands, working_copies
from articles.models import Act, Article
from languages import EN, ZH
from tests import factories
from tests.articles.days import HOUR, NEXT_WEEK, NOW, TOMORROW


def ordered(article=None, names=(EN,), at=TOMORROW, **fields) -> Article:
    """Order an update of a story that is public; return its live row."""
    article = article or factories.live()
    factories.edited(article, **(fields or {"title_en": "Summer on the river"}))
    publishing.publish(article, names, at=at)
    return factories.fresh(article)


def titles(article) -> tuple[str, str]:
    article = factories.fresh(article)
    return article.title_en, article.title_zh_hans


def captions(story, code: str) -> list[str]:
    rows = story.pictures.order_by("position", "pk")
    return [getattr(row, f"caption_{code}") for row in rows]


# Before, at and after its second


def test_ordering_an_update_changes_nothing_that_visitors_read(db, clock):
    story = ordered()
    assert story.title_en == "Spring on the river"
    assert story.is_public(EN)
    clock.move_to(TOMORROW - timedelta(seconds=1))
    assert scheduled.carry_out_due() == 0


def test_update_is_carried_out_from_its_second_on_and_only_once(db, clock):
    story = ordered()
    clock.move_to(TOMORROW)
    assert scheduled.carry_out_due() == 1
    assert titles(story)[0] == "Summer on the river"
    assert scheduled.carry_out_due() == scheduled.carry_out_due(story) == 0


def test_record_says_when_the_update_was_due_and_when_it_was_carried_out(db, clock):
    publisher = factories.person("publisher")
    story = factories.live()
    factories.edited(story, title_en="Summer")
    act = publishing.publish(story, [EN], publisher, at=TOMORROW, note="For the summer")
    assert (act.due_at, act.done_at, act.by) == (TOMORROW, None, publisher)
    clock.move_to(TOMORROW + HOUR)
    scheduled.carry_out_due()
    act.refresh_from_db()
    assert (act.due_at, act.done_at, act.note) == (TOMORROW, TOMORROW + HOUR, "For the summer")
    # To readers it happened when it was due, however late somebody came.
    assert story.languages.get(language=EN).last_updated_at == TOMORROW
    assert factories.fresh(story).published_at(EN) == factories.PAST


def test_only_the_article_that_is_asked_for_is_brought_up_to_date(db, clock):
    one, other = ordered(), ordered()
    clock.move_to(TOMORROW)
    scheduled.carry_out_due(one)
    assert titles(one)[0] == "Summer on the river"
    assert titles(other)[0] == "Spring on the river"


def test_updates_come_in_the_order_of_their_times(db, clock):
    story = ordered(title_en="First")
    ordered(story, [ZH], NEXT_WEEK, title_zh_hans="第二")
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert titles(story) == ("First", "江上春天")
    clock.move_to(NEXT_WEEK)
    scheduled.carry_out_due()
    assert titles(story) == ("First", "第二")


# It stays as it was ordered


def test_draft_that_goes_on_changing_does_not_change_what_was_ordered(db, clock):
    story = ordered(title_en="As ordered")
    factories.edited(story, title_en="Written later")
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert titles(story)[0] == "As ordered"
    assert working_copies.edit(story).title_en == "Written later"


def test_draft_that_is_discarded_does_not_take_the_order_with_it(db, clock):
    story = ordered(title_en="As ordered")
    working_copies.discard(story)
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert titles(story)[0] == "As ordered"


def test_rows_too_are_those_that_were_ordered(db, clock):
    story = factories.live("news.photostory")
    copy = working_copies.edit(story)
    copy.pictures.filter(position=0).update(caption_en="As ordered", caption_zh_hans="订好的")
    copy.pictures.filter(position=2).delete()
    publishing.publish(copy, [EN, strands.SHARED], at=TOMORROW)
    copy.pictures.filter(position=0).update(caption_en="Written later")
    copy.pictures.filter(position=1).delete()
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert captions(story, "en") == ["As ordered", "caption 1 English"]
    assert captions(story, "zh_hans") == ["caption 0 中文", "caption 1 中文"]


def test_working_copy_is_gone_once_everything_in_it_was_carried_out(db, clock):
    story = ordered()
    assert Article.objects.filter(live=story).exists()
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert not Article.objects.filter(live=story).exists()


# Two languages


def test_language_that_is_not_public_yet_simply_appears_at_the_time(db, clock):
    story = factories.live(langs=[EN])
    factories.edited(story, **chinese_text(), title_en="Summer")
    publishing.publish(story, [EN, ZH], at=TOMORROW)
    clock.move_to(TOMORROW)
    assert Article.objects.public(ZH).filter(pk=story.pk).exists()
    assert titles(story)[0] == "Spring on the river"
    scheduled.carry_out_due()
    assert titles(story) == ("Summer", "江上春天")


def test_shared_facts_wait_with_a_language_while_another_is_public(db, clock):
    story = factories.live(langs=[EN])
    factories.edited(story, **chinese_text(), category=factories.category("news.business"))
    publishing.publish(story, [ZH, strands.SHARED], at=TOMORROW)
    assert factories.fresh(story).category.key == "news.events"
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert factories.fresh(story).category.key == "news.business"


def test_new_row_comes_with_the_texts_of_the_language_that_came_before_it(db, clock):
    story = factories.live("news.photostory", langs=[EN])
    copy = factories.edited(story, **chinese_text())
    factories.add_row(copy, "pictures", 3)
    # Chinese is written at once, for nobody sees it before its time; the row waits for its own.
    publishing.publish(copy, [ZH, strands.SHARED], at=TOMORROW)
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert captions(story, "zh_hans")[3] == "caption 3 中文"


def test_row_that_is_published_after_its_texts_has_them(db):
    story = factories.live("news.photostory")
    copy = working_copies.edit(story)
    factories.add_row(copy, "pictures", 3)
    publishing.publish(copy, [ZH])
    assert story.pictures.count() == 3
    publishing.publish(story, [EN, strands.SHARED])
    assert captions(story, "en")[3] == "caption 3 English"
    assert captions(story, "zh_hans")[3] == "caption 3 中文"


def test_row_that_is_published_before_its_texts_waits_for_them(db):
    story = factories.live("news.photostory")
    copy = working_copies.edit(story)
    factories.add_row(copy, "pictures", 3)
    publishing.publish(copy, [EN, strands.SHARED])
    assert not story.pictures.get(position=3).has_text_in(ZH)
    publishing.publish(story, [ZH])
    assert captions(story, "zh_hans")[3] == "caption 3 中文"


def chinese_text() -> dict[str, str]:
    text = factories.TEXT[ZH]
    return {f"{name}_zh_hans": text[name] for name in ("title", "summary", "body", "source")}


# Orders that are given up


def test_update_that_is_cancelled_never_comes_and_its_record_says_so(db, clock):
    story = ordered()
    act = story.acts.pending().get()
    scheduled.cancel(act)
    clock.move_to(TOMORROW)
    assert scheduled.carry_out_due() == 0
    assert titles(story)[0] == "Spring on the river"
    act.refresh_from_db()
    assert (act.cancelled_at, act.done_at) == (NOW, None)
    # The draft is still there, to be published some other time.
    assert working_copies.edit(story).title_en == "Summer on the river"


def test_update_that_has_been_carried_out_cannot_be_cancelled(db, clock):
    story = ordered()
    act = story.acts.pending().get()
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    scheduled.cancel(act)
    act.refresh_from_db()
    assert (act.cancelled_at, act.done_at) == (None, TOMORROW)


def test_new_order_for_the_same_language_takes_the_place_of_the_old_one(db, clock):
    story = ordered(title_en="First thought")
    ordered(story, at=NEXT_WEEK, title_en="Second thought")
    clock.move_to(TOMORROW)
    assert scheduled.carry_out_due() == 0
    clock.move_to(NEXT_WEEK)
    scheduled.carry_out_due()
    assert titles(story)[0] == "Second thought"
    assert Act.objects.exclude(cancelled_at=None).get().cancelled_at == NOW


def test_new_order_for_one_language_leaves_the_order_of_the_other(db, clock):
    story = ordered(names=[EN, ZH], title_en="First thought", title_zh_hans="第一")
    ordered(story, at=NEXT_WEEK, title_en="Second thought")
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert titles(story) == ("Spring on the river", "第一")
    clock.move_to(NEXT_WEEK)
    scheduled.carry_out_due()
    assert titles(story) == ("Second thought", "第一")


def test_text_published_at_once_is_not_undone_by_an_older_order(db, clock):
    story = ordered(title_en="Ordered before")
    publishing.publish(factories.edited(story, title_en="Published since"), [EN])
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert titles(story)[0] == "Published since"


def test_taking_a_language_down_gives_its_update_up(db, clock):
    story = ordered()
    publishing.withdraw(story, [EN])
    clock.move_to(TOMORROW)
    assert scheduled.carry_out_due() == 0
    assert titles(story)[0] == "Spring on the river"
    assert Act.objects.exclude(cancelled_at=None).get().due_at == TOMORROW


def test_taking_one_language_down_leaves_the_update_of_the_other(db, clock):
    story = ordered(names=[EN, ZH], title_en="Summer", title_zh_hans="夏天")
    publishing.withdraw(story, [EN])
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    assert titles(story) == ("Spring on the river", "夏天")
    assert not Article.objects.public(EN).exists()


@pytest.mark.parametrize("names", [[EN, strands.SHARED], [strands.SHARED]])
def test_cancelled_order_leaves_nothing_to_do(db, clock, names):
    story = ordered(names=names, category=factories.category("news.business"))
    publishing.withdraw(story, [EN, ZH])
    clock.move_to(TOMORROW)
    assert scheduled.carry_out_due() == 0
