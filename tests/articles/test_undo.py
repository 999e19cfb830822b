"""Undoing the last publication: visitors read exactly what they read before, nothing is lost."""

from datetime import timedelta

import pytest

from articles import publishing, scheduled, strands, undoing, working_copies
from articles.addresses import in_language
from articles.models import Act, Article
from languages import EN, ZH
from tests import factories, pages
from tests.articles.days import NEXT_WEEK, NOW, TOMORROW
from tests.pages import address


def read(visitor, article) -> dict[str, bytes]:
    """Return what visitors get at both addresses."""
    return {code: visitor.get(in_language(article, code)).content for code in (EN, ZH)}


def test_update_of_both_languages_is_undone_to_the_byte_and_kept_as_the_draft(visitor, db, clock):
    story = factories.live("news.photostory")
    before = read(visitor, story)
    clock.shift(timedelta(hours=1))
    copy = factories.edited(story, title_en="High water", title_zh_hans="大水", is_featured=True)
    copy.pictures.filter(position=0).update(caption_en="New")
    copy.pictures.filter(position=2).delete()
    act = publishing.publish(copy, [EN, ZH, strands.SHARED])
    assert read(visitor, story) != before
    assert not Article.objects.filter(live=story).exists()
    done = undoing.undo(act)
    assert read(visitor, story) == before
    draft = working_copies.editable_row(factories.fresh(story))
    assert (draft.title_en, draft.title_zh_hans, draft.is_featured) == ("High water", "大水", True)
    captions = [row.caption_en for row in draft.pictures.order_by("position")]
    assert captions == ["New", "caption 1 English"]
    act.refresh_from_db()
    assert (done.verb, act.undone_at) == (Act.Verb.UNDO, done.done_at)
    # The draft can be published as if nothing had happened.
    publishing.publish(story, [EN, ZH, strands.SHARED])
    assert factories.fresh(story).title_en == "High water"


def test_first_publication_is_not_public_again_and_is_written_in_place(db, clock):
    story = factories.make()
    act = publishing.publish(story, [EN, ZH])
    undoing.undo(act)
    stored = factories.fresh(story)
    assert not stored.has_publication
    assert stored.title_en == "Spring on the river"
    assert stored.languages.get(language=EN).first_published_at is None
    assert working_copies.editable_row(stored) == stored


def test_first_publication_of_a_second_language_leaves_the_first(db):
    story = factories.live(langs=[EN])
    texts = {f"{name}_zh_hans": factories.TEXT[ZH][name] for name in ("title", "body", "source")}
    act = publishing.publish(factories.edited(story, **texts), [ZH])
    undoing.undo(act)
    stored = factories.fresh(story)
    assert (stored.is_public(EN), stored.is_public(ZH)) == (True, False)
    assert working_copies.edit(stored).title_zh_hans == texts["title_zh_hans"]


def test_what_was_typed_since_stays_in_the_draft(db):
    story = factories.live()
    act = publishing.publish(factories.edited(story, title_en="High water"), [EN])
    factories.edited(story, title_en="Higher water")
    undoing.undo(act)
    assert factories.fresh(story).title_en == "Spring on the river"
    assert working_copies.edit(story).title_en == "Higher water"


def test_nothing_is_undone_once_something_newer_is_public(db, clock):
    story = factories.live()
    older = publishing.publish(factories.edited(story, title_en="Second"), [EN])
    newer = publishing.publish(factories.edited(story, title_en="Third"), [EN])
    with pytest.raises(undoing.CannotUndo) as refused:
        undoing.undo(older)
    assert refused.value.why == undoing.CannotUndo.NEWER
    assert factories.fresh(story).title_en == "Third"
    undoing.undo(newer)
    with pytest.raises(undoing.CannotUndo):
        undoing.undo(newer)
    # Step by step, back to the first.
    undoing.undo(older)
    assert factories.fresh(story).title_en == "Spring on the river"


