"""The buttons under a form; each says in words what pressing it will do, and when.

A button says "now" or names a moment. Once a moment is given, to come or gone by, the script
changes the words and with them what the button sends; where no script runs, the server does so on
the next page and waits for a second press (`articles.desk.publishing_views`).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

import languages
from articles import four_eyes, rights, states, strands, working_copies
from articles.models import Article
from languages import column, order

NOW, LATER, AT_ONCE, SUBMIT = "_publish", "_schedule", "_publish_now", "_submit"
DATED = "_publish_dated"
BOTH = "both"


@dataclass(frozen=True)
class Button:
    """What a button says and sends: now and, where they are given, for a moment to come or gone by.

    same: the moment for which its texts are scheduled already. needs: the languages that must be
    written before it can do anything.
    """

    name: str
    value: str
    label: str
    later: str = ""
    dated: str = ""
    is_primary: bool = False
    at: datetime | None = None
    same: datetime | None = None
    needs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        words = {LATER: self.later, DATED: self.dated}.get(self.sends)
        is_moved = words and self.at != self.same
        return words.format(time=moment_words(self.at)) if is_moved else self.label

    @property
    def sends(self) -> str:
        if not self.later or self.at is None:
            return self.name
        return LATER if self.at > timezone.now() else DATED

    @property
    def titles(self) -> str:
        """The fields that show whether what it needs is written, for the script."""
        return " ".join(f"id_{column('title', code)}" for code in self.needs)


@dataclass(frozen=True)
class Row:
    """The buttons in sight and behind "More"; the rest tells the script how to write times."""

    shown: list[Button]
    more: list[Button]
    moment: str
    months: str
    # Whether saving the draft is what is most likely meant.
    saves_first: bool
    # Whether this person publishes alone where others may not, and owes the reason.
    owes_reason: bool
    # The languages with something that visitors have not got.
    newer: str


def are_pressed(posted) -> bool:
    """Tell whether one of the buttons that publish was pressed."""
    return any(name in posted for name in (NOW, LATER, DATED, AT_ONCE))


def moment_pattern() -> str:
    """Return how a moment stands on a button, in letters of Django's that the script knows too."""
    return pgettext("moment on a button", "j M Y H:i")


def moment_words(at: datetime) -> str:
    """Return a moment as it stands on a button."""
    return date_format(localtime(at), moment_pattern())


def row(
    user, open_to: list[str], live: Article | None, source, at: datetime | None, place=None
) -> Row:
    """Return the buttons for somebody who may publish the languages in `open_to`.

    source: the row that the form shows. at: a moment that was given already.
    place: the category with which a new form begins.
    """
    past = four_eyes.Past(live, source or live) if live else None
    is_ruled, is_alone = _rule(user, past, place)
    waiting = _waiting(past, open_to, user) if past and is_ruled and not is_alone else []
    ready = [code for code in open_to if code not in waiting]
    written = [code for code in ready if source and languages.has_text(source, "title", code)]
    has_copy = source is not None and source.is_working_copy
    changed = working_copies.changed_strands(source, live) if has_copy else []
    publishing = _publishing(ready, live, changed)
    in_sight = {*written} or {*order.own_language_first(ready)[:1]}
    shown = [each for each in publishing if {*each.needs} <= in_sight]
    if live is None:
        # What becomes of a new text is not known yet.
        shown += [each for each in publishing if each.value == BOTH]
    more = [each for each in publishing if each not in shown]
    more += [_at_once(code) for code in ready if _public(live, code) == states.SCHEDULED]
    submit = _submit(user, source, place)
    if live is None and is_ruled and not is_alone:
        # Whoever writes it cannot publish it; filed elsewhere, they could.
        shown, more = [submit] if submit else [], shown + more
    elif submit and (waiting or not shown or is_ruled):
        shown.append(submit)
    elif submit:
        more.insert(0, submit)
    newer = [code for code in written if _is_newer(code, live, changed)]
    primary = _primary(shown, newer)
    shown = [replace(each, at=at, is_primary=each is primary) for each in shown]
    owes = is_alone and (live is None or bool(_waiting(past, open_to, user)))
    pattern, months = moment_pattern(), "|".join(_months())
    return Row(shown, more, pattern, months, primary is None, owes, " ".join(newer))


