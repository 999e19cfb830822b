"""The rows of a kind on the article's page; see `articles.desk.row_forms` for their forms."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from js_asset import ImportMap, Media, Script

import languages
from articles.desk import panels
from articles.desk.row_forms import RowForm
from articles.desk.rows import RowFormSet
from languages import column, order


class RowInline(admin.StackedInline):
    """The rows of a kind, on the article's page; only inside a record that can be edited."""

    form = RowForm
    formset = RowFormSet
    template = "admin/desk/rows.html"
    max_num = 100
    # The form declares it; the model's own is not editable, and Django refuses to name that.
    exclude = ("key",)
    extra = 0
    ordering = ("position", "pk")
    row_texts: tuple[str, ...] = ()
    row_facts: tuple[str, ...] = ()

    @property
    def media(self) -> Media:
        # In place of Django's own script, which knows nothing of files or of an order.
        rows, uploads = "admin-desk/stories.js", "admin-desk/stories-upload.js"
        return Media(
            css={"screen": ["admin-desk/stories.css"]},
            js=[Script(rows, type="module"), Script(uploads, type="module")],
            importmap=ImportMap({"desk/rows": rows}),
        )

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("picture")

    def get_fieldsets(self, request: HttpRequest, obj=None) -> list:
        editable = self.has_change_permission(request, obj)
        upload = ["picture", "picture_upload", "key"] if editable else ["shown_picture"]
        sets = [(None, {"fields": ["position", *upload, *self.row_facts]})]
        for code in order.own_language_first():
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
        # Two people may have filled a story at once; a forged number must not cost more than that.
        formset.absolute_max = self.max_num * 2
        return formset

    def _is_open(self, obj) -> bool:
        return obj is None or obj.is_working_copy or not obj.has_publication

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return self._is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return self._is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return self._is_open(obj) and super().has_delete_permission(request, obj)
