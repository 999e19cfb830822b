"""From the desk to what visitors read, in each language."""

from tests import factories, pages
from tests.pages import address


def test_list_and_message_lead_to_the_page_of_each_language_that_is_public(desk, visitor):
    live = factories.live(langs=["en"], title_en="Live")
    draft = factories.make(title_en="A draft")
    browser = desk()
    listed = browser.get("/admin/news/story/").content.decode()
    assert f'href="{live.get_absolute_url()}"' in listed
    assert "See the public page of “Live” (English)" in listed
    assert listed.count("on-site") == 1
    page = browser.get(address(draft))
    done = pages.press(browser, page, "Publish both languages now")
    content = done.content.decode().partition("messagelist")[2].partition("</ul>")[0]
    for code in ("en", "zh"):
        place = visitor.get(f"/{code}/{draft.pk}")["Location"]
        assert f'<a href="{place}"' in content
