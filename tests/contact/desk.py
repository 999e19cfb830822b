"""What tests of the enquiry desk do again and again."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command

from tests import pages

LIST = "/admin/contact/enquiry/"
# A visitor whose every detail can be told from the rest of a page.
PERSON = {
    "name": "Ada Quill",
    "email": "quill@example.org",
    "organisation": "Feather Works",
    "country": "Ruritania",
    "phone": "+99 123 456",
    "message": "May I visit the hall?",
}


def address(enquiry, act: str = "change") -> str:
    return f"{LIST}{enquiry.pk}/{act}/"


def names_nobody(page) -> bool:
    content = page.content.decode()
    return not any(words in content for words in PERSON.values())


def names_everything(page) -> bool:
    words = pages.text(page)
    return all(each in words for each in PERSON.values())


def reply(browser, enquiry, button: str = "Send", **typed):
    """Open the page for a reply, write one, press a button."""
    page = browser.get(address(enquiry, "reply"))
    written = {"subject": "Our answer", "text": "Yes, you may."} | typed
    return pages.press(browser, page, button, **written)


def deliver() -> None:
    call_command("worker", "--once")


def beijing(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time of March 2026 by the clock of Beijing; the 9th is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


class NoOutbox(BaseEmailBackend):
    """An outbox whose table is full."""

    def send_messages(self, messages) -> int:
        raise OSError("No space left on device")
