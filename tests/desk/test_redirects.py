"""Editors make redirects, see whether they are used, and clear the list of missing pages."""

import re

import pytest

from articles import publishing
from articles.addresses import in_language
from articles.models import MissedAddress, OldAddress
from tests import factories, pages

pytestmark = pytest.mark.once

ADD = "/admin/articles/oldaddress/add/"
LIST = "/admin/articles/oldaddress/"
MISSING = "/admin/articles/missedaddress/"
FORMER = "http://english.liangjiang.gov.cn/2021-08/19/content_1.htm"
OLD = "/2021-08/19/content_1.htm"
NOT_OURS = "This is no address of this site or of the one before it."
OWN_PAGE = "The portal itself answers under this address, so it cannot lead elsewhere."
NO_TARGET = "Enter a path of this site that begins with one “/”, or an https:// address."
# Session, person, permissions, count, rows; the link of each row costs nothing.
QUERIES = 7


def make(browser, **typed):
    """Fill in the form for a redirect and save it; return the page that comes."""
    page = browser.get(ADD)
    data = pages.shown(page) | {"article": ""} | typed
    return browser.post(ADD, data, follow=True)


def change(browser, old: OldAddress, **typed):
    address = f"{LIST}{old.pk}/change/"
    data = pages.shown(browser.get(address)) | typed
    return browser.post(address, data, follow=True)


def stored() -> dict[str, tuple]:
    return {row.path: (row.article_id, row.target) for row in OldAddress.objects.all()}


# Making one


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        (FORMER, OLD),
        (FORMER.replace("http:", "https:").replace(".htm", "_3.htm"), OLD),
        ("english.liangjiang.gov.cn/2021-08/19/content_1.htm", OLD),
        (f"  {OLD}  ", OLD),
        (
            "https://www.chinadaily.com.cn/regional/chongqing/liangjiang/2021-08/19/content_1.htm?x=1",
            "/regional/chongqing/liangjiang/2021-08/19/content_1.htm",
        ),
        ("http://testserver/Expo2026/", "/expo2026"),
        ("/%E5%8D%9A%E8%A7%88%E4%BC%9A", "/博览会"),
    ],
)
def test_pasted_address_is_reduced_to_its_path(desk, visitor, typed, path):
    story = factories.live()
    make(desk("editor"), path=typed, article=story.pk, note="Printed on the leaflet")
    assert stored() == {path: (story.pk, "")}
    assert visitor.get(path)["Location"] == in_language(story, "en")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "This field is required."),
        ("http://evil.example/x", NOT_OURS),
        ("http://english.liangjiang.gov.cn.evil.example/x", NOT_OURS),
        ("ftp://english.liangjiang.gov.cn/x", NOT_OURS),
        ("//evil.example/x", NOT_OURS),
        ("no path", NOT_OURS),
        ("http://[broken", NOT_OURS),
        ("/" + "x" * 300, NOT_OURS),
        ("/a%00b", NOT_OURS),
        ("/", OWN_PAGE),
        ("/en/news/", OWN_PAGE),
        ("/EN", OWN_PAGE),
        ("/zh/anything", OWN_PAGE),
        ("/admin/", OWN_PAGE),
        ("/static/x.css", OWN_PAGE),
        ("/media", OWN_PAGE),
        ("/healthz", OWN_PAGE),
        ("/robots.txt", OWN_PAGE),
        ("/sitemap.xml", OWN_PAGE),
    ],
)
@pytest.mark.parametrize("interface", ["en", "zh-hans"])
def test_old_address_that_could_never_work_is_refused_with_words(desk, interface, typed, words):
    page = make(desk("editor", interface_language=interface), path=typed, target="/en/news/")
    assert stored() == {}
    if interface == "zh-hans" and words != "This field is required.":
        full = {NOT_OURS: f"{NOT_OURS} A path begins with one “/” and has at most 300 characters."}
        words = pages.in_chinese(full.get(words, words))
    if interface == "en" or words != "This field is required.":
        assert words in pages.text(page)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("/en/news/", "/en/news/"),
        ("/en/news", "/en/news/"),
        ("/en/news/events/?page=2", "/en/news/events/?page=2"),
        ("http://testserver/zh/", "/zh/"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("/media/__processed__/x.pdf", "/media/__processed__/x.pdf"),
    ],
)
def test_redirect_leads_to_a_page_of_this_site_or_an_https_address(desk, visitor, typed, target):
    make(desk("editor"), path="/expo", target=typed)
    assert stored() == {"/expo": (None, target)}
    assert visitor.get("/expo")["Location"] == target


