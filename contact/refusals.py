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
        _("Your browser did not say that the form came from this page. Please send it once more."),
        status=403,
    ),
    form_pages.Trapped: Refusal(
        _(
            "A field that people do not see was filled in, perhaps by your browser. It is empty "
            "again now. Please send the form once more."
        ),
    ),
    form_pages.TooSoon: Refusal(
        _("The form came back faster than anyone can fill it in. Please send it once more."),
    ),
    form_pages.TooOld: Refusal(
        _("The form was open for more than a day. Please send it once more."),
    ),
    form_pages.NotOurs: Refusal(
        _("The form did not come back whole. Please send it once more."),
    ),
    floods.TooMany: Refusal(
        _("Please wait ten minutes and try again."), status=429, wait=floods.SPAN
    ),
}


def of(refused: form_pages.Refused) -> Refusal:
    return _REFUSALS[type(refused)]
