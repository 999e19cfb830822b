"""Writing in through a real browser: with errors, by keyboard alone, and without script."""

from datetime import UTC, datetime, timedelta

import pytest

from contact.models import Enquiry
from tests import factories
from tests.browser.accessibility import PUBLIC, WIDTH, barriers
from tests.contact.forms import BUTTONS, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _page_around_it(live_server):
    factories.live("about.page", category=factories.category("site.contact"))


@pytest.fixture
def a_minute_later(time_machine):
    """Let the form be a minute old, as it is when a person has filled it in."""
    time_machine.move_to(datetime.now(UTC) - timedelta(minutes=1))
    return lambda: time_machine.shift(timedelta(minutes=1))


def fill(page) -> None:
    page.fill("[name=name]", "J. O’Neill-Müller")
    page.fill("[name=email]", "oneill@example.org")
    page.select_option("[name=kind]", "living")
    page.fill("[name=message]", "Which school takes children of six?")
    page.check("[name=consent]")


@pytest.mark.parametrize("code", PAGES)
def test_errors_and_thanks_are_accessible(open_browser, watch, a_minute_later, code):
    found = {}
    page = open_browser(WIDTH[code], reduced_motion="reduce")
    page.goto(PAGES[code])
    a_minute_later()
    page.click(f"text={BUTTONS[code]}")
    page.wait_for_selector(".errs:focus")
    found["errors"] = barriers(page, PUBLIC)
    fill(page)
    page.click(f"text={BUTTONS[code]}")
    page.wait_for_url("**/sent/**")
    found["thanks"] = barriers(page, PUBLIC)
    assert {name: reports for name, reports in found.items() if reports} == {}
    watch.assert_quiet()


def test_link_in_the_summary_leads_to_the_field_and_what_is_said_of_it(open_browser):
    page = open_browser(390)
    page.goto("/en/contact/")
    page.click("text=Send question")
    page.click(".errs >> text=Write your question")
    page.wait_for_selector("[name=message]:focus")
    for words in ("label[for=id_message]", "#id_message_error"):
        assert page.locator(words).bounding_box()["y"] >= 0, words


def test_form_can_be_filled_in_and_sent_by_keyboard(open_browser, a_minute_later):
    page = open_browser(1440)
    page.goto("/en/contact/")
    a_minute_later()
    page.focus("[name=name]")
    page.keyboard.type("Li")
    # organisation, e-mail
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("li@example.org")
    # telephone, country, what it is about
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("Living")
    # sector, question
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Which school?")
    # language, consent
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    # The link to the privacy policy, then the button.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/**")
    assert Enquiry.objects.get().message == "Which school?"


@pytest.mark.parametrize("code", PAGES)
def test_form_works_without_script_and_leaves_no_cookie(open_browser, watch, a_minute_later, code):
    page = open_browser(390, java_script_enabled=False)
    page.goto(PAGES[code])
    a_minute_later()
    fill(page)
    page.click(f"text={BUTTONS[code]}")
    page.wait_for_url("**/sent/**")
    assert Enquiry.objects.get().reference in page.inner_text("main")
    page.reload()
    assert Enquiry.objects.count() == 1
    assert page.context.cookies() == []
    watch.assert_quiet()