@pytest.mark.both
@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://example.org/", NO_TARGET),
        ("//example.org/", NO_TARGET),
        ("/\\example.org/", NO_TARGET),
        ("javascript:alert(1)", NO_TARGET),
        ("https://", NO_TARGET),
        ("https://ann:secret@example.org/", NO_TARGET),
        ("example.org", NO_TARGET),
        ("/nothing.htm", "This site has no page under that address."),
        ("/en/nonsense/", "This site has no page under that address."),
        ("/zh/news/nonsense/", "This site has no page under that address."),
        ("/en/news/99999-nonsense/", "This site has no page under that address."),
        ("/expo", "That address leads back to the old one."),
        ("/EXPO/", "That address leads back to the old one."),
        ("", "Choose an article or enter another address, not both."),
    ],
)
def test_target_that_could_never_work_is_refused_with_words(desk, target, words):
    page = make(desk("editor"), path="/expo", target=target)
    assert words in pages.text(page)
    assert stored() == {}


def test_article_and_another_address_together_are_refused(desk):
    page = make(desk("editor"), path="/expo", target="/en/", article=factories.live().pk)
    assert "Choose an article or enter another address, not both." in pages.text(page)
    assert stored() == {}


def test_same_old_address_twice_is_refused_however_it_is_written(desk):
    OldAddress.objects.create(path=OLD, target="/en/")
    page = make(desk("editor"), path=FORMER.replace(".htm", "_2.htm"), target="/zh/")
    assert "This address has a redirect already. Find it in the list" in pages.text(page)
    assert stored() == {OLD: (None, "/en/")}


@pytest.mark.both
def test_address_of_an_article_of_this_site_becomes_the_article(desk, visitor):
    story = factories.live()
    make(desk("editor"), path="/expo", target=f"/en/{story.pk}")
    make(desk("editor", name="bo"), path="/zh-expo", target=f"/zh/news/{story.pk}-old-end")
    assert stored() == {
        "/expo": (story.pk, ""),
        "/zh-expo": (None, in_language(story, "zh-hans")),
    }
    for path in stored():
        assert visitor.get(visitor.get(path)["Location"]).status_code == 200


# One hop, no circle


def test_redirect_to_another_redirect_leads_where_that_one_leads(desk, visitor):
    story = factories.live()
    OldAddress.objects.create(path="/first", article=story)
    OldAddress.objects.create(path="/second", target="https://example.org/")
    browser = desk("editor")
    make(browser, path="/a", target="/First/")
    make(browser, path="/b", target="/second?x=1")
    assert stored()["/a"] == (story.pk, "")
    assert stored()["/b"] == (None, "https://example.org/")


@pytest.mark.both
def test_redirects_to_an_address_that_moves_on_move_on_too(desk):
    OldAddress.objects.create(path="/a", target="/old-page")
    page = make(desk("editor"), path="/old-page", target="/en/news/")
    assert stored()["/a"] == (None, "/en/news/")
    assert "1 redirect that led to this address now leads on at once." in pages.text(page)


def test_circle_is_refused(desk):
    OldAddress.objects.create(path="/a", target="/b")
    page = make(desk("editor"), path="/b", target="/a")
    assert "That address leads back to the old one." in pages.text(page)
    assert stored() == {"/a": (None, "/b")}


@pytest.mark.both
def test_changing_a_redirect_cannot_make_a_circle_either(desk):
    OldAddress.objects.create(path="/a", target="/b")
    old = OldAddress.objects.create(path="/b", target="/en/")
    page = change(desk("editor"), old, target="/a")
    assert "That address leads back to the old one." in pages.text(page)


# The article in the form


