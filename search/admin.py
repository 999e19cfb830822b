"""What editors say about the search, and what visitors look for in it."""

from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import languages
from articles.desk.article_select import ArticleSelect, title_and_state
from library.desk.chosen import ChosenRows
from search import report
from search.models import Asked, Promotion, Synonym

ROWS = {models.TextField: {"widget": admin.widgets.AdminTextareaWidget(attrs={"rows": 4})}}


@admin.register(Synonym)
class SynonymAdmin(ChosenRows, admin.ModelAdmin):
    search_fields = ["words"]
    list_per_page = 50
    ordering = ["words", "pk"]
    show_full_result_count = False
    formfield_overrides = ROWS


@admin.register(Promotion)
class PromotionAdmin(ChosenRows, admin.ModelAdmin):
    list_display = ["searched", "leads_to", "shown_in", "position"]
    list_editable = ["position"]
    list_filter = ["language"]
    list_select_related = ["article"]
    list_per_page = 50
    search_fields = ["words"]
    show_full_result_count = False
    fields = ["words", "article", "language", "position"]
    formfield_overrides = ROWS

    def formfield_for_foreignkey(self, db_field, request: HttpRequest, **kwargs):
        kwargs["widget"] = ArticleSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == "language__exact"

    @admin.display(description=gettext_lazy("words searched for"))
    def searched(self, promotion: Promotion) -> str:
        return _(", ").join(promotion.searches)

    @admin.display(description=gettext_lazy("article"))
    def leads_to(self, promotion: Promotion) -> str:
        return title_and_state(promotion.article)

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def shown_in(self, promotion: Promotion) -> str:
        return languages.short_name(promotion.language) if promotion.language else _("all")


@admin.register(Asked)
class AskedAdmin(admin.ModelAdmin):
    """A report instead of a list: the portal writes it, and nobody changes it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        chosen = _chosen(request)
        rows = report.rows(
            chosen["list"], int(chosen["days"]), chosen["language"], request.user.has_perm
        )
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(self.opts.verbose_name_plural),
            "opts": self.opts,
            "rows": rows[: report.MOST],
            "most": report.MOST if len(rows) > report.MOST else 0,
            "full_days": report.full_days(int(chosen["days"])),
            "view": chosen["list"],
            **_groups(chosen),
        }
        return TemplateResponse(request, "admin/search/asked.html", context)


def _options() -> dict[str, dict]:
    days = {
        str(each): ngettext("%(days)s day", "%(days)s days", each) % {"days": each}
        for each in report.DAYS
    }
    spoken = {code: languages.short_name(code) for code in languages.codes()}
    return {"list": report.NAMES, "days": days, "language": {"": _("all")} | spoken}


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Return what the address asks for; the first that there is where it names none."""
    first = {"list": report.MOST_ASKED, "days": "30", "language": ""}
    options = _options()
    asked = {name: request.GET.get(name, "") for name in first}
    return {name: asked[name] if asked[name] in options[name] else first[name] for name in first}


def _groups(chosen: dict[str, str]) -> dict[str, list[dict]]:
    """Return the choices of the page, each with its address."""
    return {
        f"{name}_choices": [
            {
                "name": words,
                "is_here": chosen[name] == value,
                "address": f"?{urlencode({**chosen, name: value})}",
            }
            for value, words in options.items()
        ]
        for name, options in _options().items()
    }