def test_one_press_that_did_two_things_is_undone_as_a_whole(db, clock):
    story = factories.live(langs=[EN])
    texts = {f"{name}_zh_hans": factories.TEXT[ZH][name] for name in ("title", "body", "source")}
    factories.edited(story, title_en="Summer", **texts)
    # English waits as an update, Chinese appears by itself.
    act = publishing.publish(story, [EN, ZH], at=TOMORROW)
    assert Act.objects.pending().exists()
    undoing.undo(act)
    assert not Act.objects.pending().exists()
    clock.move_to(NEXT_WEEK)
    scheduled.carry_out_due()
    stored = factories.fresh(story)
    assert (stored.title_en, stored.is_public(ZH)) == ("Spring on the river", False)
    assert working_copies.edit(stored).title_en == "Summer"


def test_update_that_came_at_its_time_can_be_undone_too(db, clock):
    story = factories.live()
    factories.edited(story, title_en="Summer")
    act = publishing.publish(story, [EN], at=TOMORROW)
    clock.move_to(TOMORROW)
    scheduled.carry_out_due()
    undoing.undo(Act.objects.get(pk=act.pk))
    assert factories.fresh(story).title_en == "Spring on the river"


def test_withdrawal_is_undone_even_when_the_text_was_written_in_since(visitor, db, clock):
    story = factories.live()
    before = read(visitor, story)
    act = publishing.withdraw(story, [EN, ZH], reason="Wrong", notices={EN: "Wrong."})
    factories.edited(story, title_en="Put right")
    undoing.undo(act)
    assert read(visitor, story) == before
    assert working_copies.edit(factories.fresh(story)).title_en == "Put right"


# At the desk


def test_message_after_publishing_offers_to_undo(desk, visitor, clock):
    live = factories.live()
    before = read(visitor, live)
    browser = desk()
    page = browser.post(address(live, "edit"), follow=True)
    page = pages.press(browser, page, "Update both languages now", title_en="High water")
    html = page.content.decode()
    assert (
        '<button type="submit" form="undo-last"' in html.split("messagelist")[1].split("</ul>")[0]
    )
    (button,) = [words for words in pages.buttons(page) if words.startswith("Undo the publication")]
    page = pages.press(browser, page, button)
    assert "Visitors read what they read before; the newer text is kept." in pages.text(page)
    assert pages.shown(page)["title_en"] == "High water"
    assert read(visitor, live) == before
    assert "Undo" not in " ".join(pages.buttons(page))


def test_who_may_not_publish_a_language_does_not_undo_it(desk):
    live = factories.live()
    act = publishing.publish(factories.edited(live, title_en="High water"), [EN, ZH])
    for browser, status in (
        (desk("author"), 403),
        (desk(factories.restricted(("write", "", ""), ("publish", "", ZH))), 403),
    ):
        assert "undo-last" not in browser.get(address(live)).content.decode()
        answer = browser.post(address(live, "undo"), {"act": act.pk})
        assert answer.status_code == status
    assert desk().post(address(live, "undo"), {"act": "x"}).status_code == 404
    assert factories.fresh(live).title_en == "High water"


def test_undoing_is_offered_for_a_week(desk, clock):
    live = factories.live()
    publishing.publish(factories.edited(live, title_en="High water"), [EN])
    browser = desk()
    assert "undo-last" in browser.get(address(live)).content.decode()
    clock.move_to(NOW + timedelta(days=8))
    browser = desk(browser.user)
    assert "undo-last" not in browser.get(address(live)).content.decode()


def test_schedule_of_both_languages_is_cancelled_with_one_press(desk, clock):
    browser = desk("publisher", interface_language="en")
    story = factories.make()
    publishing.publish(story, [EN], browser.user, at=TOMORROW)
    publishing.publish(story, [ZH], browser.user, at=TOMORROW)
    page = browser.get(pages.address(story))
    assert "Visitors cannot read this yet: it appears by itself at its time." in pages.text(page)
    page = pages.press(browser, page, "Cancel this schedule (English, Chinese)")
    assert "No longer scheduled: English, Chinese, shared facts. The text is kept." in pages.text(
        page
    )
    assert not factories.fresh(story).has_publication
    assert "Visitors have never been able to read this." in pages.text(page)