def chosen(browser, term: str) -> list[str]:
    query = {
        "term": term,
        "app_label": "articles",
        "model_name": "oldaddress",
        "field_name": "article",
    }
    return [each["text"] for each in browser.get("/admin/autocomplete/", query).json()["results"]]


def test_article_is_found_once_by_its_title_in_either_language_or_that_of_its_draft(desk):
    story = factories.live(title_en="Power grid", title_zh_hans="电网")
    factories.edited(story, title_en="Power grid, newer")
    browser = desk("editor")
    assert chosen(browser, "power") == ["Power grid"]
    assert chosen(browser, "电网") == ["Power grid"]
    assert chosen(browser, "newer") == ["Power grid"]


def test_working_copy_cannot_be_forged_into_a_redirect(desk):
    copy = factories.edited(factories.live(), title_en="Newer")
    make(desk("editor"), path="/expo", article=copy.pk)
    assert stored() == {}


def test_link_beside_the_chosen_article_opens_it_at_the_desk(desk):
    story = factories.live()
    browser = desk("editor")
    page = browser.get(f"/admin/articles/article/{story.pk}/change/")
    assert page["Location"] == pages.address(story)
    for wrong in ("0", "x", "9" * 40):
        assert browser.get(f"/admin/articles/article/{wrong}/change/").status_code == 404


def test_visitor_learns_no_article_from_its_number(visitor, db):
    factories.make()
    for pk in (1, 999999):
        answer = visitor.get(f"/admin/articles/article/{pk}/change/")
        assert answer["Location"].startswith("/admin/login/")


# The list


def test_list_says_where_each_leads_and_how_often_it_was_used(desk, visitor):
    story, withdrawn = factories.live(), factories.live(title_en="Withdrawn story")
    OldAddress.objects.create(path="/a", article=story)
    OldAddress.objects.create(path="/b", target="https://example.org/", note="Leaflet")
    OldAddress.objects.create(path="/c", article=withdrawn)
    publishing.withdraw(withdrawn, ["en", "zh-hans"])
    visitor.get("/a")
    page = desk("editor").get(LIST)
    content = page.content.decode()
    assert f'<a href="{in_language(story, "en")}">Spring on the river</a>' in content
    assert '<a href="https://example.org/">https://example.org/</a>' in content
    assert "Withdrawn story (not public)" in pages.text(page)
    assert re.findall(r'class="field-hits">(\d+)<', content) == ["1", "0", "0"]


@pytest.mark.both
def test_list_finds_redirects_by_address_note_and_title_and_those_never_used(desk, visitor):
    OldAddress.objects.create(path="/a", article=factories.live(title_zh_hans="电网"))
    OldAddress.objects.create(path="/b", target="/en/", note="Leaflet")
    visitor.get("/a")
    browser = desk("editor")

    def found(**query) -> list[str]:
        content = browser.get(LIST, query).content.decode()
        return re.findall(r'class="field-path"><a [^>]*>([^<]*)<', content)

    assert found(q="电网") == ["/a"]
    assert found(q="leaflet") == ["/b"]
    assert found(used="never") == ["/b"]
    assert found(used="nonsense") == found() == ["/a", "/b"]


def test_list_asks_no_more_when_there_is_more_to_show(desk, django_assert_num_queries):
    browser = desk("editor")
    for number in range(2):
        OldAddress.objects.create(path=f"/a-{number}", article=factories.live())
    browser.get(LIST)
    with django_assert_num_queries(QUERIES):
        browser.get(LIST)
    for number in range(2, 9):
        OldAddress.objects.create(path=f"/a-{number}", article=factories.live())
    with django_assert_num_queries(QUERIES):
        browser.get(LIST)


# Missing pages


def test_missing_page_becomes_a_redirect_and_leaves_the_list(desk, visitor):
    visitor.get(OLD.replace(".htm", "_2.htm"), headers={"referer": "https://a.example/x?user=ann"})
    visitor.get("/other.htm")
    browser = desk("editor")
    page = browser.get(MISSING)
    assert "https://a.example/x" in pages.text(page)
    assert "ann" not in pages.text(page)
    link = re.search(rf'href="({ADD}\?path=[^"]*content_1_2.htm)"', page.content.decode())[1]
    form = pages.shown(browser.get(link))
    assert form["path"] == "/2021-08/19/content_1_2.htm"
    browser.post(ADD, form | {"target": "/en/news/"})
    assert stored() == {OLD: (None, "/en/news/")}
    assert list(MissedAddress.objects.values_list("path", flat=True)) == ["/other.htm"]


