"""The foot of every page: whose site it is, as far as that was given, and where it leads."""

import re
from html import escape
from urllib.parse import urlencode

import pytest

from articles.addresses import in_language
from articles.models import Category
from contact.models import Enquiry
from languages import EN, ZH, column, prefix
from tests import factories, pages
from tests.contact.forms import filled, send

pytestmark = pytest.mark.once

GIVEN = {
    "HOST_UNIT": {EN: "Sample Office", ZH: "示例办公室"},
    "ORGANISER": {EN: "", ZH: "示例信息中心"},
    "SITE_ID_CODE": "0000000000",
    "ICP_NUMBER": "渝ICP备00000000号-1",
    "POLICE_NUMBER": "渝公网安备00000000000000号",
    "GOVERNMENT_MARK_ID": "0" * 32,
    "CONTACT_PHONE": "+86 23 0000 0000",
    "SHOWN_EMAIL": "desk@example.org",
    "IPV6_NOTICE": True,
}
INVENTED = re.compile(
    r"ICP|公网安备|beian|conac|标识码|identification|主办|承办|Hosted|Operated|IPv6|@|\d{6}"
)


def foot(visitor, place: str, status: int = 200) -> str:
    response = visitor.get(place)
    assert response.status_code == status, place
    return response.content.decode().partition('<footer class="foot">')[2]


