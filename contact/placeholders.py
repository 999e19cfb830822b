"""What can stand in braces in a reply template.

Nothing that a visitor has typed is among them. A letter goes to an address that somebody typed, and
a name may be an advertisement; whoever has read the enquiry writes the name into the reply.
"""

import re
from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from contact.models import Enquiry

_IN_BRACES = re.compile(r"\{([^{}\n]*)\}")
_VALUES: dict[str, Callable[[Enquiry], str]] = {
    "number": lambda enquiry: enquiry.reference,
    "received": lambda enquiry: date_format(localtime(enquiry.created_at), "DATE_FORMAT"),
    "due": lambda enquiry: date_format(enquiry.due_on, "DATE_FORMAT"),
    "about": lambda enquiry: str(enquiry.get_kind_display()),
}
KNOWN = [f"{{{name}}}" for name in _VALUES]


def unknown(text: str | None) -> list[str]:
    """Return what stands in braces and cannot be filled in."""
    found = dict.fromkeys(match.group(0) for match in _IN_BRACES.finditer(text or ""))
    return [each for each in found if each not in KNOWN]


def fill(text: str, enquiry: Enquiry, language: str) -> str:
    """Return a text with its placeholders filled in, dates as the language writes them."""

    def value(match: re.Match) -> str:
        known = _VALUES.get(match.group(1))
        return known(enquiry) if known else match.group(0)

    with override(language):
        return _IN_BRACES.sub(value, text)
