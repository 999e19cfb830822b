"""The desk speaks the language of each person, and never mixes two."""

import json
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

import languages
from articles import working_copies
from articles.kinds import kinds
from languages import EN, ZH, column
from library.models import Picture
from tests import factories, pages
from tests.pages import address

pytestmark = pytest.mark.once

CHINESE = re.compile("[\u4e00-\u9fff]")
# Django's pages of the desk, and our own.
PAGES = ["/admin/", "/admin/news/", "/admin/news/story/", "/admin/news/story/add/"]


# Whose language


def test_person_who_has_chosen_chinese_gets_the_desk_in_chinese(desk):
    page = desk(interface_language="zh-hans").get("/admin/", headers={"accept-language": "en"})
    assert '<html lang="zh-hans"' in page.content.decode()
    assert pages.in_chinese("What would you like to work on?") in pages.text(page)


@pytest.mark.parametrize(("asked", "lang"), [("zh-CN,zh;q=0.9", "zh-hans"), ("de,en", "en")])
def test_person_who_has_not_chosen_gets_what_their_browser_asks_for(desk, asked, lang):
    page = desk().get("/admin/", headers={"accept-language": asked})
    assert f'<html lang="{lang}"' in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("zh-CN", "zh-hans"),
        ("zh-Hans-CN,zh;q=0.9", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh", "zh-hans"),
        ("fr,zh;q=0.5", "zh-hans"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("", "en"),
        ("*;q=x", "en"),
        ("zh;q=" + "9" * 10_000, "en"),
    ],
)
def test_sign_in_page_speaks_what_the_browser_asks_for(visitor, db, asked, lang):
    page = visitor.get("/admin/login/", headers={"accept-language": asked})
    assert page.status_code == 200
    assert f'<html lang="{lang}"' in page.content.decode()


def test_language_is_switched_in_the_header_and_stays(desk):
    browser = desk()
    page = pages.press(browser, browser.get("/admin/news/story/"), "中文")
    assert page.request["PATH_INFO"] == "/admin/news/story/"
    assert '<html lang="zh-hans"' in browser.get("/admin/").content.decode()
    page = pages.press(browser, browser.get("/admin/"), "English")
    assert '<html lang="en"' in page.content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"]
)
def test_switch_leads_nowhere_else(desk, target):
    answer = desk().post("/admin/language/", {"language": "zh-hans", "next": target})
    assert answer["Location"] == "/admin/"


def test_switch_to_a_language_that_is_not_there_changes_nothing(desk):
    browser = desk(interface_language="en")
    browser.post("/admin/language/", {"language": "fr"})
    browser.user.refresh_from_db()
    assert browser.user.interface_language == "en"


def test_language_of_the_desk_is_switched_by_post_alone(desk):
    assert desk().get("/admin/language/?language=zh-hans").status_code == 405


# Words for editors


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
@pytest.mark.parametrize("interface", ["en", "zh-hans"])
def test_no_label_shows_a_language_code_in_brackets(desk, kind, interface):
    live = factories.live(kind)
    browser = desk(interface_language=interface)
    seen = [browser.get(address(live)), browser.get(address(live, "history"))]
    working_copies.edit(live)
    seen += [browser.get(address(live)), browser.get(reverse("admin:index"))]
    for page in seen:
        assert not re.search(r"\[(en|zh[-_]hans)\]|zh_hans", pages.text(page))


def labels(page) -> list[str]:
    return re.findall(r"<label[^>]*>\s*(.*?)\s*</label>", page.content.decode(), re.DOTALL)


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_labels_and_help_texts_are_chinese_for_a_chinese_editor(desk, kind):
    draft = factories.make(kind)
    page = desk(interface_language="zh-hans").get(address(draft))
    assert "标题（英文）" in " ".join(labels(page))
    assert "标题（中文）" in " ".join(labels(page))
    helps = re.findall(r'<div class="help".*?<div>(.*?)</div>', page.content.decode(), re.DOTALL)
    assert len(helps) > 5
    for words in [*labels(page), *helps, *pages.buttons(page)]:
        assert CHINESE.search(words) or words == "English", words


