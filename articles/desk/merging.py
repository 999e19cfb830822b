"""Two people in one record: what each of them changed is written, what they did not is left alone.

The form carries the version of each strand that it was opened with. A field counts as changed
only if its normalised text differs from that version, so a Chinese editor's form never carries
an old English text back, and the other way round.
"""

from typing import Any

from django.db import models

import languages
from articles import strands
from articles.models import Revision

PREFIX = "opened_"
# Digits of a version; more would not fit a database column and were not written by our form.
LONGEST = 9


def opened_name(strand: str) -> str:
    """Return the name of the hidden field that carries a strand's version."""
    return PREFIX + strand.replace("-", "_")


def opened_versions(data) -> dict[str, int]:
    """Return the version of each strand that posted data was opened with."""
    found = {}
    for strand in strands.names():
        value = data.get(opened_name(strand), "")
        found[strand] = int(value[:LONGEST]) if value.isdecimal() else 0
    return found


class _Nothing(dict):
    """What a form showed of a language in which nothing had been written: "" everywhere."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return ""


NOTHING = _Nothing()


def opened_contents(row: models.Model, opened: dict[str, int]) -> dict[str, dict]:
    """Return the content of each strand as the form of `row` showed it, where that is known.

    Known is what a revision holds; and that nothing stood there, where a language had no version
    when the form was opened and has one now.
    """
    contents = {}
    for revision in Revision.objects.filter(article_id=row.live_pk, number__in=opened.values()):
        if opened.get(revision.strand) == revision.number:
            contents[revision.strand] = revision.content
    for code in languages.codes():
        if opened.get(code) == 0 and strands.version(row, code):
            contents[code] = {"fields": NOTHING, "rows": {}}
    return contents


def merge(
    row: models.Model, cleaned: dict[str, Any], opened: dict[str, dict]
) -> tuple[list[str], list[str]]:
    """Put the current value into `cleaned` for every field that this person did not change.

    row: the locked row as it is stored. opened: per strand, the row's values when the form was
    opened; a strand that is missing was opened as it is stored. Returns the names of the fields
    that this person and somebody else have changed in different ways, and of those that this
    person did not change.
    """
    conflicts, untouched = [], []
    for strand in strands.names():
        current = strands.values(row, strand)
        base = opened.get(strand, {})
        for field in strands.fields(type(row), strand):
            name = field.name
            if name not in cleaned:
                continue
            mine, theirs, before = (
                strands.normalise(value)
                for value in (
                    stored(field, cleaned[name]),
                    current[name],
                    base[name] if name in base else current[name],
                )
            )
            if mine in (before, theirs):
                cleaned[name] = getattr(row, name)
                untouched.append(name)
            elif theirs != before:
                conflicts.append(name)
    return conflicts, untouched


def stored(field: models.Field, value: Any) -> Any:
    """Return what a value becomes on its way to the database: like is compared with like."""
    if isinstance(value, models.Model):
        return value.pk
    cleaner = getattr(field, "sanitize", None)
    return cleaner(str(value)) if cleaner else strands.plain(value)
