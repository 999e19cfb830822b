from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

import languages
from contact.desk.export import ExportPage
from contact.desk.forms import ReplyTemplateForm
from contact.desk.listing import EnquiryList
from contact.desk.pages import EnquiryPages
from contact.desk.replying import ReplyPage
from contact.models import Enquiry, ReplyTemplate
from languages import column
from languages.order import own_language_first


@admin.register(Enquiry)
class EnquiryAdmin(EnquiryPages, ReplyPage, ExportPage, EnquiryList):
    """Enquiries come in through the form, change through acts, and are erased, never deleted."""

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("export/", wrap(self.export_view), name="contact_enquiry_export"),
            self.act_url("reply", self.reply_view),
            *self.page_urls(),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Enquiry | None = None) -> bool:
        return False


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    """Texts to begin a reply with."""

    form = ReplyTemplateForm
    list_display = ["__str__", "is_answer", "is_offered", "position"]
    ordering = ["position", "pk"]
    actions = None

    def get_fieldsets(self, request: HttpRequest, obj: ReplyTemplate | None = None) -> list:
        words = _(
            "Filled in when a reply is begun: {number}, {received} (the day it came), {due} (the "
            "day by which we answer), {about}. Names are not filled in: whoever has read the "
            "enquiry writes them."
        )
        sets = [
            (
                languages.name(code),
                {"fields": [column(name, code) for name in ("name", "subject", "text")]},
            )
            for code in own_language_first()
        ]
        sets[0][1]["description"] = words
        return [*sets, (_("Use"), {"fields": ["is_answer", "position", "is_offered"]})]

    def has_delete_permission(self, request: HttpRequest, obj: ReplyTemplate | None = None) -> bool:
        # What the portal came with would come again with the next upgrade; it can go unoffered.
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.key is None)