def own_links(content: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', content)]


@pytest.fixture(params=[EN, ZH])
def language(request) -> str:
    return request.param


def test_nothing_is_said_of_the_owner_that_was_not_given(visitor, db, language):
    story = factories.live()
    begin = f"/{prefix(language)}/"
    for place in (begin, f"{begin}news/", f"{begin}contact/", in_language(story, language)):
        assert not INVENTED.search(foot(visitor, place))
    assert not INVENTED.search(foot(visitor, f"{begin}nothing/", status=404))


def test_what_is_given_stands_on_every_page_in_its_language(visitor, db, settings, language):
    for name, value in GIVEN.items():
        setattr(settings, name, value)
    begin = f"/{prefix(language)}/"
    for content in (foot(visitor, begin), foot(visitor, f"{begin}nothing/", status=404)):
        for name, value in GIVEN.items():
            text = value[language] if isinstance(value, dict) else value
            assert text is True or text in content, name
        assert ("示例" in content) == (language == ZH)
        assert 'href="https://beian.miit.gov.cn/"' in content
        assert f'webSearch?code={"0" * 14}"' in content
        assert f'bszs.conac.cn/sitename?method=show&amp;id={"0" * 32}"' in content
        # Links alone: nothing is fetched from there.
        assert not re.search(r'src="(?!/static/)', content)
        assert {EN: "This site supports IPv6", ZH: "本网站支持IPv6"}[language] in content
    assert ("承办单位" in content) == (language == ZH)


def test_foot_leads_to_every_category_and_to_what_is_there(visitor, db, language):
    for row in Category.objects.filter(section__isnull=False):
        kind = "about.page" if row.key.startswith(("site.", "about.")) else "news.story"
        factories.live(kind, category=row)
    links = own_links(foot(visitor, f"/{prefix(language)}/news/"))
    for row in Category.objects.filter(section__is_hidden=False):
        assert in_language(row, language) in links
    assert [link for link in links if visitor.get(link).status_code != 200] == []


def test_new_portal_leads_nowhere_in_vain(visitor, db, language):
    links = own_links(foot(visitor, f"/{prefix(language)}/"))
    assert [link for link in links if visitor.get(link).status_code != 200] == []


# Reporting a mistake


def report_link(visitor, place: str) -> str:
    (link,) = [link for link in own_links(foot(visitor, place)) if "kind=mistake" in link]
    return link


def test_report_of_a_mistake_says_which_page_it_is_about(visitor, desk, clock, language):
    story = factories.live()
    place = in_language(story, language)
    link = report_link(visitor, place)
    form = visitor.get(link)
    assert place in pages.text(form)
    kind = {EN: "Send question", ZH: "提交"}[language]
    given = pages.form(form, kind)["data"]
    assert (given["kind"], given["about"]) == ("mistake", place)
    send(visitor, filled(visitor, clock, language, kind=given["kind"], about=place), language)
    enquiry = Enquiry.objects.get()
    assert enquiry.about == place
    page = desk("enquiry-desk").post(f"/admin/contact/enquiry/{enquiry.pk}/show/")
    assert f'href="{place}"' in page.content.decode()


def test_other_language_of_the_form_keeps_what_it_is_about(visitor, db, language):
    place = "/en/news/"
    for form in (
        visitor.get(f"/{prefix(language)}/contact/?kind=mistake&about={place}"),
        # A form with errors has been sent and not opened.
        visitor.post(
            f"/{prefix(language)}/contact/?kind=mistake&about={place}",
            {"kind": "mistake", "about": place},
            headers={"sec-fetch-site": "same-origin"},
        ),
    ):
        (link,) = re.findall(r'class="lang" href="([^"]*)"', form.content.decode())
        other = visitor.get(link.replace("&amp;", "&"))
        assert place in pages.text(other)
        assert f"kind=mistake&amp;about={place}" in other.content.decode()


ELSEWHERE = [
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example/",
    "javascript:alert(1)",
    "/en/../admin/",
    "/%2e%2e/admin/",
    "/en/%252e%252e/",
    "/admin/logout/",
    "/media/x.jpg",
    "/en/news/\nBcc: a@example.org",
    "/en/" + "x" * 400,
    "en/news/",
    # Words of a stranger, which the form would show as the name of a page.
    "/?Your account is blocked, call 555",
    "/en/Your account is blocked/",
    "/en/1 Your account is blocked/",
    "/en/news/1-Your account is blocked/",
    "/en/contact/sent/LJ-1:x/",
    "/en/figures/1.csv",
    # Nobody learns by trying where the desk is.
    "/admin/",
    "/./admin/x",
    "/desk/",
]


def test_only_pages_of_ours_can_be_written_about(visitor, db, clock):
    for about in ELSEWHERE:
        form = visitor.get("/en/contact/", {"kind": "mistake", "about": about})
        assert "About the page" not in pages.text(form), about
        send(visitor, filled(visitor, clock, about=about, message=f"What is {about!r}?"))
    assert set(Enquiry.objects.values_list("about", flat=True)) == {""}


def test_page_of_somebodys_question_is_never_named(visitor, db, clock):
    sent = send(visitor, filled(visitor, clock))
    assert report_link(visitor, sent.url) == "/en/contact/?kind=mistake"


def test_search_that_found_nothing_can_be_asked_about(visitor, db):
    form = visitor.get("/en/contact/", {"about": "/en/search/?q=hot+springs&x=Call+us"})
    assert "/en/search/?q=hot+springs" in pages.text(form)
    assert "Call" not in pages.text(form)
    words = "养老院“<b>&amp;" * 15
    for query, said in (
        ("q=hot+springs&x=Call", "I was looking for: hot springs"),
        (urlencode({"q": words}), f"I was looking for: {escape(words)}"),
        (urlencode({"q": "a\r\nb\u202e"}), "I was looking for: a b"),
    ):
        form = visitor.get("/en/contact/", {"about": f"/en/search/?{query}"})
        assert re.search(r"<textarea[^>]*>\s*([^<]*)<", form.content.decode())[1] == said
    for other in ("/en/news/?q=Call", "/en/search/", "//evil.example/en/search/?q=Call", "/q=Call"):
        form = visitor.get("/en/contact/", {"about": other}).content.decode()
        assert re.search(r"<textarea[^>]*>\s*([^<]*)<", form)[1] == "", other
    form = visitor.get("/zh/contact/", {"about": "/zh/search/?q=%E5%85%BB%E8%80%81"})
    assert "/zh/search/?q=养老" in pages.text(form)


def test_page_that_is_no_list_is_named_without_what_is_put_after_it(visitor, db):
    form = visitor.get("/en/contact/", {"about": "/en/site-map/?q=Your account is blocked"})
    assert "About the page /en/site-map/" in pages.text(form)
    assert "blocked" not in pages.text(form)


def test_page_that_is_missing_in_a_language_can_be_asked_for(visitor, db, language):
    other = {EN: ZH, ZH: EN}[language]
    story = factories.live(langs=[other])
    place = in_language(story, language)
    content = visitor.get(place).content.decode()
    summary = getattr(story, column("summary", other))
    tag = {EN: "en", ZH: "zh-Hans"}[other]
    assert f'<p lang="{tag}">{summary}</p>' in content
    links = own_links(content.partition("<main")[2].partition("</main>")[0])
    (contact,) = [link for link in links if "about=" in link]
    assert place in pages.text(visitor.get(contact))
