"""What follows an act of publishing: ordered in its transaction, carried out after it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from articles import publishing, scheduled
from articles.models import Act, Article
from languages import EN, ZH
from pagestore.models import PurgeOrder
from pagestore.purge import order_purge_at
from post.models import Letter, WorkerSign
from tests import factories, pages
from tests.articles.days import NOW, TOMORROW
from tests.caches import running_cache


class StepFailed(Exception):
    """Raised by a publishing step."""


def failing_step(announcement) -> None:
    raise StepFailed


@pytest.fixture(autouse=True)
def _no_share_cards(settings):
    """A card that arrives orders a purge of its own (test_share_cards)."""
    settings.WORKER_JOBS = [job for job in settings.WORKER_JOBS if "cards" not in job]


@pytest.fixture
def cache(settings):
    with running_cache() as cache:
        settings.PURGE_URLS = [cache.url]
        yield cache


def worker() -> None:
    call_command("worker", "--once")


def by_somebody_else() -> Article:
    """Publish somebody's article in somebody else's name."""
    story = factories.make(created_by=factories.person("author"))
    publishing.publish(story, [EN], factories.person("publisher"), note="Well done")
    return story


# One transaction


def test_step_that_fails_takes_the_whole_act_back(db, settings, cache):
    settings.PUBLISHING_STEPS = [*settings.PUBLISHING_STEPS, f"{__name__}.failing_step"]
    with pytest.raises(StepFailed):
        by_somebody_else()
    assert not Article.objects.public(EN).exists()
    assert not Act.objects.exists()
    assert not PurgeOrder.objects.exists()
    assert not Letter.objects.exists()


def test_step_that_fails_takes_a_withdrawal_back(db, settings):
    story = factories.live()
    settings.PUBLISHING_STEPS = [f"{__name__}.failing_step"]
    with pytest.raises(StepFailed):
        publishing.withdraw(story, [EN])
    assert factories.fresh(story).is_public(EN)


def test_step_that_fails_leaves_a_scheduled_update_to_be_done_later(db, settings, clock):
    story = factories.live()
    publishing.publish(factories.edited(story, title_en="Summer"), [EN], at=TOMORROW)
    clock.move_to(TOMORROW)
    steps, settings.PUBLISHING_STEPS = settings.PUBLISHING_STEPS, [f"{__name__}.failing_step"]
    assert scheduled.carry_out_due() == 0
    assert factories.fresh(story).title_en == "Spring on the river"
    settings.PUBLISHING_STEPS = steps
    # It rests for a while, so that no page has to wait for it again and again.
    assert scheduled.carry_out_due() == 0
    clock.move_to(TOMORROW + scheduled.REST)
    assert scheduled.carry_out_due() == 1


def test_orders_go_with_a_transaction_that_is_rolled_back(db, cache):
    with pytest.raises(StepFailed), transaction.atomic():
        by_somebody_else()
        assert (PurgeOrder.objects.count(), Letter.objects.count()) == (1, 1)
        raise StepFailed
    assert (PurgeOrder.objects.count(), Letter.objects.count()) == (0, 0)
    assert cache.purged == []


# Purging


def test_purge_is_ordered_with_the_act_and_carried_out_after_the_commit(
    db, cache, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        factories.live(langs=[EN])
        assert PurgeOrder.objects.get().done_at is None
        assert cache.purged == []
    assert PurgeOrder.objects.get().done_at is not None
    # The first article of a category changes the menus of every page.
    assert cache.tags == PurgeOrder.objects.get().tags == ["site"]


def test_caches_are_told_the_keys_of_every_page_that_may_have_changed(db, cache):
    factories.live()
    story = factories.live(langs=[EN])
    worker()
    places = [f"c{story.category_id}.en", f"s{story.section_id}.en", "all.en", "m.2024-03.en"]
    assert {f"a{story.pk}.en", *places} <= set(cache.tags)
    assert f"c{story.category_id}.zh-hans" not in cache.tags
    assert {host for host, _tags in cache.purged} == {"testserver"}


def test_more_keys_than_a_header_takes_come_one_after_the_other(db, cache):
    tags = [f"a{number}.zh-hans" for number in range(1000)]
    order_purge_at(tags)
    worker()
    assert sorted(cache.tags) == sorted(tags)
    assert len(cache.purged) == 2
    assert all(len(" ".join(found)) < 7000 for _host, found in cache.purged)


def test_every_cache_is_asked(db, cache, settings):
    with running_cache() as second:
        settings.PURGE_URLS = [cache.url, second.url]
        factories.live()
        worker()
        assert cache.tags == second.tags != []


@pytest.mark.parametrize("act", ["withdraw", "update"])
def test_other_acts_are_followed_by_a_purge_too(db, cache, clock, act):
    _other, story = factories.live(), factories.live()
    PurgeOrder.objects.all().delete()
    if act == "withdraw":
        publishing.withdraw(story, [EN])
    else:
        publishing.publish(factories.edited(story, title_en="Summer"), [EN], at=TOMORROW)
        # Pages that are stored already are made anew, so as to know of the moment.
        assert [order.due_at for order in PurgeOrder.objects.order_by("due_at")] == [NOW, TOMORROW]
        PurgeOrder.objects.all().delete()
        clock.move_to(TOMORROW)
        scheduled.carry_out_due()
    assert f"a{story.pk}.en" in PurgeOrder.objects.get().tags


def test_cache_that_does_not_hold_the_page_has_done_its_part(db, cache):
    cache.status = 404
    factories.live()
    worker()
    assert PurgeOrder.objects.get().done_at is not None


def test_purge_that_fails_is_tried_again_with_growing_pauses(db, cache, clock):
    cache.status = 503
    factories.live()
    pauses, now = [], NOW
    for tries in range(1, 12):
        worker()
        order = PurgeOrder.objects.get()
        pauses.append((order.next_try_at - now).total_seconds())
        now = order.next_try_at
        clock.move_to(now - timedelta(seconds=1))
        worker()
        assert PurgeOrder.objects.get().tries == tries
        clock.move_to(now)
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]
    assert "503" in order.last_error
    cache.status = 200
    worker()
    assert PurgeOrder.objects.get().done_at is not None


def test_one_cache_that_is_down_does_not_keep_later_orders_from_being_tried(db, settings, clock):
    # Nothing listens on port 1.
    settings.PURGE_URLS = ["http://127.0.0.1:1"]
    factories.live()
    factories.live()
    worker()
    assert [order.tries for order in PurgeOrder.objects.all()] == [1, 1]


def test_editor_who_publishes_while_the_cache_is_down_sees_nothing_of_it(
    desk, settings, django_capture_on_commit_callbacks
):
    settings.PURGE_URLS = ["http://127.0.0.1:1"]
    story = factories.make()
    editor = desk("editor")
    with django_capture_on_commit_callbacks(execute=True):
        page = editor.get(pages.address(story))
        answer = pages.press(editor, page, "Publish English now")
    assert "Published: English." in pages.text(answer)
    assert PurgeOrder.objects.get().tries == 1


def test_portal_without_a_cache_in_front_has_nobody_to_ask(db, clock):
    factories.live()
    publishing.publish(factories.make(), [EN], at=TOMORROW)
    waiting = PurgeOrder.objects.filter(done_at=None)
    assert [order.due_at for order in waiting] == [TOMORROW]
    clock.move_to(TOMORROW)
    worker()
    assert not waiting.all().exists()


# Mail


def test_author_is_told_by_mail_that_somebody_published_the_article(db):
    story = by_somebody_else()
    assert mail.outbox == []
    worker()
    (letter,) = mail.outbox
    story = factories.fresh(story)
    assert letter.to == ["author@example.org"]
    assert letter.subject == "Published: Spring on the river"
    text = letter.message().get_payload(decode=True).decode()
    assert "publisher has published your article" in text
    assert "Well done" in text
    assert f"http://testserver/en/news/{story.pk}-{story.slug}/" in text
    worker()
    assert len(mail.outbox) == 1


def test_author_is_written_to_in_the_language_they_chose(db):
    author = factories.person("author", interface_language=ZH)
    story = factories.make(created_by=author)
    publishing.publish(story, [ZH], factories.person("publisher"))
    assert "江上春天" in Letter.objects.get().subject
    assert "Published" not in Letter.objects.get().subject


def test_who_publishes_their_own_article_gets_no_mail(db):
    author = factories.person("publisher")
    publishing.publish(factories.make(created_by=author), [EN], author)
    assert not Letter.objects.exists()


# The worker


def test_worker_carries_out_what_is_due_in_one_round(db, cache, clock):
    story = factories.live()
    publishing.publish(factories.edited(story, title_en="Summer"), [EN], at=TOMORROW)
    clock.move_to(TOMORROW)
    worker()
    assert factories.fresh(story).title_en == "Summer"
    # What the update ordered itself is carried out in the same round.
    assert not PurgeOrder.objects.filter(done_at=None).exists()


def test_worker_shows_that_it_is_there(db, clock):
    worker()
    clock.move_to(TOMORROW)
    worker()
    assert WorkerSign.objects.get().seen_at == TOMORROW
