"""What was left out of a text, counted, and said in the words of whoever brought it."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PICTURES, PLAYERS, SCRIPTS, FORMS = "pictures", "players", "scripts", "forms"
LINKS, LOOKS, EMPTY, NESTED = "links", "looks", "empty", "nested"


class Removals(Counter):
    """How often each of the above was left out."""

    def words(self) -> str:
        """Return one sentence that names everything, or nothing if nothing was left out."""
        parts = [words(self[name]) for name, words in _WORDS.items() if self[name]]
        return _("Removed: %(what)s.") % {"what": _(", ").join(parts)} if parts else ""

    def of_note(self) -> "Removals":
        """Return what is worth a word when somebody saves: not that a line was empty."""
        return Removals({name: count for name, count in self.items() if name != EMPTY})


def _pictures(count: int) -> str:
    return ngettext(
        "%(count)d picture from elsewhere (add it from the library)",
        "%(count)d pictures from elsewhere (add them from the library)",
        count,
    ) % {"count": count}


def _players(count: int) -> str:
    text = ngettext("%(count)d embedded video", "%(count)d embedded videos", count)
    return text % {"count": count}


def _scripts(count: int) -> str:
    return ngettext("%(count)d script", "%(count)d scripts", count) % {"count": count}


def _forms(count: int) -> str:
    return ngettext("%(count)d form field", "%(count)d form fields", count) % {"count": count}


def _links(count: int) -> str:
    text = ngettext(
        "%(count)d link without a usable address (its words stay)",
        "%(count)d links without a usable address (their words stay)",
        count,
    )
    return text % {"count": count}


def _nested(count: int) -> str:
    text = ngettext(
        "%(count)d table inside a table (its words stay)",
        "%(count)d tables inside a table (their words stay)",
        count,
    )
    return text % {"count": count}


def _empty(count: int) -> str:
    text = ngettext("%(count)d empty paragraph", "%(count)d empty paragraphs", count)
    return text % {"count": count}


_WORDS = {
    PICTURES: _pictures,
    PLAYERS: _players,
    SCRIPTS: _scripts,
    FORMS: _forms,
    LINKS: _links,
    NESTED: _nested,
    LOOKS: lambda _count: _("colours and fonts"),
    EMPTY: _empty,
}
