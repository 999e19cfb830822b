"""The enquiry desk in a real browser: the whole way by keyboard, without script, for everybody."""

import re

import pytest

from contact.models import Enquiry, Reply
from tests import factories
from tests.browser.accessibility import DESK, barriers, in_turn
from tests.browser.conftest import open_all
from tests.browser.signing_in import sign_in
from tests.contact.desk import LIST, PERSON, address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enquiry(db) -> Enquiry:
    factories.enquiry(state="closed")
    return factories.enquiry(**PERSON)


def places(enquiry: Enquiry) -> list[str]:
    acts = [address(enquiry, act) for act in ("change", "reply", "erase")]
    return [LIST, *acts, f"{LIST}export/", "/admin/contact/replytemplate/add/"]


def test_no_page_of_the_enquiry_desk_is_hampered_by_its_own_policy(open_browser, watch, enquiry):
    factories.person("enquiry-desk", interface_language="en")
    page = open_browser()
    sign_in(page, "enquiry-desk")
    open_all(page, places(enquiry), watch)
    watch.assert_quiet()


def test_enquiry_is_answered_without_script_and_mouse(open_browser, watch, enquiry):
    factories.person("enquiry-desk", interface_language="en")
    page = open_browser(java_script_enabled=False)
    sign_in(page, "enquiry-desk")
    page.goto(address(enquiry))
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    assert PERSON["message"] in page.inner_text("#person")
    page.get_by_role("link", name="Reply by mail…").press("Enter")
    page.get_by_role("link", name=re.compile("^English ?: Answer$")).press("Enter")
    page.get_by_label("Text").fill("Dear Ada Quill, yes.")
    # Enter in a line of text shows what would go out; it neither sends nor shows the person.
    page.get_by_label("Subject").press("Enter")
    assert "Dear Ada Quill, yes." in page.inner_text("#preview")
    page.get_by_role("button", name="Send").press("Enter")
    assert "The reply is in the outbox" in page.inner_text(".messagelist")
    assert Reply.objects.get().text == "Dear Ada Quill, yes.\n"
    watch.assert_quiet()


def test_page_is_never_wider_than_the_window(open_browser, enquiry):
    factories.person("enquiry-desk", interface_language="en")
    page = open_browser()
    sign_in(page, "enquiry-desk")
    for place in places(enquiry):
        page.goto(place)
        for width in (1440, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (place, width)


@pytest.mark.parametrize("interface", ["en", "zh-hans"])
def test_enquiry_desk_is_accessible_in_both_languages_and_schemes(open_browser, enquiry, interface):
    factories.person("enquiry-desk", interface_language=interface)
    page = open_browser(reduced_motion="reduce")
    sign_in(page, "enquiry-desk")
    found = {}
    for place in in_turn(places(enquiry), interface):
        page.goto(place)
        if reports := barriers(page, DESK):
            found[place] = reports
    assert found == {}
