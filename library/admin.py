from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from languages import column
from languages.order import own_language_first
from library.desk.pictures import PictureAdmin
from library.models import Collection, Picture

admin.site.register(Picture, PictureAdmin)


@admin.register(Collection)
class CollectionAdmin(admin.ModelAdmin):
    """The drawers of the library. Deleting one leaves its pictures where they are used."""

    list_display = ["__str__", "size", "position"]
    list_editable = ["position"]
    ordering = ["position", "pk"]
    actions = None

    def get_fields(self, request: HttpRequest, obj: Collection | None = None) -> list[str]:
        return [*(column("name", code) for code in own_language_first()), "position"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).annotate(size=Count("pictures"))

    @admin.display(description=_("pictures"))
    def size(self, collection: Collection) -> int:
        return collection.size
