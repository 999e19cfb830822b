"""The filters of the lists, over both languages; `articles.desk.counts` counts what they find."""

from collections.abc import Iterable

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from articles import filled, states
from articles.models import Act, Article, ArticleLanguage, Category
from articles.models.language import Match, Work
from languages import column

FACTS = {
    "public": (pgettext_lazy("fact of a language", "For visitors"), states.PUBLIC_WORDS),
    "work": (pgettext_lazy("fact of a language", "Work in hand"), dict(Work.choices)),
    "match": (
        pgettext_lazy("fact of a language", "Beside the other language"),
        dict(Match.choices),
    ),
}


VIEWS = [
    ("mine", pgettext_lazy("view of a list", "Mine")),
    ("outdated", pgettext_lazy("view of a list", "Out of date")),
    ("scheduled", pgettext_lazy("view of a list", "Scheduled")),
    ("in_review", pgettext_lazy("view of a list", "In review")),
    ("approved", pgettext_lazy("view of a list", "Approved")),
]


class CategoryFilter(SimpleListFilter):
    title = _("category")
    parameter_name = "category"

    def lookups(self, request, model_admin) -> list[tuple]:
        rows = Category.objects.filter(section__isnull=False).select_related("section")
        return [(row.pk, str(row)) for row in rows.order_by("section__position", "position")]

    def queryset(self, request, queryset):
        # Only what the filter offers: a database refuses to look for any number at all.
        offered = {str(pk) for pk, _name in self.lookup_choices}
        value = self.value()
        return queryset.filter(category_id=value) if value in offered else queryset


class NewerDraftFilter(SimpleListFilter):
    title = _("draft newer than what is public")
    parameter_name = "newer"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [("yes", _("Yes"))]

    def queryset(self, request, queryset):
        return states.filter_newer_draft(queryset) if self.value() == "yes" else queryset


class ViewFilter(SimpleListFilter):
    """What is asked for most; each stands as a link above the list."""

    title = _("view")
    parameter_name = "view"

    def lookups(self, request, model_admin) -> list[tuple]:
        return VIEWS

    def queryset(self, request, queryset):
        condition = CONDITIONS.get(self.value() or "")
        return queryset.filter(condition(request.user)) if condition else queryset


class EmptyFilter(SimpleListFilter):
    """Of categories: those with nothing to read in some language."""

    title = _("content")
    parameter_name = "empty"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [("yes", _("Nothing to read in a language"))]

    def queryset(self, request, queryset):
        return queryset.filter(filled.is_empty()) if self.value() == "yes" else queryset


def is_mine(user) -> Q:
    """Return the condition for what somebody answers for, has begun, or has saved last."""
    names = ("owner", "created_by", "updated_by")
    return _one_of(Article.objects.filter(**{name: user}).values("pk") for name in names)


def is_scheduled(user=None) -> Q:
    """Return the condition for what appears or changes by itself at some time to come."""
    ahead = (states.publics(code)[states.SCHEDULED] for code in languages.codes())
    rows = [Article.objects.live().filter(condition).values("pk") for condition in ahead]
    return _one_of([Act.objects.pending().values("article_id"), *rows])


def _one_of(found: Iterable[QuerySet]) -> Q:
    # Each part by its own index: joined by "or", a database would go through the whole archive.
    first, *others = found
    return Q(pk__in=first.union(*others))


def _any_language(**facts):
    # The languages are named since the indexes begin with them.
    rows = ArticleLanguage.objects.filter(language__in=languages.codes(), **facts)
    return lambda _user: Q(pk__in=rows.values("article_id"))


CONDITIONS = {
    "mine": is_mine,
    "outdated": _any_language(match=Match.OUTDATED),
    "scheduled": is_scheduled,
    "in_review": _any_language(work=Work.IN_REVIEW),
    "approved": _any_language(work=Work.APPROVED),
}


def fact_filters() -> list[type[SimpleListFilter]]:
    """Return a filter for each fact of each language."""
    return [_fact_filter(code, fact) for code in languages.codes() for fact in FACTS]


def _fact_filter(code: str, fact: str) -> type[SimpleListFilter]:
    class FactFilter(SimpleListFilter):
        title, words = FACTS[fact]
        parameter_name = column(fact, code)
        language, about = code, fact

        def lookups(self, request, model_admin) -> list[tuple]:
            return list(self.words.items())

        def queryset(self, request, queryset):
            if self.value() not in self.words:
                return queryset
            return states.filter_rows(queryset, code, self.value())

    FactFilter.__name__ = f"FactFilter_{column(fact, code)}"
    return FactFilter
