"""With the editor or in a plain text area: each person's own choice, which holds everywhere."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _


def choose(person, *, plain: bool) -> None:
    person.writes_plain_text = plain
    person.save(update_fields=["writes_plain_text"])


def choose_after_saving(request: HttpRequest) -> None:
    """Do what the button asks for that is there where no script runs."""
    if "_write_plain" in request.POST:
        choose(request.user, plain=True)
        words = _("From now on you write all articles in a plain text area.")
        messages.success(request, words)
