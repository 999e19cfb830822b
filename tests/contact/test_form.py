"""The contact form: whoever writes gets a number and a day, in any script, from any browser."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from contact.models import Enquiry
from tests import pages
from tests.contact.forms import BUTTONS, PAGES, filled, number_on, send, shown

LANGUAGES = list(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_question_is_stored_and_gets_a_number_and_a_day(visitor, time_machine, language):
    data = filled(
        visitor, time_machine, language, sector="cars", country="Ireland", phone="+353 1 1"
    )
    answer = send(visitor, data, language, follow=True)
    enquiry = Enquiry.objects.get()
    assert number_on(answer) == enquiry.reference
    assert {"en": "11 March 2026", "zh-hans": "2026年3月11日"}[language] in pages.text(answer)
    assert enquiry.message == "Is the hall still free?\nWe need it in spring."
    assert (enquiry.name, enquiry.email) == (data["name"], data["email"])
    assert (enquiry.sector, enquiry.country, enquiry.phone) == ("cars", "Ireland", "+353 1 1")
    assert (enquiry.language, enquiry.answer_language) == (language, language)
    assert enquiry.state == Enquiry.State.OPEN


def test_answer_may_be_wanted_in_the_other_language(visitor, time_machine):
    send(visitor, filled(visitor, time_machine, answer_language="zh-hans"))
    assert Enquiry.objects.get().answer_language == "zh-hans"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_set_no_cookie_and_are_never_stored(visitor, time_machine, language):
    sent = send(visitor, filled(visitor, time_machine, language), language)
    for page in (visitor.get(PAGES[language]), sent, visitor.get(sent.url)):
        assert not page.cookies
        assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_says_within_how_many_days_an_answer_comes(visitor, settings, language):
    promise = {"en": "We answer within two working days.", "zh-hans": "两个工作日内答复。"}
    assert promise[language] in pages.text(visitor.get(PAGES[language]))
    settings.ANSWER_WORKING_DAYS = 12
    promise = {"en": "within 12 working days", "zh-hans": "12个工作日内答复"}
    assert promise[language] in pages.text(visitor.get(PAGES[language]))


def test_one_working_day_is_said_in_the_singular(visitor, settings):
    settings.ANSWER_WORKING_DAYS = 1
    assert "within one working day." in pages.text(visitor.get("/en/contact/"))


def test_five_fields_are_enough(visitor, time_machine):
    data = filled(visitor, time_machine, answer_language=None)
    emptied = dict.fromkeys(("organisation", "phone", "country", "sector"), "")
    assert send(visitor, data | emptied).status_code == 302


@pytest.mark.parametrize(
    ("language", "summary", "errors"),
    [
        (
            "en",
            "Five things need your attention",
            [
                "Enter your name",
                "Enter an email address like name@example.com",
                "Choose what your question is about",
                "Write your question",
                "Tick this box so that we may use your details to answer",
            ],
        ),
        (
            "zh-hans",
            "有五处需要修改",
            [
                "请填写您的姓名",
                "请填写邮箱地址，例如 name@example.com",
                "请选择咨询事项",
                "请填写您的问题",
                "请勾选此项，以便用您填写的信息答复",
            ],
        ),
    ],
)
def test_empty_form_names_each_error_in_a_summary_and_at_its_field(
    visitor, language, summary, errors
):
    page = send(visitor, shown(visitor.get(PAGES[language]), language), language)
    words = pages.text(page)
    assert summary in words
    assert [words.count(error) for error in errors] == [2] * 5
    assert {"en": "Error: Contact us", "zh-hans": "错误：联系我们"}[language] in words
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_with_an_error_keeps_everything_that_was_typed(visitor, time_machine, language):
    typed = {
        "email": "oneill@",
        "organisation": "Müller & Söhne <GmbH>",
        "phone": "+971 (0)4 ‘ask’",
        "country": "Österreich",
        "sector": "logistics",
        "message": 'Line one\r\n\r\n"Line" two\t& more',
        "answer_language": "zh-hans",
    }
    data = filled(visitor, time_machine, language, **typed)
    again = shown(send(visitor, data, language), language)
    kept = {name: again[name] for name in data if name != "form"}
    assert kept == {
        name: value.replace("\r\n", "\n") for name, value in data.items() if name in kept
    }
    sent = send(visitor, again | {"email": "oneill@example.org"}, language)
    assert sent.status_code == 302


@pytest.mark.parametrize(
    "name", ["O'Neill-Müller", "王", "Đặng Thị", "محمد", "Ngô", "X Æ A-12", "J.", "名" * 200]
)
def test_name_of_any_kind_is_taken(visitor, time_machine, name):
    assert send(visitor, filled(visitor, time_machine, name=name)).status_code == 302
    assert Enquiry.objects.get().name == name


@pytest.mark.parametrize(
    "phone", ["+1 (555) 010-0000", "0049/30/12", "+971 4 000", "023-000 转 8", "—"]
)
def test_telephone_number_of_any_form_is_taken(visitor, time_machine, phone):
    assert send(visitor, filled(visitor, time_machine, phone=phone)).status_code == 302
    assert Enquiry.objects.get().phone == phone


def test_text_that_is_too_long_is_kept_whole_and_the_page_says_by_how_much(visitor, time_machine):
    page = send(visitor, filled(visitor, time_machine, message="长" * 5001))
    assert "Use at most 5000 characters here; there are 5001 now" in pages.text(page)
    assert shown(page)["message"] == "长" * 5001


def test_line_breaks_and_control_signs_do_not_stay_in_a_line(visitor, time_machine):
    data = filled(
        visitor, time_machine, name="Li\r\nBcc: all@example.org\x00\x1b", country="A\u2028B"
    )
    assert send(visitor, data).status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.country) == ("Li Bcc: all@example.org", "A B")


def test_nul_sign_in_the_question_is_an_error_and_not_a_crash(visitor, time_machine):
    page = send(visitor, filled(visitor, time_machine, message="a\x00b"))
    assert page.status_code == 200
    assert "One thing needs your attention" in pages.text(page)


@pytest.mark.parametrize("kind", ["investing", "mistake"])
def test_link_may_say_what_the_question_is_about(visitor, kind):
    assert shown(visitor.get(f"/en/contact/?kind={kind}"))["kind"] == kind


def test_link_with_nonsense_leaves_the_choice_open(visitor):
    assert shown(visitor.get("/en/contact/?kind=%3Cscript%3E"))["kind"] == ""


# Sending twice


def test_second_click_and_reload_get_the_same_number(visitor, time_machine):
    data = filled(visitor, time_machine)
    first, second = send(visitor, data, follow=True), send(visitor, data, follow=True)
    assert number_on(first) == number_on(second)
    assert Enquiry.objects.count() == 1


def test_somebody_who_goes_back_and_writes_something_else_loses_neither(visitor, time_machine):
    data = filled(visitor, time_machine)
    first = send(visitor, data, follow=True)
    second = send(visitor, data | {"message": "And the second hall?"}, follow=True)
    assert number_on(first) != number_on(second)
    assert Enquiry.objects.count() == 2


def test_somebody_who_goes_back_and_sends_the_same_once_more_gets_the_same_number(
    visitor, time_machine
):
    first = send(visitor, filled(visitor, time_machine), follow=True)
    second = send(visitor, filled(visitor, time_machine), follow=True)
    assert number_on(first) == number_on(second)
    assert Enquiry.objects.count() == 1


def test_same_question_next_day_is_a_new_one(visitor, time_machine):
    send(visitor, filled(visitor, time_machine))
    time_machine.shift(timedelta(days=1))
    send(visitor, filled(visitor, time_machine))
    assert Enquiry.objects.count() == 2


def test_form_with_an_error_may_be_kept_by_the_browser_and_by_nobody_else(visitor):
    page = send(visitor, shown(visitor.get("/en/contact/")))
    assert page["Cache-Control"] == "private, no-cache"


# When the database fails


class _Broken:
    """The database does not take what begins with `words`; everything else works."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(self.words):
            raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ['INSERT INTO "contact_enquiry"', ""])
