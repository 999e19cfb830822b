"""The list of a kind: what stands in its rows, and what is found in it."""

import functools
import operator

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import languages
from articles import rights, states
from articles.desk import filters, on_site, panels
from articles.models import Article
from languages import column, order

LONGEST_SEARCH, MOST_WORDS = 200, 8


class ArticleList:
    """Mixed into ArticleAdmin."""

    change_list_template = "admin/desk/change_list.html"
    list_per_page = 50
    show_full_result_count = False
    list_filter = (
        filters.ViewFilter,
        filters.CategoryFilter,
        filters.NewerDraftFilter,
        *filters.fact_filters(),
    )
    search_help_text = gettext_lazy("Searches titles and summaries in both languages, drafts too.")

    def get_list_display(self, request: HttpRequest) -> list:
        columns = [self._state_column(code, request.user) for code in order.own_language_first()]
        return ["titles", "category_name", *columns, "updated_at"]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [column(name, code) for name in ("title", "summary") for code in languages.codes()]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # Only the filters of the list. Any other lookup in an address is nobody's wish, and one
        # like `body_en__regex` could keep the database busy for ever.
        return lookup in {entry.parameter_name for entry in self.list_filter}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = self.model._default_manager.live().select_related("category__section")
        if self.model is Article:
            return rows
        # Said besides, since the indexes that hold live rows begin with it.
        return rows.filter(kind=self.model._meta.label_lower)

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        # Each word makes the question longer, and databases refuse very long ones.
        words = search_term[:LONGEST_SEARCH].split()[:MOST_WORDS]
        if not words:
            return queryset, False
        matches = [_any_contains(self.get_search_fields(request), word) for word in words]
        # A draft is found by its own words too. Its ids are asked for first: a join from every
        # row to its draft makes SQLite compare all rows with all.
        drafts = Article.objects.filter(*matches, live__isnull=False).values_list("live_id")
        found = Q(pk__in=[key for (key,) in drafts])
        return queryset.filter(found | functools.reduce(operator.and_, matches)), False

    def get_changelist_instance(self, request: HttpRequest):
        changelist = super().get_changelist_instance(request)
        rows = changelist.result_list
        changelist.result_list = states.with_copies(rows.for_lists())
        return changelist

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-updated_at", "-pk"]

    @admin.display(description=gettext_lazy("title"))
    def titles(self, row: Article) -> SafeString:
        """Show the title in each language, the person's own first."""
        lines = [
            format_html(
                '<span lang="{}" class="title-line">{}</span>', languages.html_lang(code), title
            )
            for code in order.own_language_first()
            if (title := getattr(row, column("title", code)))
        ]
        return mark_safe("".join(lines)) if lines else format_html("{}", _("untitled"))  # noqa: S308

    @admin.display(description=gettext_lazy("category"))
    def category_name(self, row: Article) -> str:
        return str(row.category)

    def _state_column(self, code: str, user):
        @admin.display(description=languages.name(code), ordering=column("published_at", code))
        def state(row: Article) -> SafeString:
            found = states.of_list_row(row, code)
            if found.key != states.MISSING:
                is_live = found.public == states.LIVE
                return panels.state_words(found, on_site.link(row, code) if is_live else "")
            may_write = rights.may(user, rights.WRITE, row.category, code)
            return self._start_link(row, code) if may_write else format_html("{}", "–")

        state.__name__ = f"state_{languages.suffix(code)}"
        return state

    def _start_link(self, row: Article, code: str) -> SafeString:
        opts = self.opts
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
        words = _("Start the %(language)s text") % {"language": languages.short_name(code)}
        place = column("title", code)
        return format_html(
            '<a class="start-text" href="{}#id_{}">– <span>{}</span></a>', address, place, words
        )


def _any_contains(fields: list[str], word: str) -> Q:
    return functools.reduce(operator.or_, (Q(**{f"{name}__icontains": word}) for name in fields))
