"""The preview: the newest saved text in the public templates, for those who write it."""

import pytest

from articles import working_copies
from tests import factories, pages
from tests.pages import address


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_every_kind_is_previewed_in_both_languages_before_it_is_public(desk, visitor, kind):
    draft = factories.make(kind)
    browser = desk()
    english = browser.get(address(draft, "preview/en"))
    assert "Spring on the river" in pages.text(english)
    assert '<html lang="en">' in english.content.decode()
    chinese = browser.get(address(draft, "preview/zh"))
    assert "江上春天" in pages.text(chinese)
    assert '<html lang="zh-Hans">' in chinese.content.decode()
    assert visitor.get(f"/en/{draft.pk}", follow=True).status_code == 404


def test_preview_shows_the_draft_and_the_public_page_does_not(desk, visitor):
    live = factories.live()
    copy = working_copies.edit(live)
    copy.title_en = "High water"
    copy.save()
    assert "High water" in pages.text(desk().get(address(live, "preview/en")))
    assert "High water" not in pages.text(visitor.get(live.get_absolute_url()))


def test_preview_has_a_banner_in_the_language_of_the_person(desk):
    draft = factories.make()
    page = desk().get(address(draft, "preview/zh"))
    assert "Preview, not public: Chinese, saved" in pages.text(page)
    page = desk(name="li", interface_language="zh-hans").get(address(draft, "preview/en"))
    assert pages.in_chinese("Preview, not public: %(language)s, saved %(time)s").split("%")[0] in (
        pages.text(page)
    )


def test_preview_leads_back_to_the_form_and_to_the_other_language(desk):
    live = factories.live()
    working_copies.edit(live)
    page = desk().get(address(live, "preview/en")).content.decode()
    for place in (address(live), address(live, "preview/zh")):
        assert f'href="{place}"' in page


def test_preview_is_kept_by_no_cache_and_no_search_engine(desk):
    page = desk().get(address(factories.make(), "preview/en"))
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert 'rel="canonical"' not in page.content.decode()


@pytest.mark.parametrize("prefix", ["fr", "zh-hans", "EN"])
def test_preview_in_a_language_that_is_not_there_is_not_found(desk, prefix):
    assert desk().get(address(factories.make(), f"preview/{prefix}")).status_code == 404


def test_visitor_who_guesses_the_address_of_a_preview_is_asked_to_sign_in(visitor, db):
    response = visitor.get(address(factories.make(), "preview/en"))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_preview_is_only_for_who_may_write_in_the_section(desk):
    draft = factories.make()
    stranger = desk(factories.restricted(("write", "living", "")))
    assert stranger.get(address(draft, "preview/en")).status_code == 403


def test_preview_shows_a_draft_without_any_text(desk):
    draft = factories.make(langs=[])
    assert desk().get(address(draft, "preview/en")).status_code == 200
