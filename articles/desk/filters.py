"""The filters of the lists, over both languages."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _

import languages
from articles import filled, states
from articles.models import Category


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


class EmptyFilter(SimpleListFilter):
    """Of categories: those with nothing to read in some language."""

    title = _("content")
    parameter_name = "empty"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [("yes", _("Nothing to read in a language"))]

    def queryset(self, request, queryset):
        return queryset.filter(filled.is_empty()) if self.value() == "yes" else queryset


def state_filters() -> list[type[SimpleListFilter]]:
    """Return one filter a language over its public state."""
    return [_state_filter(code) for code in languages.codes()]


def _state_filter(code: str) -> type[SimpleListFilter]:
    class StateFilter(SimpleListFilter):
        title = languages.name(code)
        parameter_name = f"state_{languages.suffix(code)}"

        def lookups(self, request, model_admin) -> list[tuple]:
            return list(states.WORDS.items())

        def queryset(self, request, queryset):
            if self.value() not in states.WORDS:
                return queryset
            return states.filter_rows(queryset, code, self.value())

    StateFilter.__name__ = f"StateFilter{languages.suffix(code).title()}"
    return StateFilter
