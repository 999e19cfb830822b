"""What visitors get again of a text whose withdrawal was undone: perhaps nothing yet."""

from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.desk import panels
from articles.models import Act, Article

# From when on and until when visitors read a language.
Times = tuple[datetime | None, datetime | None]


def of_act(row: Act) -> str:
    """Say what the undoing of a withdrawal brought back; `row` is from `with_undone`."""
    kept = row.undone_before["languages"]
    return _words({code: _times(values) for code, values in kept.items()}, row.done_at)


def of_article(live: Article, names: list[str], at: datetime) -> str:
    return _words({code: (live.published_at(code), live.expires_at(code)) for code in names}, at)


def _times(values: dict) -> Times:
    start, end = (values[name] for name in ("published_at", "expires_at"))
    return start and parse_datetime(start), end and parse_datetime(end)


def _words(times: dict[str, Times], at: datetime) -> str:
    groups: dict[str, list[str]] = {}
    for code, each in times.items():
        groups.setdefault(_word(*each, at), []).append(code)
    if len(groups) == 1:
        return next(iter(groups))
    parts = ({"what": panels.strand_names(names), "words": word} for word, names in groups.items())
    return pgettext("between states", "; ").join(_("%(what)s: %(words)s") % each for each in parts)


def _word(start: datetime | None, end: datetime | None, at: datetime) -> str:
    if start and start > at:
        words = pgettext("after an undone withdrawal", "scheduled again for %(time)s")
        return words % {"time": panels.when(start)}
    if end and end <= at:
        return pgettext("after an undone withdrawal", "its time is over")
    return pgettext("after an undone withdrawal", "public again")
