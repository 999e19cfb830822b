"""What the desk says about one language of an article: three facts in few words.

*public* is decided by times, here; *work* and *match* are kept by `articles.facts`. The keys of
the three are all different, so that a key alone says which fact is meant. Which word stands first
is fixed (docs/decisions/0031-three-facts-a-language.md); whatever it is, the words behind it say
that a language is out of date.

`of_row` speaks for a row in hand, `of_list_row` for a row of a list, `filter_rows` finds rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

import languages
from articles import strands
from articles.models import Act, Article, ArticleLanguage, is_public
from articles.models.language import Match, Work
from languages import column

NEVER, SCHEDULED, LIVE, EXPIRED, WITHDRAWN = "never", "scheduled", "live", "expired", "withdrawn"
DRAFT = Work.DRAFT.value
OUTDATED, MISSING, NONE = Match.OUTDATED.value, Match.MISSING.value, Match.NOTHING.value

UPDATE, REFUSED = "update", "refused"

PUBLIC_WORDS = {
    LIVE: pgettext_lazy("state of a language", "Published"),
    SCHEDULED: pgettext_lazy("state of a language", "Scheduled"),
    EXPIRED: pgettext_lazy("state of a language", "Expired"),
    WITHDRAWN: pgettext_lazy("state of a language", "Withdrawn"),
    NEVER: pgettext_lazy("state of a language", "Never published"),
}
WORDS = {
    **PUBLIC_WORDS,
    **{key.value: key.label for key in Work},
    **{key.value: key.label for key in Match},
}
# What is said behind the first word.
SECOND_WORDS = {
    UPDATE: pgettext_lazy("second word of a state", "update scheduled"),
    REFUSED: pgettext_lazy("second word of a state", "update not carried out"),
    "newer": pgettext_lazy("second word of a state", "newer draft"),
    Work.IN_REVIEW.value: pgettext_lazy("second word of a state", "in review"),
    Work.SENT_BACK.value: pgettext_lazy("second word of a state", "sent back"),
    Work.APPROVED.value: pgettext_lazy("second word of a state", "approved"),
    Match.OUTDATED.value: pgettext_lazy("second word of a state", "out of date"),
    Match.MISSING.value: pgettext_lazy("second word of a state", "missing"),
    Match.CONFIRMED.value: pgettext_lazy("second word of a state", "confirmed"),
}


@dataclass(frozen=True)
class State:
    """The facts of one language.

    key and word: what is said first. since: when that began or, if scheduled, will begin. second:
    keys of what is said behind it.
    """

    language: str
    public: str
    work: str
    match: str
    since: datetime | None = None
    # Whether the draft's shared facts differ from those that visitors see.
    shared_differ: bool = False
    match_since: datetime | None = field(default=None, compare=False)
    # When an update takes place that is ordered, and whether it should have and has not.
    update_at: datetime | None = None
    is_refused: bool = False

    @property
    def key(self) -> str:
        if self.public != NEVER:
            return self.public
        return self.work if self.work != Work.NONE else self.match

    @property
    def word(self) -> Promise:
        return WORDS[self.key]

    @property
    def second(self) -> list[str]:
        found = [REFUSED if self.is_refused else UPDATE] if self.update_at else []
        if self.public != NEVER and (self.work != Work.NONE or self.shared_differ):
            found.append("newer" if self.work in (Work.NONE, Work.DRAFT) else self.work)
        said = (Match.OUTDATED, Match.MISSING, Match.CONFIRMED)
        if self.match in said and self.match != self.key:
            found.append(self.match)
        return found

    @property
    def second_words(self) -> list[tuple[str, Promise]]:
        return [(key, SECOND_WORDS[key]) for key in self.second]

    @property
    def has_newer_draft(self) -> bool:
        """Whether editors have something in hand that differs from what was made public."""
        return self.public != NEVER and (self.work != Work.NONE or self.shared_differ)

    @property
    def is_written(self) -> bool:
        return self.match not in (Match.NOTHING, Match.MISSING)

    @property
    def name(self) -> str:
        return languages.name(self.language)


def of_row(
    live: Article, language: str, copy: Article | None = None, orders: Iterable[Act] = ()
) -> State:
    """Return the state of `language`; `copy` is the working copy, if there is one.

    orders: the updates that wait for their time, where they should be spoken of.
    """
    version = strands.version(copy, strands.SHARED) if copy else None
    return _state(live, language, version, orders)


def of_list_row(row: Article, language: str) -> State:
    """Return the state of a row that `with_copies` has loaded."""
    return _state(row, language, row.copy_version_shared, row.orders_ahead)


def _state(live: Article, language: str, shared: int | None, orders: Iterable[Act]) -> State:
    kept = _kept(live, language)
    public, since = _public(live, language, kept)
    differ = shared not in (None, strands.version(live, strands.SHARED))
    order = next((act for act in orders if _concerns(act, live, language)), None)
    return State(
        language,
        public,
        kept.work,
        kept.match,
        since,
        differ,
        kept.match_since,
        order and order.due_at,
        order is not None and order.is_late,
    )


def _concerns(act: Act, live: Article, language: str) -> bool:
    # Shared facts alone change the pages of every language that has one.
    is_shared = {*act.strands} == {strands.SHARED} and live.published_at(language) is not None
    return language in act.strands or is_shared


def _kept(live: Article, language: str) -> ArticleLanguage:
    # All of them, so that what a list has loaded in one go is used.
    found = (kept for kept in live.languages.all() if kept.language == language)
    return next(found, None) or ArticleLanguage(language=language)


def _public(live: Article, language: str, kept: ArticleLanguage) -> tuple[str, datetime | None]:
    now = timezone.now()
    published, expires = live.published_at(language), live.expires_at(language)
    if published is None:
        return (WITHDRAWN if kept.withdrawn_at else NEVER), kept.withdrawn_at
    if expires and expires <= now:
        return EXPIRED, expires
    return (SCHEDULED if published > now else LIVE), published


def was_read(live: Article, language: str) -> bool:
    """Tell whether a language is published and visitors have ever been able to read it."""
    now, first = timezone.now(), _kept(live, language).first_published_at
    starts = [live.published_at(language), first]
    return starts[0] is not None and any(at and at <= now for at in starts)


def with_copies(rows: QuerySet) -> QuerySet:
    """Add to each live row what `of_list_row` needs, so that a list asks once for all rows."""
    copies = Article.objects.filter(live_id=OuterRef("pk"))
    kept = ArticleLanguage.objects.defer("hashes", "basis_hashes", "before_draft")
    orders = Prefetch("acts", Act.objects.pending().order_by("due_at"), to_attr="orders_ahead")
    return rows.prefetch_related(Prefetch("languages", kept), orders).annotate(
        copy_version_shared=Subquery(copies.values("version_shared")[:1])
    )


def filter_rows(rows: QuerySet, language: str, key: str) -> QuerySet:
    """Return the live rows whose `language` has the fact `key`: public, work or match."""
    if key in PUBLIC_WORDS:
        return rows.filter(publics(language)[key])
    fact = "work" if key in Work.values else "match"
    return rows.filter(pk__in=_with(language, **{fact: key}))


def _with(language: str, **facts) -> QuerySet:
    return ArticleLanguage.objects.filter(language=language, **facts).values("article_id")


def publics(language: str) -> dict[str, Q]:
    """Return the condition of each public state."""
    now = timezone.now()
    published, expires = column("published_at", language), column("expires_at", language)
    never, ended = Q(**{f"{published}__isnull": True}), Q(**{f"{expires}__lte": now})
    withdrawn = Q(pk__in=_with(language, withdrawn_at__isnull=False))
    return {
        LIVE: is_public(language, now),
        SCHEDULED: Q(**{f"{published}__gt": now}) & ~ended,
        EXPIRED: ~never & ended,
        WITHDRAWN: never & withdrawn,
        NEVER: never & ~withdrawn,
    }


def filter_newer_draft(rows: QuerySet) -> QuerySet:
    """Return the live rows whose working copy says something newer than visitors read."""
    differs = Q(pk__in=[])
    for strand in strands.names():
        mine = strands.version_column(strand)
        differs |= ~Q(**{mine: Coalesce(F(f"working_copy__{mine}"), F(mine))})
    return rows.filter(differs, working_copy__isnull=False)
