"""The rows of a kind on the article's page; see `articles.desk.rows` for their forms."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

import languages
from articles.desk import panels
from articles.desk.rows import RowForm, RowFormSet
from languages import column


class RowInline(admin.StackedInline):
    """The rows of a kind, on the article's page; only inside a record that can be edited."""

    form = RowForm
    formset = RowFormSet
    max_num = 100
    # The form declares it; the model's own is not editable, and Django refuses to name that.
    exclude = ("key",)
    extra = 0
    ordering = ("position", "pk")
    row_texts: tuple[str, ...] = ()
    row_facts: tuple[str, ...] = ()

    def get_fieldsets(self, request: HttpRequest, obj=None) -> list:
        editable = self.has_change_permission(request, obj)
        upload = ["picture", "picture_upload", "key"] if editable else ["shown_picture"]
        sets = [(None, {"fields": ["position", *upload, *self.row_facts]})]
        for code in languages.codes():
            fields = [column(name, code) for name in self.row_texts]
            sets.append((languages.name(code), {"fields": fields, "classes": [f"pane {code}"]}))
        return sets

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["shown_picture"]

    @admin.display(description=gettext_lazy("picture"))
    def shown_picture(self, row) -> SafeString | str:
        return panels.thumbnail(row.picture) if row.picture_id else "–"

    def get_formset(self, request: HttpRequest, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        # A forged number of rows must not cost more than a long story does.
        formset.absolute_max = self.max_num + 20
        return formset

    def _is_open(self, obj) -> bool:
        return obj is None or obj.is_working_copy or not obj.has_publication

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return self._is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return self._is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return self._is_open(obj) and super().has_delete_permission(request, obj)
