"""What somebody tries to smuggle into a text does nothing in a real browser."""

import pytest

from articles.models import Article
from tests import factories
from tests.browser.signing_in import sign_in
from tests.desk.injections import PAYLOADS
from tests.pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALL = "".join(f"<p>{number}</p>{payload}" for number, payload in enumerate(PAYLOADS))
# Every element of the text with its attributes, as the browser has understood them.
UNDERSTOOD = """main => [...main.querySelectorAll(".prose *")].map(element => [
  element.localName, ...element.getAttributeNames()
].join(" "))"""
BARE = {"p", "h2", "h3", "strong", "em", "ul", "ol", "li", "blockquote", "br"}
TABLES = {"table", "thead", "tbody", "tr", "td", "th", "div class role tabindex aria-label"}
LINKS = {"a", "a href", "a href title", "a title", "a title href"}


def test_nothing_runs_on_the_public_page(open_browser, watch):
    live = factories.live(body_en=ALL, title_en=f"Harm {PAYLOADS[0]}")
    page = open_browser()
    page.on("dialog", lambda dialog: watch.complaints.append(dialog.message))
    page.goto(live.get_absolute_url())
    page.wait_for_load_state("networkidle")
    understood = set(page.locator("main").evaluate(UNDERSTOOD))
    assert "p" in understood
    assert understood <= BARE | TABLES | LINKS
    assert page.evaluate("window.harmed") is None
    watch.assert_quiet()


def test_nothing_runs_at_the_desk_even_if_it_was_stored_uncleaned(open_browser, watch):
    # An importer that wrote past `save()`.
    draft = factories.make()
    Article.objects.filter(pk=draft.pk).update(body_en=ALL.replace("\x00", ""))
    factories.person("publisher", interface_language="en")
    desk = open_browser()
    desk.on("dialog", lambda dialog: watch.complaints.append(dialog.message))
    sign_in(desk, "publisher")
    desk.goto(address(draft))
    desk.locator(".field-body_en [contenteditable=true]").wait_for()
    desk.wait_for_load_state("networkidle")
    assert desk.evaluate("window.harmed") is None
    assert watch.foreign == []
