"""The buttons under a form; each says in words what pressing it will do, and when.

A button says "now" or names a moment. Once a moment in the future is given, the script changes the
words and with them what the button sends; where no script runs, the server does so on the next
page and waits for a second press (`articles.desk.publishing_views`).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

import languages
from articles import reviewing, rights, states, strands, working_copies
from articles.desk import order
from articles.models import Article

NOW, LATER, AT_ONCE, SUBMIT = "_publish", "_schedule", "_publish_now", "_submit"
BOTH = "both"


@dataclass(frozen=True)
class Button:
    """What a button says and sends: now and, where `later` is given, for a moment to come."""

    name: str
    value: str
    label: str
    later: str = ""
    is_primary: bool = False
    at: datetime | None = None

    @property
    def words(self) -> str:
        is_later = self.later and self.at
        return self.later.format(time=moment_words(self.at)) if is_later else self.label

    @property
    def sends(self) -> str:
        return LATER if self.later and self.at else self.name


@dataclass(frozen=True)
class Row:
    """The buttons in sight and behind "More"; the rest tells the script how to write times."""

    shown: list[Button]
    more: list[Button]
    moment: str
    months: str


def are_pressed(posted) -> bool:
    """Tell whether one of the buttons that publish was pressed."""
    return any(name in posted for name in (NOW, LATER, AT_ONCE))


def moment_pattern() -> str:
    """Return how a moment stands on a button, in letters of Django's that the script knows too."""
    return pgettext("moment on a button", "j M Y H:i")


def moment_words(at: datetime) -> str:
    """Return a moment as it stands on a button."""
    return date_format(localtime(at), moment_pattern())


def row(user, open_to: list[str], live: Article | None, source, at: datetime | None) -> Row:
    """Return the buttons for somebody who may publish the languages in `open_to`.

    source: the row that the form shows. at: a moment in the future that was given already.
    """
    waiting = _waiting(live, open_to, user) if live else []
    ready = [code for code in open_to if code not in waiting]
    shown = _publishing(ready, live, source)
    more = [_at_once(code) for code in ready if _public(live, code) == states.SCHEDULED]
    submit = _submit(user, live, source)
    if submit and (waiting or not shown or _has_rule(live, source)):
        shown.append(submit)
    elif submit:
        more.insert(0, submit)
    primary = _primary(shown, ready, source)
    shown = [replace(each, at=at, is_primary=each is primary) for each in shown]
    return Row(shown, more, moment_pattern(), "|".join(_months()))


def _months() -> list[str]:
    return [date_format(date(2026, month, 1), "M") for month in range(1, 13)]


def _waiting(live: Article, open_to: list[str], user) -> list[str]:
    """Return the languages that this person may not make public without somebody else."""
    source = working_copies.editable_row(live) or live
    if not _has_rule(live, source) or reviewing.may_publish_alone(live, source, user):
        return []
    return [code for code in open_to if reviewing.needs_second_person(live, code, user)]


def _has_rule(live: Article | None, source: Article | None) -> bool:
    return live is not None and bool(reviewing.sections_of_four_eyes(live, source or live))


def _publishing(codes: list[str], live: Article | None, source: Article | None) -> list[Button]:
    note = ""
    if source and live and source.pk != live.pk:
        has_changed = strands.SHARED in working_copies.changed_strands(source, live)
        note = _(" (shared facts have changed)") if has_changed else ""
    found = [
        Button(
            NOW,
            code,
            _label(live, code) + note,
            _("Schedule %(language)s for {time} Beijing time")
            % {"language": languages.short_name(code)},
        )
        for code in order.own_language_first(codes)
    ]
    if len(codes) > 1:
        later = _("Schedule both languages for {time} Beijing time")
        found.append(Button(NOW, BOTH, _label_of_both(live) + note, later))
    return found


def _at_once(code: str) -> Button:
    label = _("Publish %(language)s now") % {"language": languages.short_name(code)}
    return Button(AT_ONCE, code, label)


def _submit(user, live: Article | None, source: Article | None) -> Button | None:
    place = source.category if source and source.category_id else None
    if not rights.languages_open_to(user, rights.WRITE, place):
        return None
    return Button(SUBMIT, "1", _("Submit for review"))


def _primary(shown: list[Button], ready: list[str], source: Article | None) -> Button | None:
    """Return the button that is most likely meant."""
    written = [code for code in ready if source and languages.has_text(source, "title", code)]
    own = languages.normalise(get_language())
    wanted = own if own in written else next(iter(written), BOTH)
    if len(written) == len(ready) > 1:
        wanted = BOTH
    meant = [each for each in shown if each.name == NOW and each.value == wanted]
    return next(iter([*meant, *shown]), None)


def _public(live: Article | None, code: str) -> str:
    return states.of_row(live, code).public if live else states.NEVER


def _label_of_both(live: Article | None) -> str:
    keys = {_public(live, code) for code in languages.codes()}
    if keys == {states.LIVE}:
        return _("Update both languages now")
    if keys == {states.SCHEDULED}:
        return _("Replace both scheduled texts")
    return _("Publish both languages now")


def _label(live: Article | None, code: str) -> str:
    name, key = languages.short_name(code), _public(live, code)
    if key == states.LIVE:
        return _("Update the %(language)s text now") % {"language": name}
    if key == states.SCHEDULED:
        words = _("Replace the %(language)s text scheduled for %(time)s")
        return words % {"language": name, "time": moment_words(live.published_at(code))}
    if key in (states.WITHDRAWN, states.EXPIRED):
        return _("Publish %(language)s again now") % {"language": name}
    return _("Publish %(language)s now") % {"language": name}
