"""What the desk says about one language of an article: public or not, and whether a draft is newer.

`of_row` speaks for a row in hand, `filter_rows` for a list; both follow `public()`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import pgettext_lazy

import languages
from articles import strands
from articles.models import Article, ArticleLanguage, is_public
from languages import column

LIVE, SCHEDULED, EXPIRED, WITHDRAWN, DRAFT, NONE = (
    "live",
    "scheduled",
    "expired",
    "withdrawn",
    "draft",
    "none",
)
WORDS = {
    LIVE: pgettext_lazy("state of a language", "Published"),
    SCHEDULED: pgettext_lazy("state of a language", "Scheduled"),
    EXPIRED: pgettext_lazy("state of a language", "Expired"),
    WITHDRAWN: pgettext_lazy("state of a language", "Withdrawn"),
    DRAFT: pgettext_lazy("state of a language", "Draft"),
    NONE: pgettext_lazy("state of a language", "Nothing written"),
}


@dataclass(frozen=True)
class State:
    """The state of one language; `since` is when it began or, if scheduled, will begin."""

    language: str
    key: str
    since: datetime | None
    has_newer_draft: bool

    @property
    def word(self):
        return WORDS[self.key]

    @property
    def name(self) -> str:
        return languages.name(self.language)


def of_row(live: Article, language: str, copy: Article | None = None) -> State:
    """Return the state of `language`; `copy` is the working copy, if there is one."""
    has_draft = copy is not None and languages.has_text(copy, "title", language)
    key, since = _public_state(live, language, has_draft)
    newer = copy is not None and any(
        strands.version(copy, strand) != strands.version(live, strand)
        for strand in (language, strands.SHARED)
    )
    return State(language, key, since, newer and key not in (DRAFT, NONE))


def _public_state(live: Article, language: str, has_draft: bool) -> tuple[str, datetime | None]:
    now = timezone.now()
    published, expires = live.published_at(language), live.expires_at(language)
    if published is None:
        withdrawn = _withdrawn_at(live, language)
        if withdrawn:
            return WITHDRAWN, withdrawn
        has_draft = has_draft or languages.has_text(live, "title", language)
        return (DRAFT if has_draft else NONE), None
    if expires and expires <= now:
        return EXPIRED, expires
    return (SCHEDULED if published > now else LIVE), published


def _withdrawn_at(live: Article, language: str) -> datetime | None:
    for known in live.languages.all():
        if known.language == language:
            return known.withdrawn_at
    return None


def with_copies(rows: QuerySet) -> QuerySet:
    """Add to each live row what `of_list_row` needs, so that a list asks once for all rows."""
    copies = Article.objects.filter(live_id=OuterRef("pk"))
    return rows.prefetch_related("languages").annotate(
        **{
            f"copy_{strands.version_column(strand)}": Subquery(
                copies.values(strands.version_column(strand))[:1]
            )
            for strand in strands.names()
        },
        **{
            f"copy_{column('title', code)}": Subquery(copies.values(column("title", code))[:1])
            for code in languages.codes()
        },
    )


def of_list_row(row: Article, language: str) -> State:
    """Return the state of a row that `with_copies` has loaded."""
    has_draft = bool(getattr(row, f"copy_{column('title', language)}"))
    key, since = _public_state(row, language, has_draft)
    newer = any(
        getattr(row, f"copy_{strands.version_column(strand)}")
        not in (None, strands.version(row, strand))
        for strand in (language, strands.SHARED)
    )
    return State(language, key, since, newer and key not in (DRAFT, NONE))


def filter_rows(rows: QuerySet, language: str, key: str) -> QuerySet:
    """Return the live rows whose `language` is in the state `key`."""
    now = timezone.now()
    published, expires = column("published_at", language), column("expires_at", language)
    title = column("title", language)
    never = Q(**{f"{published}__isnull": True})
    ended = Q(**{f"{expires}__lte": now})
    withdrawn = Q(
        pk__in=ArticleLanguage.objects.filter(language=language)
        .exclude(withdrawn_at=None)
        .values("article_id")
    )
    drafts = Article.objects.filter(live__isnull=False, **{f"{title}__gt": ""})
    has_title = Q(**{f"{title}__gt": ""}) | Q(pk__in=drafts.values("live_id"))
    conditions = {
        LIVE: is_public(language, now),
        SCHEDULED: Q(**{f"{published}__gt": now}) & ~ended,
        EXPIRED: ~never & ended,
        WITHDRAWN: never & withdrawn,
        DRAFT: never & ~withdrawn & has_title,
        NONE: never & ~withdrawn & ~has_title,
    }
    return rows.filter(conditions[key])


def filter_newer_draft(rows: QuerySet) -> QuerySet:
    """Return the live rows whose working copy says something newer than visitors read."""
    differs = Q(pk__in=[])
    for strand in strands.names():
        mine = strands.version_column(strand)
        differs |= ~Q(**{mine: Coalesce(F(f"working_copy__{mine}"), F(mine))})
    return rows.filter(differs, working_copy__isnull=False)
