"""Who did what at the desk lately, and what visitors have got.

Both only where the person works: in the sections and languages of their rights.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, pgettext

from articles import facts, strands
from articles.desk import back_again, panels, timeline
from articles.models import Act, Article, Revision
from desk import ages, entries, reach
from languages import column, html_lang
from languages.order import own_language_first

SHOWN = 8
# People whose rights are narrower are shown what of the newest rows is theirs: to look further back
# for a section in which nothing happens would be to read the whole archive.
LOOKED_AT = 2000
# Several strands are saved at once, so more versions are read than lines are shown.
READ = 3 * SHOWN


@dataclass
class Done:
    """One line: somebody did something with some strands of an article."""

    at: datetime
    by: object
    article_id: int
    words: str
    strands: list[str]
    article: Article | None = None

    def __str__(self) -> str:
        words = {"who": self.by or pgettext("who did it", "the portal"), "act": self.words}
        if not self.strands:
            return gettext("%(who)s: %(act)s") % words
        words["what"] = panels.strand_names(self.strands)
        return gettext("%(who)s: %(act)s (%(what)s)") % words

    @property
    def address(self) -> str:
        return entries.address(self.article)

    @property
    def moment(self) -> str:
        return ages.moment(self.at)


def lately(person) -> list[Done]:
    """Return the newest acts and saves together. Three questions."""
    found = [*_acts(person), *_saves(person)]
    lines = sorted(found, key=lambda line: line.at, reverse=True)[:SHOWN]
    rows = Article.objects.filter(pk__in={line.article_id for line in lines}).for_lists()
    articles = {row.pk: row for row in rows}
    for line in lines:
        line.article = articles[line.article_id]
    return lines


def _of(person, rows: QuerySet, by_strand: Callable[[str], Q]) -> QuerySet:
    """Leave the rows that changed a strand with which the person has to do."""
    theirs = Q(pk__in=[])
    is_everything = True
    for name in strands.names():
        # Shared facts change the pages of every language.
        code = None if name == strands.SHARED else name
        open_to = reach.works_in(person, code, "article__")
        is_everything &= open_to == Q()
        if open_to is not None:
            theirs |= by_strand(name) & open_to
    if is_everything:
        return rows
    newest = rows.model.objects.order_by("-pk").values("pk")[:LOOKED_AT]
    return rows.filter(theirs, pk__in=newest)


def _acts(person) -> list[Done]:
    found = Act.objects.with_undone().select_related("by").order_by("-pk")
    rows = _of(person, found, lambda name: Q(strands__has_key=name))[:SHOWN]
    return [
        Done(act.created_at, act.by, act.article_id, _verb(act), list(act.strands)) for act in rows
    ]


def _verb(act: Act) -> str:
    if act.is_ahead:
        words = pgettext("act on an article", "schedule for %(time)s")
        return words % {"time": panels.when(act.due_at)}
    if act.verb == Act.Verb.UNDO and act.undone_verb == Act.Verb.WITHDRAW:
        words = pgettext("act on an article", "undo the withdrawal (%(again)s)")
        return words % {"again": back_again.of_act(act)}
    if timeline.is_unscheduling(act):
        return pgettext("act on an article", "cancel the schedule")
    if facts.is_judgement(act):
        return pgettext("act on an article", "call the translation valid")
    return act.get_verb_display()


def _saves(person) -> list[Done]:
    """Return the newest versions; those of one save are one line."""
    found: list[Done] = []
    rows = Revision.objects.defer("content").select_related("created_by").order_by("-pk")
    for row in _of(person, rows, lambda name: Q(strand=name))[:READ]:
        last = found[-1] if found else None
        is_same = last and (last.article_id, last.by) == (row.article_id, row.created_by)
        if is_same and last.at - row.created_at < ages.MOMENT:
            last.strands.append(row.strand)
            continue
        words = pgettext("act on an article", "save")
        found.append(Done(row.created_at, row.created_by, row.article_id, words, [row.strand]))
    return found


def published(person) -> list[dict]:
    """Return what visitors have got last, in the person's own language. One question."""
    open_to = {code: reach.works_in(person, code) for code in own_language_first()}
    code = next((code for code, condition in open_to.items() if condition is not None), None)
    if code is None:
        return []
    rows = Article.objects.public(code).filter(open_to[code]).newest(code).for_lists()[:SHOWN]
    return [
        {
            "title": entries.title(row, code),
            "lang": html_lang(code),
            "address": entries.address(row),
            "moment": ages.moment(getattr(row, column("published_at", code))),
        }
        for row in rows
    ]
