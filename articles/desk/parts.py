"""What differs between two versions, in the words of the desk: labels, values, what looks else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import languages
from articles import comparing, strands
from articles.comparing import Change, Part
from articles.desk import look_words
from articles.desk.panels import when
from languages import column

# So many unchanged blocks beside a changed one are shown, as its surroundings.
AROUND = 1


@dataclass
class Shown:
    """One part for the templates; `tag` is the language of its texts."""

    label: str
    tag: str = ""
    pieces: list = field(default_factory=list)
    blocks: list[dict] = field(default_factory=list)
    counts: str = ""
    values: tuple[str, str] | None = None
    words: str = ""
    is_coarse: bool = False


def shown(
    model: type[models.Model],
    parts: list[Part],
    strand: str,
    places: dict[str, int] | None = None,
    around: int = AROUND,
) -> list[Shown]:
    """Return parts for the templates, in the order of the form.

    places: the number of each row by its key. around: how many unchanged blocks stand beside a
    changed one; more are folded.
    """
    names = _Names(model, strand, parts, places or {}, around)
    return [_shown(part, names) for part in sorted(parts, key=names.order)]


class _Names:
    """Labels of fields, and the records that values of one comparison point at."""

    def __init__(self, model, strand: str, parts: list[Part], places, around: int) -> None:
        self.model, self.strand, self.places, self.around = model, strand, places, around
        self.tag = "" if strand == strands.SHARED else languages.html_lang(strand)
        self.pictures = look_words.pictures_of(parts)
        self.related: dict[type[models.Model], dict[Any, models.Model]] = {}
        wanted: dict[type[models.Model], set] = {}
        for part in parts:
            target = getattr(self.field(part), "related_model", None)
            if strand == strands.SHARED and target:
                wanted.setdefault(target, set()).update({part.old, part.new} - {None})
        for target, keys in wanted.items():
            self.related[target] = target._base_manager.in_bulk(keys)

    def owner(self, part: Part) -> type[models.Model]:
        if not part.relation:
            return self.model
        return getattr(self.model, part.relation).rel.related_model

    def field(self, part: Part) -> models.Field | None:
        try:
            return self.owner(part)._meta.get_field(part.name) if part.name else None
        except FieldDoesNotExist:
            return None

    def order(self, part: Part) -> tuple:
        every = [each.name for each in self.owner(part)._meta.get_fields()]
        name = self.without_language(part) or part.name
        place = part.new if not part.name else self.places.get(part.key)
        return (part.relation, place or 0, every.index(name) if name in every else len(every))

    def without_language(self, part: Part) -> str | None:
        own = {
            column(name, code): name
            for name in strands.text_fields(self.owner(part))
            for code in languages.codes()
        }
        return own.get(part.name)

    def label(self, part: Part) -> str:
        owner, found = self.owner(part), self.field(part)
        # The language is named once, over all of them.
        plain = self.without_language(part)
        label = owner._meta.get_field(plain).verbose_name if plain else found and found.verbose_name
        label = capfirst(str(label or part.name))
        return f"{self.row(part)} {label}".strip() if part.relation else label

    def row(self, part: Part) -> str:
        name = capfirst(str(self.owner(part)._meta.verbose_name))
        place = part.new if not part.name and part.new else self.places.get(part.key)
        words = _("%(row)s %(number)s:") if part.name else _("%(row)s %(number)s")
        if place is None:
            return f"{name}:" if part.name else name
        return words % {"row": name, "number": place}


def _shown(part: Part, names: _Names) -> Shown:
    if not part.name:
        return Shown(names.row(part), words=_row_words(part))
    if names.strand == strands.SHARED:
        found = names.field(part)
        values = (_value(found, part.old, names), _value(found, part.new, names))
        return Shown(names.label(part), values=values)
    blocks = _folded(part.changes, names)
    return Shown(
        names.label(part),
        names.tag,
        part.pieces,
        blocks,
        _counts(part.changes),
        is_coarse=part.is_coarse,
    )


def _row_words(part: Part) -> str:
    if part.old is None:
        return _("added")
    if part.new is None:
        return _("removed")
    return _("moved here from place %(number)s") % {"number": part.old}


def _value(found: models.Field | None, value: Any, names: _Names) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    target = getattr(found, "related_model", None)
    if target:
        return str(names.related[target].get(value) or _("no longer there"))
    if isinstance(found, models.DateTimeField) and (moment := parse_datetime(str(value))):
        return when(moment)
    choices = dict(getattr(found, "flatchoices", ()) or ())
    return str(choices.get(value, value))


def _counts(changes: list[Change]) -> str:
    counts = comparing.counted(changes)
    said = (
        (
            comparing.CHANGED,
            lambda n: ngettext("%(n)d paragraph changed", "%(n)d paragraphs changed", n),
        ),
        (comparing.ADDED, lambda n: ngettext("%(n)d added", "%(n)d added", n)),
        (comparing.REMOVED, lambda n: ngettext("%(n)d removed", "%(n)d removed", n)),
        (comparing.MOVED, lambda n: ngettext("%(n)d moved", "%(n)d moved", n)),
    )
    words = [text(counts[kind]) % {"n": counts[kind]} for kind, text in said if counts[kind]]
    return " · ".join(words)


def _folded(changes: list[Change], names: _Names) -> list[dict]:
    """Return blocks for the template; a long run of unchanged ones is one entry with its own."""
    found: list[dict] = []
    pictures = names.pictures
    for run, is_equal in _runs(changes):
        if not is_equal:
            found += [_block(change, pictures) for change in run]
            continue
        first = names.around if run[0] is not changes[0] else 0
        last = len(run) - (names.around if run[-1] is not changes[-1] else 0)
        if last - first <= names.around:
            first = last = len(run)
        found += [_block(change, pictures) for change in run[:first]]
        if hidden := run[first:last]:
            words = ngettext("%(n)d paragraph unchanged", "%(n)d paragraphs unchanged", len(hidden))
            blocks = [_block(change, pictures) for change in hidden]
            found.append({"folded": words % {"n": len(hidden)}, "blocks": blocks})
        found += [_block(change, pictures) for change in run[last:]]
    return found


def _runs(changes: list[Change]) -> Iterator[tuple[list[Change], bool]]:
    run: list[Change] = []
    for change in changes:
        if run and (change.kind == comparing.EQUAL) != (run[-1].kind == comparing.EQUAL):
            yield run, run[-1].kind == comparing.EQUAL
            run = []
        run.append(change)
    if run:
        yield run, run[-1].kind == comparing.EQUAL


def _block(change: Change, pictures: dict) -> dict:
    return {
        "kind": change.kind,
        "tag": change.block.kind,
        "number": change.new_number or change.old_number,
        "old_number": change.old_number,
        "new_number": change.new_number,
        "pieces": change.pieces,
        "looks": look_words.of_change(change, pictures),
    }
