"""What somebody is told whose form was not taken in, and with which status."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from contact import floods, form_pages


@dataclass(frozen=True)
class Refusal:
    """Words for a person, an HTTP status, and how many seconds to wait if that helps."""

    words: str
    status: int = 400
    wait: int = 0


_REFUSALS = {
    form_pages.FromElsewhere: Refusal(
        _("We could not tell that the form came from this page. Please send it again."),
        status=403,
    ),
    form_pages.Trapped: Refusal(
        _(
            "A hidden field was filled in, perhaps by your browser. It is empty again now. "
            "Please send the form again."
        ),
    ),
    form_pages.TooSoon: Refusal(
        _("That was very quick. Please wait a few seconds and send the form again."),
    ),
    form_pages.TooOld: Refusal(
        _("The form had been open for more than a day. Please send it again."),
    ),
    form_pages.NotOurs: Refusal(
        _("Part of the form was missing when it reached us. Please send it again."),
    ),
    floods.TooMany: Refusal(
        _("Please wait ten minutes and try again."), status=429, wait=floods.SPAN
    ),
}


def of(refused: form_pages.Refused) -> Refusal:
    return _REFUSALS[type(refused)]