def test_only_the_last_act_is_undone_and_for_a_week(desk, clock):
    live = factories.live()
    first = publishing.withdraw(live, ["en"])
    publishing.withdraw(live, ["zh-hans"])
    publisher = desk(interface_language="en")
    page = publisher.post(address(live, "undo"), {"act": first.pk}, follow=True)
    assert "Not undone: something newer" in pages.text(page)
    last = live.acts.latest("pk")
    clock.move_to(NOW + timedelta(days=8))
    page = desk(publisher.user).post(address(live, "undo"), {"act": last.pk}, follow=True)
    assert "Not undone: this is offered for seven days." in pages.text(page)
    assert not factories.fresh(live).has_publication


def test_update_that_was_ordered_in_the_same_press_asks_for_its_languages_too(desk, clock):
    live = factories.live(langs=["en"])
    texts = {f"{name}_zh_hans": factories.TEXT[ZH][name] for name in ("title", "body", "source")}
    factories.edited(live, title_en="New", is_featured=True, **texts)
    act = publishing.publish(live, ["en", "zh-hans", "shared"], at=NOW + timedelta(days=1))
    order = live.acts.pending().get()
    assert act.before["order"] == order.pk and "shared" in order.strands
    chinese = desk(factories.restricted(("write", "", ""), ("publish", "", "zh-hans")))
    for what, number in (("undo", act.pk), ("cancel", order.pk), ("try-again", order.pk)):
        assert chinese.post(address(live, what), {"act": number}).status_code == 403
    assert live.acts.pending().exists()


@pytest.mark.parametrize("later", ["undone withdrawal", "a week", "the other language"])
def test_schedule_is_cancelled_whatever_was_done_since(desk, visitor, clock, later):
    browser = desk("publisher", interface_language="en")
    story = factories.make()
    publishing.publish(story, [EN], at=NOW + timedelta(days=30))
    if later == "undone withdrawal":
        undoing.undo(publishing.withdraw(story, [EN], notices={EN: "Gone."}))
    elif later == "a week":
        clock.move_to(NOW + timedelta(days=8))
        browser = desk(browser.user, interface_language="en")
    else:
        publishing.publish(story, [ZH])
    clock.shift(timedelta(minutes=1))
    page = browser.get(address(story))
    # Nobody has read it, so that there is nothing to take down.
    is_other = later == "the other language"
    assert ("Take down…" in pages.text(page)) == is_other
    reader = desk("author").post(address(story, "unschedule"), {"language": EN})
    assert reader.status_code == 403
    page = pages.press(browser, page, "Cancel this schedule (English)")
    assert "No longer scheduled: English. The text is kept." in pages.text(page)
    stored = factories.fresh(story)
    assert (stored.published_at(EN), stored.is_public(ZH)) == (None, is_other)
    kept = stored.languages.get(language=EN)
    assert (kept.withdrawn_at, kept.first_published_at, kept.work) == (None, None, "draft")
    assert "Schedule cancelled: English" in pages.text(browser.get(address(story, "history")))
    assert visitor.get(f"/en/{story.pk}", follow=True).status_code == 404
    again = browser.post(address(story, "unschedule"), {"language": EN}, follow=True)
    assert "This has been undone already" in pages.text(again)


def test_cancelled_schedule_of_what_was_taken_down_leaves_its_notice(db, clock):
    story = factories.live()
    publishing.withdraw(story, [EN], reason="Wrong", notices={EN: "Gone."})
    publishing.publish(story, [EN], at=TOMORROW)
    publishing.publish(story, [EN], at=NEXT_WEEK)
    undoing.unschedule(story, [EN])
    kept = story.languages.get(language=EN)
    assert (kept.withdrawal_notice, kept.withdrawn_at) == ("Gone.", NOW)


def test_withdrawal_of_what_never_appeared_leaves_no_notice(db, clock):
    story = factories.make()
    publishing.publish(story, [EN], at=TOMORROW)
    publishing.withdraw(story, [EN], reason="Wrong", notices={EN: "Gone."})
    kept = story.languages.get(language=EN)
    assert (kept.withdrawal_notice, kept.withdrawn_at) == ("", None)
