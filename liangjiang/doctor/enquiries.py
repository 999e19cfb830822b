"""Will people who write in get an answer, and by the day they are told?"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from contact import telling, working_days
from liangjiang.doctor.findings import Finding, advice, error

# How far ahead a day of answer may lie.
AHEAD = timedelta(days=30)


def desk() -> Iterator[Finding]:
    if not telling.people().exists():
        yield error(
            "Nobody is told of enquiries: no active person with an e-mail address has the role "
            "of the enquiry desk. Give it to somebody under People."
        )


def calendar() -> Iterator[Finding]:
    year = (timezone.localdate() + AHEAD).year
    if not working_days.is_known(year):
        yield advice(
            f"The holidays of {year} are not known, so days of answer there count Monday to Friday "
            "less fixed holidays. A newer chinesecalendar knows them."
        )
