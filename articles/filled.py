"""Categories without anything to read in a language: no menu leads there, and editors are told."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

import languages
from articles.models import Article, Category
from languages import column


def with_content(
    rows: QuerySet[Category],
    language: str,
    name: str = "is_filled",
    at: datetime | None = None,
) -> QuerySet:
    """Say of each category, in a column `name`, whether there is anything to read in it."""
    public = Article.objects.public(language, at)
    in_category = Exists(public.filter(category=OuterRef("pk")))
    # By way of its categories, for which there is an index that holds publication, too.
    in_section = Exists(Category.objects.filter(in_category, section=OuterRef("pk")))
    return rows.annotate(**{name: Case(When(section=None, then=in_section), default=in_category)})


def with_content_per_language(
    rows: QuerySet[Category], at: datetime | None = None
) -> QuerySet[Category]:
    """Say it for every language, in columns such as `is_filled_en`."""
    for code in languages.codes():
        rows = with_content(rows, code, column("is_filled", code), at)
    return rows


def is_empty() -> Q:
    """Return the condition for rows of the function above with nothing to read in some language.

    The pages that stand alone, such as the terms, are in no menu and count for nothing here.
    """
    empty = Q()
    for code in languages.codes():
        empty |= Q(**{column("is_filled", code): False})
    return empty & ~Q(is_hidden=True) & (Q(section=None) | Q(section__is_hidden=False))


def languages_of(category: Category) -> list[str]:
    """Return the languages with anything to read in a category read by the function above."""
    return [code for code in languages.codes() if getattr(category, column("is_filled", code))]


def hangs_on(pk: int, category_ids: Iterable[int]) -> bool:
    """Whether some menu may name one of the categories only while article `pk` is public.

    Another article counts if nothing will take it away by itself. One question.
    """
    others = Article.objects.filter(category=OuterRef("pk")).exclude(pk=pk)
    kept = {
        column("is_kept", code): Exists(
            others.public(code).filter(**{f"{column('expires_at', code)}__isnull": True})
        )
        for code in languages.codes()
    }
    rows = Category.objects.filter(pk__in=category_ids).annotate(**kept).order_by()
    return not all(all(row) for row in rows.values_list(*kept))


def moments_ahead(category_ids: Iterable[int]) -> list[datetime]:
    """Return when articles of some categories will appear or end by themselves."""
    now, names = timezone.now(), ("published_at", "expires_at")
    columns = [column(name, code) for name in names for code in languages.codes()]
    ahead = Q()
    for name in columns:
        ahead |= Q(**{f"{name}__gt": now})
    rows = Article.objects.live().filter(ahead, category__in=category_ids)
    times = {time for row in rows.values(*columns) for time in row.values()}
    return sorted(time for time in times if time and time > now)
