"""Enquiries are for the enquiry desk and administrators; nobody else comes near them."""

import pytest

from contact.models import Enquiry, ReplyTemplate
from tests import factories, pages
from tests.contact.desk import LIST, PERSON, address

pytestmark = pytest.mark.once

ACTS = ["change", "show", "note", "take", "hand-over", "state", "reply", "erase", "history"]
STRANGERS = ["publisher", "editor", "author", "translator"]


@pytest.fixture
def enquiry(db):
    return factories.enquiry(**PERSON)


@pytest.mark.parametrize("role", ["enquiry-desk", "administrator"])
def test_enquiries_are_open_to(desk, enquiry, role):
    browser = desk(role)
    assert enquiry.reference in pages.text(browser.get(LIST))
    assert browser.get(address(enquiry)).status_code == 200
    assert "Enquiries" in pages.text(browser.get("/admin/"))
    assert browser.get("/admin/contact/replytemplate/").status_code == 200


@pytest.mark.parametrize("role", STRANGERS)
def test_enquiries_are_closed_to(desk, enquiry, role):
    browser = desk(role)
    places = [LIST, f"{LIST}export/", "/admin/contact/replytemplate/"]
    for place in places + [address(enquiry, act) for act in ACTS if act != "history"]:
        assert browser.get(place).status_code == 403, place
        assert browser.post(place, {"state": "closed"}).status_code in (403, 405), place
    assert "Enquiries" not in pages.text(browser.get("/admin/"))
    assert Enquiry.objects.get().state == "open"


@pytest.mark.parametrize("act", ACTS)
def test_visitor_is_sent_to_the_sign_in_page(visitor, enquiry, act):
    for answer in (visitor.get(address(enquiry, act)), visitor.post(address(enquiry, act))):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")


@pytest.mark.both
def test_enquiries_are_neither_added_nor_deleted_by_hand(desk, enquiry):
    browser = desk("administrator")
    assert browser.get(f"{LIST}add/").status_code == 403
    assert browser.post(address(enquiry, "delete"), {"post": "yes"}).status_code == 403
    assert Enquiry.objects.filter(pk=enquiry.pk).exists()
    assert "add/" not in browser.get(LIST).content.decode().split('id="content"')[1]


def test_post_to_the_page_itself_changes_nothing(desk, enquiry):
    browser = desk("enquiry-desk")
    assert browser.post(address(enquiry), {"state": "closed", "name": "x"}).status_code == 405
    assert Enquiry.objects.get().name == PERSON["name"]


@pytest.mark.parametrize("act", ["show", "take", "state", "erase", "reply"])
def test_act_without_the_forms_token_is_refused(desk, enquiry, act):
    browser = desk("enquiry-desk")
    browser.handler.enforce_csrf_checks = True
    assert browser.post(address(enquiry, act), {"state": "closed"}).status_code == 403


@pytest.mark.both
def test_enquiry_is_handed_to_nobody_who_may_not_see_it(desk, enquiry):
    editor = factories.person("editor")
    browser = desk("enquiry-desk")
    page = browser.get(address(enquiry))
    assert "editor" not in pages.text(page).split("Choose a colleague")[1].split("Hand over")[0]
    page = pages.press(browser, page, "Hand over", to=editor.pk)
    assert "Select a valid choice." in pages.text(page)
    assert Enquiry.objects.get().owner is None


@pytest.mark.both
def test_template_the_portal_came_with_is_not_deleted(desk):
    browser = desk("enquiry-desk")
    ours = ReplyTemplate.objects.get(key="answer")
    own = ReplyTemplate.objects.create(name_en="Own", subject_en="s", text_en="t")
    for template in (ours, own):
        browser.post(f"/admin/contact/replytemplate/{template.pk}/delete/", {"post": "yes"})
    assert ReplyTemplate.objects.filter(pk=ours.pk).exists()
    assert not ReplyTemplate.objects.filter(pk=own.pk).exists()