def test_pages_of_the_portal_itself_are_listed_without_the_link(desk, visitor):
    visitor.get("/en/nothing/")
    page = desk("editor").get(MISSING).content.decode()
    assert "/en/nothing/" in page
    assert f"{ADD}?path=" not in page


@pytest.mark.both
def test_list_of_missing_pages_shows_the_newest_first_and_can_be_sorted_by_number(desk, visitor):
    for path in ("/a.htm", "/a.htm", "/b.htm"):
        visitor.get(path)
    browser = desk("editor")

    def listed(**query) -> list[str]:
        content = browser.get(MISSING, query).content.decode()
        return re.findall(r'class="field-path">([^<]*)<', content)

    assert listed() == ["/b.htm", "/a.htm"]
    assert listed(o="-2") == ["/a.htm", "/b.htm"]
    assert listed(q="b.h") == ["/b.htm"]


@pytest.mark.both
def test_missing_pages_are_ignored_in_bulk(desk, visitor):
    for path in ("/a.htm", "/b.htm", "/c.htm"):
        visitor.get(path)
    browser = desk("editor")
    wanted = MissedAddress.objects.exclude(path="/c.htm").values_list("pk", flat=True)
    data = {"action": "delete_selected", "_selected_action": [*wanted]}
    assert "Ignore the selected pages" in browser.get(MISSING).content.decode()
    page = browser.post(MISSING, data)
    assert MissedAddress.objects.count() == 3
    browser.post(MISSING, data | {"post": "yes"})
    assert page.status_code == 200
    assert list(MissedAddress.objects.values_list("path", flat=True)) == ["/c.htm"]


@pytest.mark.both
def test_missing_pages_cannot_be_written_by_hand(desk, visitor):
    visitor.get("/a.htm")
    browser = desk("administrator")
    row = MissedAddress.objects.get()
    assert browser.get(f"{MISSING}add/").status_code == 403
    assert browser.post(f"{MISSING}{row.pk}/change/", {"path": "/x"}).status_code == 403


def test_text_of_a_path_is_text(desk, visitor):
    visitor.get("/<script>alert(1)</script>")
    page = desk("editor").get(MISSING)
    assert "/<script>alert(1)</script>" in pages.text(page)
    assert b"<script>alert" not in page.content


# Who


@pytest.mark.both
@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
@pytest.mark.parametrize("interface", ["en", "zh-hans"])
def test_editors_publishers_and_administrators_work_on_redirects(desk, role, interface):
    browser = desk(role, interface_language=interface)
    index = browser.get("/admin/").content.decode()
    for place in (LIST, MISSING, "/admin/legacy/importedpage/"):
        assert place in index
        assert browser.get(place).status_code == 200
    make(browser, path="/expo", target="/en/")
    browser.post(f"{LIST}{OldAddress.objects.get().pk}/delete/", {"post": "yes"})
    assert stored() == {}


@pytest.mark.parametrize("role", ["author", "translator", "enquiry-desk"])
def test_others_do_not_see_them(desk, role):
    browser = desk(role)
    index = browser.get("/admin/").content.decode()
    for place in (LIST, MISSING, ADD, "/admin/legacy/importedpage/"):
        assert f'href="{place}"' not in index
        assert browser.get(place).status_code == 403


@pytest.mark.parametrize("query", ["q=%00", "used=%00", "o=99.-99", "p=abc", "article__body_en=x"])
@pytest.mark.parametrize("place", [LIST, MISSING, "/admin/legacy/importedpage/"])
def test_address_of_a_list_that_somebody_mistyped_does_not_break_it(desk, place, query):
    browser = desk("editor")
    browser.raise_request_exception = False
    assert browser.get(f"{place}?{query}", follow=True).status_code in (200, 400)