def test_question_that_cannot_be_stored_is_shown_again_to_be_sent_later(
    visitor, time_machine, language, words
):
    data = filled(visitor, time_machine, language)
    with connection.execute_wrapper(_Broken(words)):
        page = send(visitor, data, language)
    assert page.status_code == 503
    assert page["Cache-Control"] == "private, no-cache"
    assert "portal@testserver" in pages.text(page)
    again = shown(page, language)
    assert again["message"] == data["message"].replace("\r\n", "\n")
    assert send(visitor, again, language).status_code == 302
    assert Enquiry.objects.count() == 1


# The page after sending


def test_page_with_somebody_elses_number_cannot_be_guessed(visitor, time_machine):
    sent = send(visitor, filled(visitor, time_machine))
    assert visitor.get(sent.url).status_code == 200
    assert visitor.get(sent.url[:-2] + "/").status_code == 404
    assert visitor.get("/en/contact/sent/LJ-9999CC/").status_code == 404


def test_page_after_sending_stays_out_of_search_engines(visitor, time_machine):
    sent = send(visitor, filled(visitor, time_machine), follow=True)
    assert b'<meta name="robots" content="noindex">' in sent.content


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(visitor, method):
    assert getattr(visitor, method)("/en/contact/").status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_is_there_when_nobody_has_written_the_page_around_it(visitor, language):
    assert BUTTONS[language] in pages.buttons(visitor.get(PAGES[language]))


def test_page_asks_few_questions(visitor, time_machine, django_assert_max_num_queries):
    data = filled(visitor, time_machine)
    with django_assert_max_num_queries(5):
        visitor.get("/en/contact/")
    with django_assert_max_num_queries(16):
        assert send(visitor, data).status_code == 302
