from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

import languages
from articles import filled
from articles.desk import panels
from articles.desk.filters import EmptyFilter
from articles.desk.picker import ArticlePicker
from articles.desk.redirects import MissingPageAdmin, RedirectAdmin
from articles.models import Article, Category, MissedAddress, OldAddress, Right
from languages import column
from languages.order import own_language_first
from library.desk.chosen import ChosenRows
from pagestore.purge import order_purge_at
from pagestore.tags import SITE

admin.site.site_header = _("Liangjiang desk")
admin.site.site_title = _("Liangjiang desk")
admin.site.index_title = _("What would you like to work on?")
# "View site" leads to the page that chooses the language.
admin.site.site_url = "/"

# How the key of a category that an editor has added begins.
OWN = "own."


@admin.register(Category)
class CategoryAdmin(ChosenRows, admin.ModelAdmin):
    """Names, order and menu places. Which categories there are is the site map's matter."""

    list_display = ["__str__", "slug", "position", "empty_in"]
    list_filter = [EmptyFilter]
    list_select_related = ["section"]
    search_fields = [column("name", code) for code in languages.codes()]
    ordering = ["section__position", "position", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return filled.with_content_per_language(super().get_queryset(request))

    @admin.display(description=_("empty, so in no menu"), empty_value="")
    def empty_in(self, category: Category) -> str:
        empty = [code for code in languages.codes() if code not in filled.languages_of(category)]
        return panels.strand_names(empty)

    def get_fields(self, request: HttpRequest, obj: Category | None = None) -> list[str]:
        texts = [
            column(name, code) for name in ("name", "description") for code in own_language_first()
        ]
        # Who publishes is decided for a section as a whole.
        of_section = ["four_eyes", "four_eyes_exempt"] if obj and obj.section_id is None else []
        return ["section", "slug", *texts, "position", "also_under", *of_section]

    def formfield_for_manytomany(self, db_field, request: HttpRequest, **kwargs):
        people = db_field.related_model.objects.filter(is_staff=True, is_active=True)
        kwargs |= {"queryset": people, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Category | None = None) -> list[str]:
        # An address that has been handed out stays.
        return ["section", "slug"] if obj else []

    def get_form(self, request: HttpRequest, obj: Category | None = None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if section := form.base_fields.get("section"):
            # Sections are apps of the program; an editor adds categories to them.
            section.required = True
        return form

    def has_delete_permission(self, request: HttpRequest, obj: Category | None = None) -> bool:
        # What the program asks for by its key must not vanish.
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.key.startswith(OWN))

    def save_model(self, request: HttpRequest, obj: Category, form, change: bool) -> None:
        if not obj.key:
            obj.key = f"{OWN}{obj.section.slug}.{obj.slug}"
        super().save_model(request, obj, form, change)
        # Its name stands in the menus of every page.
        order_purge_at([SITE])

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        super().delete_model(request, obj)
        order_purge_at([SITE])

    def delete_queryset(self, request: HttpRequest, queryset) -> None:
        super().delete_queryset(request, queryset)
        order_purge_at([SITE])


admin.site.register(Article, ArticlePicker)
admin.site.register(OldAddress, RedirectAdmin)
admin.site.register(MissedAddress, MissingPageAdmin)


@admin.register(Right)
class RightAdmin(ChosenRows, admin.ModelAdmin):
    list_display = ["group", "verb", "section", "language"]
    list_filter = ["group", "verb"]
    list_select_related = ["group", "section"]

    # Who has not all rights could otherwise give them to themselves.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Right | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Right | None = None) -> bool:
        return request.user.is_superuser
