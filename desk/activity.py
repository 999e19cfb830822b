"""Who did what at the desk lately, and what visitors have got."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, pgettext

from articles.desk import back_again, panels
from articles.desk.order import own_language_first
from articles.models import Act, Article, Revision
from desk import ages, entries
from languages import column, html_lang

SHOWN = 8
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


def lately() -> list[Done]:
    """Return the newest acts and saves together. Three questions."""
    lines = sorted([*_acts(), *_saves()], key=lambda line: line.at, reverse=True)[:SHOWN]
    rows = Article.objects.filter(pk__in={line.article_id for line in lines}).for_lists()
    articles = {row.pk: row for row in rows}
    for line in lines:
        line.article = articles[line.article_id]
    return lines


def _acts() -> list[Done]:
    rows = Act.objects.with_undone().select_related("by").order_by("-pk")[:SHOWN]
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
    if act.verb == Act.Verb.UNDO and act.undone_due_at and act.undone_due_at > act.done_at:
        return pgettext("act on an article", "cancel the schedule")
    return act.get_verb_display()


def _saves() -> list[Done]:
    """Return the newest versions; those of one save are one line."""
    found: list[Done] = []
    rows = Revision.objects.defer("content").select_related("created_by").order_by("-pk")[:READ]
    for row in rows:
        last = found[-1] if found else None
        is_same = last and (last.article_id, last.by) == (row.article_id, row.created_by)
        if is_same and last.at - row.created_at < ages.MOMENT:
            last.strands.append(row.strand)
            continue
        words = pgettext("act on an article", "save")
        found.append(Done(row.created_at, row.created_by, row.article_id, words, [row.strand]))
    return found


def published() -> list[dict]:
    """Return what visitors have got last, in the reader's own language. One question."""
    code = own_language_first()[0]
    rows = Article.objects.public(code).newest(code).for_lists()[:SHOWN]
    return [
        {
            "title": entries.title(row, code),
            "lang": html_lang(code),
            "address": entries.address(row),
            "moment": ages.moment(getattr(row, column("published_at", code))),
        }
        for row in rows
    ]
