"""Filling in the contact form as a browser does."""

from datetime import timedelta

from tests import pages

PAGES = {"en": "/en/contact/", "zh-hans": "/zh/contact/"}
BUTTONS = {"en": "Send question", "zh-hans": "提交"}
FROM_HERE = {"sec-fetch-site": "same-origin"}
WRITTEN = {
    "name": "J. O’Neill-Müller",
    "email": "oneill@example.org",
    "kind": "investing",
    "message": "Is the hall still free?\r\nWe need it in spring.",
    "consent": "on",
}


def shown(page, language: str = "en") -> dict:
    """Return what a browser would send from a page with the form on it."""
    data = pages.form(page, BUTTONS[language])["data"]
    # As HTML has it: a line of a text ends with one sign, however it was sent.
    return data | {"message": data["message"].replace("\r\n", "\n")}


def filled(visitor, time_machine, language: str = "en", **typed) -> dict:
    """Open the form, fill it in, and let a minute pass."""
    data = shown(visitor.get(PAGES[language]), language) | WRITTEN | typed
    time_machine.shift(timedelta(minutes=1))
    return {name: value for name, value in data.items() if value is not None}


def send(visitor, data: dict, language: str = "en", headers=FROM_HERE, **extra):
    return visitor.post(PAGES[language], data, headers=headers, **extra)


def number_on(page) -> str:
    """Return the number that the page after sending names."""
    words = pages.text(page)
    return words[words.index("LJ-") :][:9]
