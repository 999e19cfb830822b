"""The numbers of lists are kept, not counted: whatever happens to articles, and whatever the clock
says, they are what counting would give.
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.utils import timezone

import languages
from articles import publishing, recount, scheduled, strands, tallies, undoing
from articles.models import Article, Category, Tally
from languages import EN, ZH
from liangjiang.doctor import content
from tests import factories, pages
from tests.articles.days import NEXT_WEEK, NOW, TOMORROW, YESTERDAY
from tests.articles.test_filters import counts

PLACES = ("news.events", "news.local", "living.info", "site.terms")
REFUSALS = (publishing.EndsBeforeStart, publishing.Incomplete, undoing.CannotUndo)
STEPS = 70


def counted(code: str) -> Counter:
    """Count what visitors can read, one by one."""
    found = Counter()
    for row in Article.objects.public(code):
        local = timezone.localtime(row.published_at(code))
        place = (row.category_id, row.kind, local.year, local.month, row.picture_id is not None)
        found[place] += 1
    return found


def kept(code: str) -> Counter:
    found = Counter()
    for category in Category.objects.filter(key__in=PLACES):
        for *place, number in tallies.in_place(category, code):
            found[(category.pk, *place)] += number
    return found


class Editors:
    """They do anything at any time, to the same few articles."""

    def __init__(self, seed: int, clock) -> None:
        self.random = Random(seed)  # noqa: S311  (what they do, not a secret)
        self.clock = clock
        self.pictures = [None, factories.picture()]
        self.rows = [factories.make(category=factories.category(key)) for key in PLACES * 2]

    def act(self) -> str:
        acts = (self.publish, self.publish, self.file, self.withdraw, self.undo, self.unschedule)
        acts += (self.wait, self.wait, scheduled.carry_out_due, recount.settle)
        chosen = self.random.choice(acts)
        with suppress(*REFUSALS):
            chosen()
        return chosen.__name__

    def publish(self) -> None:
        codes = self.some_languages()
        at = self.random.choice([None, self.moment(), self.moment()])
        ends = {code: self.random.choice([None, None, self.moment()]) for code in codes}
        publishing.publish(self.article(), codes, at=at, expires=ends)

    def file(self) -> None:
        place = factories.category(self.random.choice(PLACES))
        picture = self.random.choice(self.pictures)
        row = factories.edited(self.article(), category=place, picture=picture)
        publishing.publish(row, [strands.SHARED, EN], at=self.random.choice([None, self.moment()]))

    def withdraw(self) -> None:
        publishing.withdraw(self.article(), self.some_languages())

    def undo(self) -> None:
        if act := undoing.last_act(self.article()):
            undoing.undo(act)

    def unschedule(self) -> None:
        undoing.unschedule(self.article(), languages.codes())

    def wait(self) -> None:
        self.clock.shift(timedelta(hours=self.random.randrange(300)))

    def article(self) -> Article:
        return factories.fresh(self.random.choice(self.rows))

    def some_languages(self) -> list[str]:
        return self.random.choice([[EN], [ZH], [EN, ZH]])

    def moment(self):
        return timezone.now() + timedelta(hours=self.random.randrange(-2000, 1000))


@pytest.mark.parametrize("seed", [1, 2])
def test_numbers_are_what_counting_gives_whatever_editors_do_and_the_clock_says(db, clock, seed):
    editors = Editors(seed, clock)
    seen = Counter()
    for _ in range(STEPS):
        did = editors.act()
        for code in languages.codes():
            assert kept(code) == counted(code), did
            seen.update(kept(code).keys())
        assert not recount.wrong(), did
    # It was no dull week.
    assert len(seen) > len(PLACES)
    recount.settle()
    lasting = Tally.objects.filter(starts_at__lte=timezone.now(), ends_at=None)
    places = lasting.values_list(*tallies.PLACE)
    assert len(places) == len(set(places))


def test_what_is_scheduled_counts_from_its_second_on_and_not_after_its_end(visitor, db, clock):
    for _ in range(6):
        factories.live(at=YESTERDAY)
    publishing.publish(factories.make(), [EN], at=TOMORROW, expires={EN: NEXT_WEEK})
    number = "2026"
    for moment, expected in ((NOW, 6), (TOMORROW, 7), (NEXT_WEEK, 6)):
        clock.move_to(moment - timedelta(seconds=1))
        assert counts(visitor.get("/en/news/events/"))[number] != expected or moment == NOW
        clock.move_to(moment)
        assert counts(visitor.get("/en/news/events/"))[number] == expected
    recount.tidy()
    assert counts(visitor.get("/en/news/"))[number] == 6


def test_wrong_numbers_are_told_and_put_right(visitor, db):
    for _ in range(6):
        factories.live()
    assert not list(content.numbers())
    Tally.objects.filter(language=EN).delete()
    factories.live(langs=[ZH])
    (finding,) = content.numbers()
    assert "The lists count wrongly in 1 places." in finding.text
    assert "7 articles" not in pages.text(visitor.get("/en/news/events/"))
    recount.mend()
    assert not list(content.numbers())
    assert "6 articles" in pages.text(visitor.get("/en/news/events/"))


def test_archive_that_was_made_in_bulk_is_counted(db, capsys):
    call_command("generate", articles=60, index=False)
    for code in languages.codes():
        total = sum(tallies.months(code).values())
        assert total == Article.objects.public(code).count() > 40
    assert not recount.wrong()
    call_command("generate", delete=True)
    assert not any(tallies.months(code) for code in languages.codes())
