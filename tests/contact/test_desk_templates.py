"""Reply templates: what can be filled in, what cannot, and that upgrades leave them alone."""

import pytest
from django.core.management import call_command

from contact.models import ReplyTemplate
from post.models import Letter
from tests import factories, pages
from tests.contact.desk import address

pytestmark = pytest.mark.once

PLACE = "/admin/contact/replytemplate/"


@pytest.fixture
def browser(desk):
    return desk("enquiry-desk")


def begun(browser, enquiry, key: str, language: str) -> dict:
    """Return what stands in a reply that is begun with a template."""
    template = ReplyTemplate.objects.get(key=key)
    place = f"{address(enquiry, 'reply')}?template={template.pk}&language={language}"
    return pages.form(browser.get(place), "Send")["data"]


def write(browser, **texts):
    given = {"name_en": "Own", "name_zh_hans": "自定义", "position": "9", "is_offered": "on"}
    page = browser.get(f"{PLACE}add/")
    return browser.post(f"{PLACE}add/", pages.shown(page) | given | texts, follow=True)


def test_reply_begins_with_the_template_in_the_chosen_language(browser):
    enquiry = factories.enquiry()
    english = begun(browser, enquiry, "received", "en")
    assert english["subject"] == f"Your enquiry {enquiry.reference}: we are looking into it"
    assert "your enquiry of 9 March 2026" in english["text"]
    assert "by 11 March 2026" in english["text"]
    chinese = begun(browser, enquiry, "received", "zh-hans")
    assert "您2026年3月9日的咨询" in chinese["text"]
    assert "2026年3月11日前" in chinese["text"]


def test_only_a_template_that_answers_ticks_that_it_does(browser):
    enquiry = factories.enquiry()
    assert "is_answer" not in begun(browser, enquiry, "received", "en")
    assert begun(browser, enquiry, "answer", "en")["is_answer"] == "on"


def test_reply_begins_in_the_language_of_the_answer(browser):
    enquiry = factories.enquiry(language="en", answer_language="zh-hans")
    page = browser.get(address(enquiry, "reply"))
    assert pages.form(page, "Send")["data"]["language"] == "zh-hans"


@pytest.mark.parametrize(
    "query", ["?template=x&language=y", "?template=99999999999999999999", "?a"]
)
def test_template_that_is_not_there_begins_an_empty_reply(browser, query):
    page = browser.get(address(factories.enquiry(), "reply") + query)
    assert pages.form(page, "Send")["data"]["text"] == ""


@pytest.mark.both
def test_every_template_the_portal_comes_with_is_complete_in_both_languages(db):
    templates = ReplyTemplate.objects.exclude(key=None)
    assert len(templates) == 5
    assert all(each.is_written_in(code) for each in templates for code in ("en", "zh-hans"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("key", ["answer", "more", "passed-on"])
def test_template_is_not_sent_before_its_open_lines_are_filled_in(browser, key, language):
    enquiry = factories.enquiry()
    template = ReplyTemplate.objects.get(key=key)
    place = f"{address(enquiry, 'reply')}?template={template.pk}&language={language}"
    page = browser.get(place)
    for button in ("Send", "Preview"):
        refused = pages.press(browser, page, button)
        assert "Fill in the lines in which only “…” stands" in pages.text(refused)
    assert not Letter.objects.exists()
    text = pages.form(refused, "Send")["data"]["text"].replace("…", "We look forward")
    pages.press(browser, refused, "Send", text=text)
    assert Letter.objects.count() == 1


def test_dots_within_a_sentence_are_sent(browser):
    page = browser.get(address(factories.enquiry(), "reply"))
    pages.press(browser, page, "Send", subject="Our answer", text="One moment …\n\n… and come in.")
    assert Letter.objects.count() == 1


@pytest.mark.both
def test_what_an_editor_changed_stays_when_the_portal_is_upgraded(db):
    ReplyTemplate.objects.filter(key="answer").update(text_en="Ours", is_offered=False)
    ReplyTemplate.objects.filter(key="closing").delete()
    for _time in range(2):
        call_command("migrate", verbosity=0)
    assert ReplyTemplate.objects.get(key="answer").text_en == "Ours"
    assert ReplyTemplate.objects.count() == 5


@pytest.mark.both
def test_template_that_is_not_offered_is_not_offered(browser):
    ReplyTemplate.objects.filter(key="closing").update(is_offered=False)
    words = pages.text(browser.get(address(factories.enquiry(), "reply")))
    assert "Please tell us more" in words
    assert "Closing" not in words


def test_template_without_text_in_a_language_is_offered_in_the_other_alone(browser):
    write(browser, subject_en="Own", text_en="Own text about {about}")
    own = ReplyTemplate.objects.get(key=None)
    page = browser.get(address(factories.enquiry(), "reply")).content.decode()
    assert f"template={own.pk}&amp;language=en" in page
    assert f"template={own.pk}&amp;language=zh-hans" not in page


@pytest.mark.parametrize(
    "text",
    ["Dear {name}", "{message}", "{0}", "{}", "{number.__class__}", "{due!r}", "{ number }"],
)
def test_what_cannot_be_filled_in_is_refused_with_what_can(browser, text):
    page = write(browser, subject_en="Own", text_en=text)
    words = pages.text(page)
    assert "cannot be filled in. These can: {number}, {received}, {due}, {about}." in words
    assert pages.shown(page)["text_en"].strip() == text
    assert not ReplyTemplate.objects.filter(key=None).exists()


@pytest.mark.both
def test_brace_that_stands_alone_is_text(browser):
    write(browser, subject_en="Own", text_en="A smile :-{ and {number}")
    enquiry = factories.enquiry()
    own = ReplyTemplate.objects.get(key=None)
    page = browser.get(f"{address(enquiry, 'reply')}?template={own.pk}&language=en")
    text = pages.form(page, "Send")["data"]["text"]
    assert text == f"A smile :-{{ and {enquiry.reference}"


@pytest.mark.both
@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"subject_en": "Own"}, "Subject and text belong together."),
        ({"text_zh_hans": "正文"}, "Subject and text belong together."),
        ({}, "Write a subject and a text in at least one language."),
        ({"name_en": "", "subject_en": "s", "text_en": "t"}, "This field is required."),
    ],
)
def test_half_a_template_is_explained(browser, texts, words):
    assert words in pages.text(write(browser, **texts))
    assert not ReplyTemplate.objects.filter(key=None).exists()


@pytest.mark.both
def test_line_break_in_the_subject_of_a_template_reaches_no_letter(browser):
    enquiry = factories.enquiry()
    ReplyTemplate.objects.filter(key="closing").update(subject_en="Hi\r\nBcc: b@example.org")
    page = browser.get(
        f"{address(enquiry, 'reply')}?template={ReplyTemplate.objects.get(key='closing').pk}"
    )
    page = pages.press(browser, page, "Preview")
    assert f"Subject Hi Bcc: b@example.org [{enquiry.reference}]" in pages.text(page)
