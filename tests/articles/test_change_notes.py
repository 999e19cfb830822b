"""What visitors are told of the changes to a page."""

from articles import publishing
from articles.addresses import in_language
from articles.models import Act
from articles.publishing import ChangeNote
from languages import EN, ZH
from tests import factories, pages
from tests.articles.days import NEXT_WEEK, NOW, TOMORROW


def noted(article, notes: dict, change: str = "", langs=(EN,), **wish) -> Act:
    """Publish an update and say to visitors what has changed."""
    factories.edited(article, title_en=f"Title {article.acts.count()}")
    return publishing.publish(article, langs, told=ChangeNote(change, notes), **wish)


def read(visitor, article, language: str) -> str:
    return pages.text(visitor.get(in_language(factories.fresh(article), language)))


def test_visitors_read_what_has_changed_in_their_language_the_newest_first(visitor, db, clock):
    live = factories.live()
    noted(live, {"en": "The date was wrong.", "zh-hans": "日期有误。"}, "major", (EN, ZH))
    # A major change is open at once, a minor one can be opened.
    place = in_language(factories.fresh(live), EN)
    assert '<details class="changes" open>' in visitor.get(place).content.decode()
    clock.move_to(TOMORROW)
    noted(live, {"en": "A map was <added>.", "zh-hans": ""}, "minor")
    place = in_language(factories.fresh(live), EN)
    assert '<details class="changes">' in visitor.get(place).content.decode()
    page = read(visitor, live, EN)
    assert page.index("A map was <added>.") < page.index("Major change The date was wrong.")
    assert "Minor" not in page and f"{NOW:%Y-%m-%d}" in page
    page = read(visitor, live, ZH)
    assert "日期有误。" in page and "map" not in page


def test_page_without_notes_says_nothing_about_changes(visitor, db):
    live = factories.live()
    noted(live, {"zh-hans": "日期有误。"})
    assert "Changes to this page" not in read(visitor, live, EN)


def test_note_is_read_when_its_update_is_and_not_when_it_was_undone(visitor, db, clock):
    live = factories.live()
    act = noted(live, {"en": "Opening hours are new."}, at=NEXT_WEEK)
    assert "Opening hours" not in read(visitor, live, EN)
    clock.move_to(NEXT_WEEK)
    assert "Opening hours are new." in read(visitor, live, EN)
    Act.objects.filter(pk=act.pk).update(undone_at=NEXT_WEEK)
    assert "Opening hours" not in read(visitor, live, EN)


def test_twenty_notes_are_enough(visitor, db):
    live = factories.live()
    for number in range(22):
        Act.objects.create(
            article_id=live.pk,
            verb=Act.Verb.PUBLISH,
            strands={},
            due_at=NOW.replace(year=2025, minute=number),
            done_at=NOW,
            public_notes={"en": f"Note {number}." if number else ""},
        )
    page = read(visitor, live, EN)
    assert page.count("Note ") == 20 and "Note 21." in page and "Note 1." not in page


def test_minor_change_does_not_make_a_page_look_new(visitor, db, clock):
    live = factories.live()
    before = read(visitor, live, EN)
    assert "First published: 2024-03-01" in before or "Updated: 2024-03-01" in before
    noted(live, {}, "minor")
    noted(live, {}, "minor", at=TOMORROW)
    clock.move_to(NEXT_WEEK)
    page = read(visitor, live, EN)
    assert "Title 2" in page and "2026" not in page
    assert "2026" not in visitor.get("/sitemap-news.xml").content.decode()
    noted(live, {}, "major")
    assert "Updated: 2026-03-08" in read(visitor, live, EN)
