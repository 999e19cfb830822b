"""What keeps a language from being published: what its visitors would miss afterwards."""

from collections.abc import Iterable
from contextlib import contextmanager

from django.db import transaction

import languages
from articles import strands, working_copies
from articles.kinds import child
from articles.models import Article


class Incomplete(Exception):
    """A language cannot be published because something is missing in it.

    `missing` maps each language to the labels of what it lacks.
    """

    def __init__(self, missing: dict[str, list[str]]) -> None:
        self.missing = missing
        super().__init__(str(missing))


class _Undo(Exception):
    """Takes back what was only tried."""


def refuse_incomplete_outcome(live: Article, source: Article, chosen: list[str]) -> None:
    """Raise Incomplete if visitors of any language would miss something after this act.

    What counts is not the draft but what stands on the page then: a picture that is new to the
    readers of the other language needs its description there too.
    """
    if source.pk == live.pk:
        missing = lacking(source, concerned(live, chosen))
    else:
        missing = _lacking_after(live, source, chosen)
    if missing:
        raise Incomplete(missing)


def _lacking_after(live: Article, source: Article, chosen: list[str]) -> dict[str, list[str]]:
    with _tried_out(live) as outcome:
        for strand in chosen:
            content, number = strands.snapshot(source, strand), strands.version(source, strand)
            working_copies.bring(outcome, strand, content, number)
        return lacking(outcome, concerned(live, chosen))


def concerned(live: Article, chosen: Iterable[str]) -> list[str]:
    """Return the languages whose page changes when the strands in `chosen` do."""
    shown = [code for code in languages.codes() if live.published_at(code)]
    also = shown if strands.SHARED in chosen else []
    return [code for code in languages.codes() if code in {*chosen, *also}]


def lacking(row: Article, codes: Iterable[str]) -> dict[str, list[str]]:
    return {code: labels for code in codes if (labels := row.missing_for(code))}


@contextmanager
def _tried_out(live: Article):
    try:
        with transaction.atomic():
            yield child(Article.objects.get(pk=live.pk))
            raise _Undo
    except _Undo:
        pass
