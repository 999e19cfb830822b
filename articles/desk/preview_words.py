"""What the desk says around a preview: what can be looked at, and what it is that is seen."""

from django.utils.translation import gettext as _

import languages
from articles import outlook, working_copies
from articles.desk import panels
from articles.models import Article
from articles.outlook import DRAFT, PUBLIC, Outlook


def states(live: Article, chosen: str) -> dict[str, str]:
    """Return what can be looked at; a version of the history only if it was `chosen`."""
    found = {DRAFT: _("The draft"), PUBLIC: _("What visitors find")}
    if working_copies.editable_row(live) is None:
        found[DRAFT] = _("The text as it is stored")
    for act in live.acts.pending().order_by("due_at", "pk"):
        words = {"time": panels.when(act.due_at), "what": panels.strand_names(act.strands)}
        found[f"scheduled-{act.pk}"] = _("The update of %(time)s: %(what)s") % words
    named = outlook.read(live, chosen)
    if named and named.revision:
        found[named.state] = _of_version(named)
    return found


def of_view(shown: Outlook, code: str, *, of_page: bool = True) -> str:
    """Say what stands in a frame; of_page: it is the article's own page."""
    if shown.revision:
        return _of_version(shown)
    if not shown.is_of_visitors:
        return _of_draft(shown)
    if shown.is_public(code):
        words = _("Visitors read this on %(time)s.")
        return words % {"time": _when(shown)} if shown.moment else _("Visitors read this now.")
    words = _("Not public now.")
    if shown.moment:
        words = _("Not public on %(time)s.") % {"time": _when(shown)}
    return f"{words} {_instead(shown, code)}" if of_page else words


def of_refusals(shown: Outlook) -> list[str]:
    """Say of each scheduled update that would not take place why that is."""
    words = _(
        "The update of %(time)s would be refused: %(why)s Visitors would find what was before."
    )
    model = type(shown.live)
    return [
        words
        % {
            "time": panels.when(act.due_at),
            "why": panels.missing_words(model, missing, with_links=False),
        }
        for act, missing in shown.refusals()
    ]


def is_there(shown: Outlook, code: str) -> bool:
    """Whether there is any page to be shown, be it one that says where to read the text."""
    if not shown.is_of_visitors or shown.is_public(code):
        return True
    if shown.target(code):
        return False
    return shown.has_notice(code) or any(map(shown.is_public, languages.codes()))


def saved(live: Article) -> str:
    return panels.when((working_copies.editable_row(live) or live).updated_at)


def _of_draft(shown: Outlook) -> str:
    words = _("The text saved on %(time)s.") % {"time": saved(shown.live)}
    if shown.moment:
        words += " " + _("Shown as if it were published on %(time)s.") % {"time": _when(shown)}
    return words


def _of_version(shown: Outlook) -> str:
    revision = shown.revision
    return _("Version %(number)s (%(what)s), saved on %(time)s by %(person)s") % {
        "number": revision.number,
        "what": panels.strand_names([revision.strand]),
        "time": panels.when(revision.created_at),
        "person": revision.created_by or "–",
    }


def _instead(shown: Outlook, code: str) -> str:
    if target := shown.target(code):
        return _("Visitors are led to “%(title)s”.") % {"title": target}
    if is_there(shown, code):
        return _("This is what visitors find instead:")
    return _("Visitors find “This page is not here”.")


def _when(shown: Outlook) -> str:
    return panels.when(shown.at)
