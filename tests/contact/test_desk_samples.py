"""The enquiries of a demo: in every state, of nobody, and nobody is written to."""

from contact.models import Enquiry
from liangjiang.sample.enquiries import load_enquiries
from post.models import Letter
from tests import factories
from tests.contact.desk import deliver


def test_samples_are_loaded_once_in_several_states_and_both_languages(db):
    assert load_enquiries() == 6
    assert load_enquiries() == 0
    rows = Enquiry.objects.all()
    assert {row.state for row in rows} == {"open", "answered", "closed"}
    assert {row.language for row in rows} == {"en", "zh-hans"}
    assert any(row.is_overdue for row in rows)
    assert all(row.email.endswith("@example.org") for row in rows)


def test_samples_cause_no_mail_to_anybody_but_the_reminder_to_the_desk(db):
    factories.person("enquiry-desk")
    load_enquiries()
    deliver()
    subjects = [letter.subject for letter in Letter.objects.all()]
    assert subjects == ["2 enquiries have to be answered today"]