def _is_newer(code: str, live: Article | None, changed: list[str]) -> bool:
    return _public(live, code) != states.LIVE or bool({code, strands.SHARED} & {*changed})


def _months() -> list[str]:
    return [date_format(date(2026, month, 1), "M") for month in range(1, 13)]


def _rule(user, past: four_eyes.Past | None, place) -> tuple[bool, bool]:
    """Tell whether nobody publishes alone here, and whether this person may all the same."""
    if past is None:
        section = place.section if place else None
        if section is None or not section.four_eyes:
            return False, False
        return True, section.four_eyes_exempt.filter(pk=user.pk).exists()
    return (True, past.may_publish_alone(user)) if past.sections else (False, False)


def _waiting(past: four_eyes.Past, open_to: list[str], user) -> list[str]:
    """Return the languages that somebody else has to have seen."""
    return [code for code in open_to if past.needs_second_person(code, user)]


def _publishing(codes: list[str], live: Article | None, changed: list[str]) -> list[Button]:
    note = _(" (shared facts have changed)") if strands.SHARED in changed else ""
    found = [
        Button(
            NOW,
            code,
            _label(live, code) + note,
            _("Schedule %(language)s for {time} Beijing time")
            % {"language": languages.short_name(code)},
            _dated_label(live, code),
            same=_scheduled(live, [code]),
            needs=(code,),
        )
        for code in order.own_language_first(codes)
    ]
    if len(codes) > 1:
        later = _("Schedule both languages for {time} Beijing time")
        label, same = _label_of_both(live) + note, _scheduled(live, codes)
        dated = _dated_label_of_both(live)
        found.append(Button(NOW, BOTH, label, later, dated, same=same, needs=tuple(codes)))
    return found


def _scheduled(live: Article | None, codes: list[str]) -> datetime | None:
    """Return the moment for which all these languages are scheduled."""
    if any(_public(live, code) != states.SCHEDULED for code in codes):
        return None
    moments = {live.published_at(code) for code in codes}
    return moments.pop() if len(moments) == 1 else None


def _at_once(code: str) -> Button:
    label = _("Publish %(language)s now") % {"language": languages.short_name(code)}
    return Button(AT_ONCE, code, label)


def _submit(user, source: Article | None, place) -> Button | None:
    if source and source.category_id:
        place = source.category
    if not rights.languages_open_to(user, rights.WRITE, place):
        return None
    return Button(SUBMIT, "1", _("Submit for review"))


def _primary(shown: list[Button], newer: list[str]) -> Button | None:
    """Return the button that is most likely meant; none where that is saving the draft."""
    publishing = [each for each in shown if each.name == NOW]
    if not publishing:
        return next(iter(shown), None)
    own = order.own_language_first(newer)[:1]
    for codes in ({*newer}, {*own}):
        for each in publishing:
            if codes and {*each.needs} == codes:
                return each
    return None


def _public(live: Article | None, code: str) -> str:
    return states.of_row(live, code).public if live else states.NEVER


def _label_of_both(live: Article | None) -> str:
    keys = {_public(live, code) for code in languages.codes()}
    if keys == {states.LIVE}:
        return _("Update both languages now")
    if keys == {states.SCHEDULED}:
        return _("Replace both scheduled texts")
    if keys <= {states.WITHDRAWN, states.EXPIRED}:
        return _("Publish both languages again now")
    return _("Publish both languages now")


def _dated_label_of_both(live: Article | None) -> str:
    if {_public(live, code) for code in languages.codes()} == {states.LIVE}:
        return _("Update both languages now, dated {time}")
    return _("Publish both languages now, dated {time}")


def _dated_label(live: Article | None, code: str) -> str:
    words = _("Publish %(language)s now, dated {time}")
    if _public(live, code) == states.LIVE:
        words = _("Update the %(language)s text now, dated {time}")
    return words % {"language": languages.short_name(code)}


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