def test_labels_are_english_for_an_english_editor(desk):
    page = desk(interface_language="en").get(address(factories.make()))
    assert "Title (English)" in " ".join(labels(page))
    assert "Title (Chinese)" in " ".join(labels(page))
    assert not any(CHINESE.search(label) for label in labels(page))


def test_own_language_stands_first_in_every_form(desk):
    """Where a form has a field in both languages, whichever form it is."""
    picture = factories.picture()
    browser = desk("administrator", is_superuser=True, interface_language="zh-hans")
    seen = set()
    for model in admin.site._registry:
        names = {field.name for field in model._meta.get_fields()}
        pairs = [(column(name, EN), column(name, ZH)) for name in names]
        if not any(names.issuperset(pair) for pair in pairs):
            continue
        place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        place += f"{picture.pk}/change/" if model is Picture else "add/"
        page = browser.get(place)
        html = page.content.decode() if page.status_code == 200 else ""
        fields = re.findall(r'<(?!input type="hidden)[^>]* name="([a-z_]+)"', html)
        for english, chinese in pairs:
            if english in fields:
                assert fields.index(chinese) < fields.index(english), place
                seen.add(model)
    assert len(seen) >= 10


@pytest.mark.parametrize("kind", factories.HOME_CATEGORY)
def test_every_field_of_every_kind_has_a_label_written_for_editors(kind, db):
    with languages.override("zh-hans"):
        for field in kinds()[kind]._meta.concrete_fields:
            if field.editable and not (field.primary_key or field.remote_field):
                assert CHINESE.search(str(field.verbose_name)), field.name


def test_every_model_has_a_chinese_name():
    own = {model._meta.app_label for model in kinds().values()}
    own |= {"accounts", "articles", "library", "post", "pagestore"}
    with languages.override("zh-hans"):
        for model in apps.get_models():
            if model._meta.app_label in own:
                assert CHINESE.search(str(model._meta.verbose_name)), model
                assert CHINESE.search(str(model._meta.app_config.verbose_name)), model


@pytest.mark.parametrize("place", PAGES)
def test_page_of_the_desk_is_chinese_throughout(desk, place):
    page = desk(interface_language="zh-hans").get(place)
    # What is left of Latin letters are names, keys and the way to switch.
    left = re.findall(r"[A-Za-z]{2,}", pages.text(page))
    names = {"publisher", "English", "JPEG", "PNG", "WebP", "GIF", "AVIF", "MB"}
    assert set(left) <= names | {"Ctrl", "Alt", "Shift", "Enter"}


def test_messages_after_an_act_are_in_the_language_of_the_person(desk):
    draft = factories.make()
    browser = desk(interface_language="zh-hans")
    button = pages.in_chinese("Save draft")
    page = pages.press(browser, browser.get(address(draft)), button)
    assert pages.in_chinese("Draft saved. Visitors see nothing of it yet.") in pages.text(page)
    english = pages.in_chinese("English")
    page = pages.press(
        browser, page, pages.in_chinese("Publish %(language)s now", language=english)
    )
    assert pages.in_chinese("Published: %(languages)s.", languages=english) in pages.text(page)


def test_times_are_written_as_each_language_writes_them(desk, time_machine):
    time_machine.move_to(factories.PAST)
    live = factories.live()
    page = desk(name="li", interface_language="zh-hans").get(address(live))
    assert "2024年3月1日" in pages.text(page)
    page = desk().get(address(live))
    assert "1 March 2024, 09:00" in pages.text(page)


# Words that Chinese counts otherwise


def test_chinese_lists_count_without_a_noun_and_join_languages_in_their_own_way(desk):
    browser = desk("administrator", interface_language="zh-hans")
    html = browser.get("/admin/articles/category/").content.decode()
    count = re.search(r'<p class="paginator">\s*(.*?)\s*</p>', html, re.DOTALL)[1]
    assert re.fullmatch(r"共\d+项", count), count
    cells = re.findall(r'<td class="field-empty_in">(.*?)</td>', html)
    # Nothing is written yet.
    assert {*cells} == {"中文、英文"}
    factories.live()
    html = browser.get("/admin/articles/category/").content.decode()
    assert "" in re.findall(r'<td class="field-empty_in">(.*?)</td>', html)
    form = browser.get("/admin/figures/indicator/add/").content.decode()
    assert json.dumps("再添加一项数值")[1:-1] in form
