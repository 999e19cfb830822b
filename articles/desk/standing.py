"""In a sentence: what visitors get of a record while somebody writes, by its public state."""

from django.utils.translation import gettext as _

from articles import states
from articles.states import State

NEVER, AHEAD, READ, OVER, DOWN = "never", "ahead", "read", "over", "down"


def of(found: list[State]) -> str:
    """Return how a record stands to visitors: by the language that they get most of."""
    keys = {state.public for state in found}
    for key, word in (
        (states.LIVE, READ),
        (states.SCHEDULED, AHEAD),
        (states.EXPIRED, OVER),
        (states.WITHDRAWN, DOWN),
    ):
        if key in keys:
            return word
    return NEVER


def before_editing(found: list[State]) -> str:
    """Say what Edit does, for a record that opens for reading."""
    return {
        READ: _(
            "Visitors can read this. Press Edit to write a new draft; they notice nothing until "
            "you publish it."
        ),
        AHEAD: _(
            "Visitors cannot read this yet: it appears by itself at its time. Press Edit to write "
            "a new draft; what is scheduled stays until you publish the draft."
        ),
    }.get(
        of(found),
        _(
            "Visitors cannot read this any more: its time is over. Press Edit to write a new "
            "draft; they see nothing of it until you publish it."
        ),
    )


def while_editing(found: list[State], changed: str, has_copy: bool) -> str:
    """Say what visitors get while somebody writes. changed: what differs from that, in words."""
    if not has_copy:
        return {
            DOWN: _(
                "This was taken down. Visitors see nothing of what you write until you publish."
            ),
        }.get(of(found), _("Visitors have never been able to read this. It is a draft."))
    if not changed:
        return {
            READ: _(
                "You are writing in a draft. Nothing in it differs from the published text yet."
            ),
            AHEAD: _(
                "You are writing in a draft. Nothing in it differs from the scheduled text yet."
            ),
        }.get(
            of(found),
            _("You are writing in a draft. Nothing in it differs from the last text yet."),
        )
    return {
        READ: _(
            "You are writing in a draft. Visitors read the published text until you publish. "
            "Changed so far: %(what)s."
        ),
        AHEAD: _(
            "You are writing in a draft. Visitors cannot read anything yet; the text that is "
            "scheduled appears unless you publish the draft before. Changed so far: %(what)s."
        ),
    }.get(
        of(found),
        _(
            "You are writing in a draft. Visitors cannot read the earlier text any more, and "
            "nothing of the draft until you publish it. Changed so far: %(what)s."
        ),
    ) % {"what": changed}
