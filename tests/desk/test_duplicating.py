"""Duplicate: a new draft that says the same and has nothing of the history."""

from articles.models import Act, Article, ArticleLanguage, Revision
from articles.models.language import Match
from tests import factories, pages
from tests.pages import address


def duplicated(browser, article) -> Article:
    """Press the button; return the new draft."""
    page = pages.press(browser, browser.get(address(article)), "Duplicate")
    draft = type(article).objects.latest("pk")
    assert page.request["PATH_INFO"] == address(draft)
    assert draft.pk != article.pk
    return draft


def test_copy_of_what_is_public_is_a_draft_of_both_languages(desk, visitor):
    picture = factories.picture()
    live = factories.live("news.photostory", picture=picture, is_featured=True)
    browser = desk()
    draft = duplicated(browser, live)
    assert draft.title_en == "Copy of Spring on the river"
    assert draft.title_zh_hans == pages.in_chinese("Copy of %(title)s", title="江上春天")
    assert (draft.source_en, draft.picture, draft.category) == (
        live.source_en,
        picture,
        live.category,
    )
    assert not draft.has_publication
    assert (draft.slug, draft.is_featured, draft.live_id) == ("", False, None)
    assert draft.created_by == draft.owner == browser.user
    assert visitor.get(f"/en/{draft.pk}", follow=True).status_code == 404
    ours, theirs = draft.pictures.order_by("position"), live.pictures.order_by("position")
    assert [row.caption_zh_hans for row in ours] == [row.caption_zh_hans for row in theirs]
    assert not {row.key for row in ours} & {row.key for row in theirs}
    assert not Act.objects.filter(article=draft).exists()
    notes = Revision.objects.filter(article=draft).values_list("number", "note")
    assert set(notes) == {(1, f"Copied from #{live.pk}.")}
    assert f"Copied from #{live.pk}." in pages.text(browser.get(address(draft, "history")))
    matches = ArticleLanguage.objects.filter(article=draft).values_list("match", flat=True)
    assert [*matches] == [Match.CURRENT, Match.CURRENT]


def test_copy_says_what_the_draft_says_and_its_title_fits(desk):
    live = factories.live(langs=["en"])
    factories.edited(live, title_en="x" * 200, summary_en="Newer")
    draft = duplicated(desk(), live)
    assert draft.summary_en == "Newer"
    assert draft.title_en.startswith("Copy of xxx")
    assert len(draft.title_en) == 200
    assert draft.title_zh_hans == ""
    assert factories.fresh(live).summary_en != "Newer"


def test_duplicate_is_for_those_who_may_write_all_that_it_says(desk, visitor):
    both, english = factories.live(), factories.live(langs=["en"], title_zh_hans="")
    writer = desk(factories.restricted(("write", "news", "en")))
    assert "Duplicate" not in pages.buttons(writer.get(address(both)))
    assert writer.post(address(both, "duplicate")).status_code == 403
    assert duplicated(writer, english)
    stranger = desk(factories.restricted(("write", "living", ""), name="stranger"))
    assert stranger.post(address(english, "duplicate")).status_code == 403
    assert writer.get(address(english, "duplicate")).status_code == 405
    assert visitor.post(address(both, "duplicate")).status_code in (302, 403)
    assert Article.objects.count() == 3
