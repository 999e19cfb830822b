from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legacy.models import ImportedPage
from library.desk.chosen import ChosenRows


class WaitingFilter(admin.SimpleListFilter):
    title = gettext_lazy("pictures")
    parameter_name = "pictures"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [("waiting", gettext_lazy("To be added"))]

    def queryset(self, request, queryset):
        return queryset.exclude(pictures=[]) if self.value() == "waiting" else queryset


@admin.register(ImportedPage)
class ImportedPageAdmin(ChosenRows, admin.ModelAdmin):
    """Where an imported article came from, and the captions of pictures that are still to come."""

    list_display = ["article_link", "date", "waiting", "file_name", "imported_at"]
    list_display_links = ["date"]
    list_filter = [WaitingFilter]
    list_select_related = ["article"]
    list_per_page = 50
    search_fields = ["title", "file_name", "report"]
    ordering = ["-imported_at", "-pk"]
    show_full_result_count = False
    readonly_fields = [
        "article_link",
        "date",
        "editor",
        "captions",
        "file_name",
        "imported_at",
        "report_lines",
    ]
    fieldsets = [
        (
            None,
            {
                "fields": readonly_fields,
                "description": gettext_lazy(
                    "Open the article to add its pictures. When they are in place, delete this "
                    "entry; the article stays."
                ),
            },
        )
    ]
    # Deleting is for those whose pictures are in place; the article stays.
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == WaitingFilter.parameter_name

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, page: ImportedPage) -> SafeString:
        name = page.article.kind.replace(".", "_")
        address = reverse(f"admin:{name}_change", args=[page.article_id])
        return format_html('<a href="{}">{}</a>', address, page.article)

    @admin.display(description=gettext_lazy("pictures to be added"))
    def waiting(self, page: ImportedPage) -> int:
        return len(page.pictures)

    @admin.display(description=gettext_lazy("captions and credits"))
    def captions(self, page: ImportedPage) -> SafeString | str:
        nothing = _("a picture without a caption")
        lines = [
            (" ".join(filter(None, [each["caption"], each["credit"]])) or nothing,)
            for each in page.pictures
        ]
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", lines)) or "–"

    @admin.display(description=gettext_lazy("report"))
    def report_lines(self, page: ImportedPage) -> SafeString:
        return format_html('<div class="report" lang="en">{}</div>', page.report)
