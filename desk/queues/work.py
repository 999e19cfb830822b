"""Queues of work on a language: drafts, reviews, translations."""

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

import languages
from accounts.models import User
from articles import rights
from articles.models import Act, ArticleLanguage, Match, Revision, Work
from desk import reach
from desk.queues import COLUMNS, Queue

_name = lazy(languages.short_name, str)


def of_match(match: str, language: str):
    """Return the question for the articles whose `language` stands so to the other one."""

    def rows(person: User) -> QuerySet | None:
        open_to = reach.where(person, rights.WRITE, language, "article__")
        if open_to is None:
            return None
        found = ArticleLanguage.objects.filter(open_to, language=language, match=match)
        return _as_rows(found, "match_since")

    return rows


def my_drafts(person: User) -> QuerySet | None:
    return _mine(person, Work.DRAFT)


def sent_back_to_me(person: User) -> QuerySet | None:
    return _mine(person, Work.SENT_BACK)


def in_review(person: User) -> QuerySet | None:
    """Ask for what waits for somebody with the right to approve, in the languages of the right."""
    return _open_to(person, rights.APPROVE, Work.IN_REVIEW)


def approved(person: User) -> QuerySet | None:
    """Ask for what is approved and neither public nor ordered, for those who may publish it."""
    rows = _open_to(person, rights.PUBLISH, Work.APPROVED)
    return None if rows is None else rows.exclude(_is_ordered())


def mine_in_review(person: User) -> QuerySet | None:
    return _mine(person, Work.IN_REVIEW)


def mine_approved(person: User) -> QuerySet | None:
    rows = _mine(person, Work.APPROVED)
    return None if rows is None else rows.exclude(_is_ordered())


def _open_to(person: User, verb: str, work: str) -> QuerySet | None:
    anywhere = [
        Q(language=code) & open_to
        for code in languages.codes()
        if (open_to := reach.where(person, verb, code, "article__")) is not None
    ]
    if not anywhere:
        return None
    condition = Q()
    for each in anywhere:
        condition |= each
    return _as_rows(ArticleLanguage.objects.filter(condition, work=work), "work_at")


def _is_ordered() -> Q:
    """Return the condition for languages of which exactly this version is ordered for a time."""
    condition = Q(pk__in=[])
    for code in languages.codes():
        orders = Act.objects.pending().filter(article=OuterRef("article"))
        number = Cast(KeyTextTransform(code, "strands"), IntegerField())
        is_ordered = orders.annotate(number=number).filter(number=OuterRef("work_number"))
        condition |= Q(Exists(is_ordered), language=code)
    return condition


def _mine(person: User, work: str) -> QuerySet | None:
    if not reach.sees_articles(person) or not rights.may(person, rights.WRITE):
        return None
    rows = ArticleLanguage.objects.filter(language__in=languages.codes(), work=work)
    return _as_rows(rows.filter(_is_mine(person, work)), "work_at")


def _is_mine(person: User, work: str) -> Q:
    if work == Work.DRAFT:
        # Who saved it stands there, but for what was saved before that was kept.
        return Q(work_by=person) | Q(work_by=None, article__updated_by=person)
    # Who sent it back or approved it stands there: it is of whoever wrote that version or is
    # responsible. Who submitted it waits for the answer too.
    written = Revision.objects.filter(
        article=OuterRef("article"),
        strand=OuterRef("language"),
        number=OuterRef("work_number"),
        created_by=person,
    )
    is_mine = Q(Exists(written)) | Q(article__owner=person)
    return is_mine | Q(work_by=person) if work == Work.IN_REVIEW else is_mine


def _as_rows(found: QuerySet, moment: str) -> QuerySet:
    return found.annotate(record=F("article_id"), since=F(moment)).values(*COLUMNS)


DRAFTS = Queue(
    "drafts",
    _("My drafts"),
    my_drafts,
    _("last saved"),
    _("Texts that you saved last and that visitors cannot read yet."),
)
SENT_BACK = Queue(
    "sent-back",
    _("Sent back to me"),
    sent_back_to_me,
    _("sent back"),
    _("Somebody has read your text and asks for changes. The comment stands in the history."),
    is_alarm=True,
    topic="four-eyes",
)
IN_REVIEW = Queue(
    "in-review",
    _("Waiting for review"),
    in_review,
    _("submitted"),
    _("Read the text, then approve it or send it back with a comment."),
    topic="four-eyes",
    opens="review",
)
APPROVED = Queue(
    "approved",
    _("Approved, not yet published"),
    approved,
    _("approved"),
    _("Somebody else has read and approved these. You may publish them as they stand."),
    topic="four-eyes",
)
MINE_IN_REVIEW = Queue(
    "with-reviewer",
    _("Mine, with a reviewer"),
    mine_in_review,
    _("submitted"),
    _("You have submitted or written these. Somebody else reads them now."),
    topic="four-eyes",
)
MINE_APPROVED = Queue(
    "approved-mine",
    _("Mine, approved and not yet published"),
    mine_approved,
    _("approved"),
    _("Your texts are approved as they stand. Whoever may publish finds them on the start page."),
    topic="four-eyes",
)
OUTDATED = {
    code: Queue(
        f"out-of-date-{languages.prefix(code)}",
        format_lazy(_("{language} out of date"), language=_name(code)),
        of_match(Match.OUTDATED, code),
        _("out of date since"),
        _(
            "The other language has changed since this one was translated. Bring it up to date, or "
            "confirm that both say the same."
        ),
        topic="three-facts",
    )
    for code in languages.codes()
}
MISSING = {
    code: Queue(
        f"missing-{languages.prefix(code)}",
        format_lazy(_("{language} missing"), language=_name(code)),
        of_match(Match.MISSING, code),
        _("last saved"),
        _("Written in one language only. Open the article and write the other pane."),
        topic="two-languages",
    )
    for code in languages.codes()
}
