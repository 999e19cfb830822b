"""Whatever happens to an article shows in the search at once, in the right language only."""

from articles import publishing, undoing, working_copies
from languages import EN, ZH
from search.models import Entry
from tests import factories
from tests.articles.days import HOUR, NEXT_WEEK, TOMORROW
from tests.search.asking import titles


def test_search_knows_at_once_what_is_published_withdrawn_and_undone(ask, clock, db):
    def seen() -> tuple[list[str], list[str]]:
        return titles(ask("plimber")), titles(ask("渡船", "zh"))

    article = factories.make(title_en="Plimber", title_zh_hans="渡船")
    assert seen() == ([], [])
    publishing.publish(article, [EN])
    assert seen() == (["Plimber"], [])
    publishing.publish(article, [ZH])
    assert seen() == (["Plimber"], ["渡船"])
    copy = factories.edited(factories.fresh(article), title_en="Quoppy", title_zh_hans="游船")
    assert seen() == (["Plimber"], ["渡船"])
    act = publishing.publish(copy, [EN])
    assert seen() == ([], ["渡船"]) and titles(ask("quoppy")) == ["Quoppy"]
    undoing.undo(act)
    assert seen() == (["Plimber"], ["渡船"]) and titles(ask("quoppy")) == []
    act = publishing.withdraw(factories.fresh(article), [ZH])
    assert seen() == (["Plimber"], [])
    undoing.undo(act)
    assert seen() == (["Plimber"], ["渡船"])
    factories.fresh(article).delete()
    assert seen() == ([], []) and not Entry.objects.exists()


def test_search_knows_when_something_begins_and_ends_by_the_clock_alone(ask, clock, db):
    article = factories.make(title_en="Plimber", title_zh_hans="渡船")
    publishing.publish(article, [EN], at=TOMORROW, expires={EN: NEXT_WEEK})
    publishing.publish(article, [ZH], expires={ZH: TOMORROW})
    assert titles(ask("plimber")) == []
    assert titles(ask("渡船", "zh")) == ["渡船"]
    clock.move_to(TOMORROW + HOUR)
    assert titles(ask("plimber")) == ["Plimber"]
    assert titles(ask("渡船", "zh")) == titles(ask("plimber", "zh")) == []
    clock.move_to(NEXT_WEEK + HOUR)
    assert titles(ask("plimber")) == []


def test_draft_is_found_by_nobody(ask, db):
    article = factories.live(title_en="Plimber")
    copy = working_copies.edit(article)
    copy.title_en, copy.body_en = "Quoppy", "<p>Quoppy</p>"
    copy.save()
    assert titles(ask("quoppy")) == []
    assert titles(ask("plimber")) == ["Plimber"]
