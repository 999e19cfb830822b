from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import languages
from languages import column
from languages.order import own_language_first
from liangjiang.admin.timed import StateFilter, TimedAdmin
from liangjiang.models import SiteNotice


@admin.register(SiteNotice)
class SiteNoticeAdmin(TimedAdmin):
    list_display = ["__str__", "kind", "state", "written_in"]
    list_filter = (StateFilter, "kind")

    def get_fieldsets(self, request: HttpRequest, obj: SiteNotice | None = None) -> list:
        texts = [
            (
                languages.name(code),
                {"fields": [column(name, code) for name in ("text", "link_address", "link_text")]},
            )
            for code in own_language_first()
        ]
        return [(None, {"fields": ["kind", "starts_at", "ends_at"]}), *texts]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs):
        if db_field.name in {column("text", code) for code in languages.codes()}:
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("shows in"))
    def written_in(self, row: SiteNotice) -> str:
        written = [code for code in own_language_first() if languages.has_text(row, "text", code)]
        return _(", ").join(languages.short_name(code) for code in written)
