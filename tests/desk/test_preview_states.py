"""The preview of any state at a chosen moment: what is shown, to whom, and that nothing is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.serializers import serialize

from articles import outlook, publishing, working_copies
from articles.models import Act, Article, ArticleLanguage, Revision, ShareCard
from pagestore.models import PurgeOrder
from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.once

NOW = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
# In Beijing, as the bar sends it.
TOMORROW_TYPED, LATER_TYPED = "2026-03-02T09:00", "2026-03-02T10:00"
HOME = "/admin/liangjiang/homeslot/preview"
KEPT = (Article, ArticleLanguage, Act, Revision, ShareCard, PurgeOrder)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def stored() -> str:
    """Return all that a preview might have written."""
    return "".join(serialize("json", model.objects.order_by("pk")) for model in KEPT)


def page(browser, article, language="en", **wish) -> str:
    response = browser.get(address(article, f"preview/{language}"), wish | {"framed": "1"})
    assert response.status_code == 200
    return pages.text(response)


def with_update(**fields) -> Article:
    """Return a story whose English is updated tomorrow, and whose draft has gone on since."""
    live = factories.live()
    factories.edited(live, **{"title_en": "Summer on the river"} | fields)
    publishing.publish(live, ["en"], at=TOMORROW)
    factories.edited(live, title_en="Autumn on the river")
    return live


@pytest.mark.both
def test_update_that_is_scheduled_stands_at_its_time_and_nothing_of_it_is_kept(desk):
    live = with_update(body_en="<p>The river falls.</p>")
    browser, before = desk(), stored()
    now = page(browser, live, state="public")
    assert "Spring on the river" in now
    then = page(browser, live, state="public", at=LATER_TYPED)
    assert "Summer on the river" in then
    assert "The river falls." in then
    assert "Updated: 2026-03-02 09:00" in then
    assert "Autumn on the river" in page(browser, live)
    order = Act.objects.pending().get()
    assert "Summer on the river" in page(browser, live, state=f"scheduled-{order.pk}")
    assert stored() == before


@pytest.mark.both
def test_language_that_is_not_public_then_shows_what_visitors_find_instead(desk):
    live = factories.live(langs=["en"])
    publishing.publish(live, ["en"], expires={"en": TOMORROW})
    browser = desk()
    assert "Not yet available in English" not in page(browser, live, state="public")
    chinese = page(browser, live, "zh", state="public")
    assert "Spring on the river" in chinese
    assert "江水" not in chinese
    wish = {"lang": "both", "state": "public", "at": LATER_TYPED}
    frame = browser.get(address(live, "preview"), wish)
    assert pages.text(frame).count("Visitors find “This page is not here”.") == 2
    assert "<iframe" not in frame.content.decode()


def test_draft_shown_as_published_at_a_moment_has_its_date_and_what_is_related_then(desk):
    draft = factories.make(body_en='<p><a href="article:999">other</a></p>')
    other = factories.make(title_en="A walk in the hills")
    publishing.publish(other, ["en"], at=TOMORROW)
    Article.objects.filter(pk=draft.pk).update(body_en=f'<p><a href="article:{other.pk}">o</a></p>')
    browser = desk()
    assert "A walk in the hills" not in page(browser, draft)
    assert "A walk in the hills" in page(browser, draft, at=LATER_TYPED)
    assert "First published: 2026-03-02 10:00" in page(browser, draft, at=LATER_TYPED)
    response = browser.get(address(draft, "preview/en"), {"at": LATER_TYPED})
    assert f'<p><a href="{factories.fresh(other).get_absolute_url()}">o</a></p>' in (
        response.content.decode()
    )


@pytest.mark.both
def test_version_of_the_history_is_shown_in_the_page(desk):
    photos = factories.live("news.photostory")
    factories.edited(photos, title_en="Second title")
    factories.edited(photos, title_en="Third title")
    browser, before = desk(), stored()
    assert "Second title" in page(browser, photos, state="version-en-2")
    assert "Spring on the river" in page(browser, photos, state="version-en-1")
    assert page(browser, photos, state="version-shared-1")
    frame = browser.get(address(photos, "preview"), {"state": "version-en-2"})
    assert "Version 2 (English), saved on" in pages.text(frame)
    assert stored() == before


@pytest.mark.parametrize("what", ["list", "cards"])
def test_draft_is_shown_as_lists_and_the_home_page_will_show_it(desk, visitor, what):
    draft = factories.make(picture=factories.picture(), title_en="A new bridge")
    factories.live(title_en="An old bridge")
    browser, before = desk(), stored()
    shown = page(browser, draft, what=what)
    assert "A new bridge" in shown
    assert ("An old bridge" in shown) == (what == "list")
    assert stored() == before
    assert "A new bridge" not in pages.text(visitor.get("/en/news/events/"))


def test_share_card_of_a_draft_is_drawn_and_not_stored(desk, settings):
    draft = factories.make(langs=["en"], title_en="A new bridge")
    browser, before = desk(), stored()
    card = browser.get(address(draft, "preview/en/card"))
    assert card["Content-Type"] == "image/jpeg"
    assert card.content[:2] == b"\xff\xd8"
    assert "no-store" in card["Cache-Control"]
    assert browser.get(address(draft, "preview/zh/card")).status_code == 404
    frame = browser.get(address(draft, "preview"), {"what": "share", "lang": "both"})
    assert pages.text(frame).count("There is no card") == 1
    assert stored() == before
    assert not (settings.MEDIA_ROOT / "cards").exists()


@pytest.mark.both
def test_home_page_of_tomorrow_has_its_places_updates_notices_and_colours(desk, visitor):
    lead = with_update()
    factories.slot("lead", lead, starts_at=TOMORROW)
    soon = factories.make(title_en="A walk in the hills")
    publishing.publish(soon, ["en"], at=TOMORROW)
    factories.notice(starts_at=TOMORROW)
    factories.mourning(TOMORROW, TOMORROW + timedelta(days=1))
    browser, before = desk(), stored()
    now = browser.get(f"{HOME}/en/").content.decode()
    then = browser.get(f"{HOME}/en/", {"at": TOMORROW_TYPED}).content.decode()
    for words in ("Summer on the river", "A walk in the hills", "The hall is closed", "mourning"):
        assert words in then
        assert words not in now
    chinese = browser.get(f"{HOME}/zh/", {"at": TOMORROW_TYPED}).content.decode()
    assert "大厅今日闭馆。" in chinese
    assert stored() == before
    assert "Summer" not in pages.text(visitor.get("/en/"))
    assert pages.text(browser.get(f"{HOME}/")).count("As visitors find it now.") == 1


def test_home_page_says_how_many_updates_are_too_many_for_it(desk, monkeypatch):
    assert outlook.MOST_UPDATES == 100
    monkeypatch.setattr(outlook, "MOST_UPDATES", 1)
    with_update()
    second = with_update(title_en="Winter on the river")
    browser = desk()
    frame = browser.get(f"{HOME}/", {"at": TOMORROW_TYPED})
    assert "1 scheduled update is left out here" in pages.text(frame)
    assert "left out" not in pages.text(browser.get(f"{HOME}/"))
    factories.slot("lead", second)
    then = pages.text(browser.get(f"{HOME}/en/", {"at": TOMORROW_TYPED}))
    assert "Spring on the river" in then and "Winter" not in then


def test_update_that_will_be_refused_is_foreseen(desk):
    live = with_update()
    order = Act.objects.pending().get()
    browser = desk()
    wish = {"state": "public", "at": LATER_TYPED}
    words = "would be refused"
    assert words not in pages.text(browser.get(address(live, "preview"), wish))
    revision = Revision.objects.get(article=live, strand="en", number=order.strands["en"])
    revision.content["fields"]["source_en"] = ""
    revision.save()
    before = stored()
    for state in ("public", f"scheduled-{order.pk}"):
        frame = pages.text(browser.get(address(live, "preview"), wish | {"state": state}))
        assert "The update of 2 March 2026, 09:00 would be refused: English still lacks" in frame
        alone = browser.get(address(live, "preview/en"), wish | {"state": state})
        assert words in pages.text(alone)
    assert words not in pages.text(browser.get(address(live, "preview"), {"at": LATER_TYPED}))
    assert stored() == before


def test_frame_may_show_our_previews_and_nobody_else_may_frame_them(desk):
    live = factories.live()
    browser = desk()
    for outer, inner in (
        (address(live, "preview"), address(live, "preview/en")),
        (f"{HOME}/", f"{HOME}/en/"),
    ):
        frame = browser.get(outer)
        assert "frame-src 'self'" in frame["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in frame["Content-Security-Policy"]
        assert frame["X-Frame-Options"] == "DENY"
        shown = browser.get(inner)
        assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
        assert shown["X-Frame-Options"] == "SAMEORIGIN"
        assert shown["X-Robots-Tag"] == "noindex"
        assert "no-store" in shown["Cache-Control"]
    form = browser.get(address(live))
    assert "frame-ancestors 'none'" in form["Content-Security-Policy"]
    assert "frame-src" not in form["Content-Security-Policy"]


def test_every_view_of_a_preview_is_for_those_who_have_a_right_here(desk, visitor):
    live = with_update()
    order = Act.objects.pending().get()
    places = [address(live, "preview"), address(live, "preview/en"), f"{HOME}/", f"{HOME}/en/"]
    places += [address(live, "preview/en/card"), f"{address(live, 'preview/en')}?what=list"]
    places += [f"{address(live, 'preview/en')}?state=scheduled-{order.pk}"]
    stranger = desk(factories.restricted(("write", "living", "")))
    enquiries = desk("enquiry-desk")
    reviewer = desk(factories.restricted(("approve", "news", ""), name="reviewer"))
    for place in places:
        assert visitor.get(place)["Location"].startswith("/admin/login/")
        assert stranger.get(place).status_code == 403
        assert enquiries.get(place).status_code == 403
        assert stranger.post(place).status_code in (403, 405)
        if "homeslot" not in place:
            assert reviewer.get(place).status_code == 200


def test_numbers_of_another_record_open_nothing_of_it(desk):
    mine, other = factories.live(title_en="Mine"), with_update()
    factories.edited(other, title_en="Secret")
    order = Act.objects.pending().get()
    browser = desk()
    for state in (f"scheduled-{order.pk}", "version-en-3", "version-fr-1", "version-en-0", "x"):
        for place in ("preview", "preview/en", "preview/en/card"):
            assert browser.get(address(mine, place), {"state": state}).status_code == 404


@pytest.mark.parametrize("moment", ["yesterday", "0001-01-01T00:00", "9999-12-31T23:59", "\x00"])
def test_moment_that_there_is_not_is_refused_in_words(desk, moment):
    draft = factories.make()
    browser = desk()
    frame = browser.get(address(draft, "preview"), {"at": moment})
    assert frame.status_code == 200
    assert "errorlist" in frame.content.decode()
    assert browser.get(address(draft, "preview/en"), {"at": moment}).status_code == 200
    assert browser.get(f"{HOME}/en/", {"at": moment}).status_code == 200


@pytest.mark.both
def test_preview_of_what_has_no_list_and_of_a_photo_story_with_a_draft(desk):
    terms = factories.live("about.page", category=factories.category("site.terms"))
    browser = desk()
    assert "The list of its category" not in pages.text(browser.get(address(terms, "preview")))
    assert "Spring on the river" in page(browser, terms, what="list")
    photos = factories.live("news.photostory")
    row = working_copies.edit(photos)
    row.pictures.order_by("position").last().delete()
    before = stored()
    assert page(browser, photos, what="list")
    assert photos.pictures.count() == 3
    assert stored() == before
