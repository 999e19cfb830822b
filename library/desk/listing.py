"""The list of pictures: thumbnails with what each lacks, and where it is used."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import PAGE_VAR
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from library import finding, lacks, uses
from library.desk import filters
from library.desk.chosen import ChosenRows
from library.desk.frame import can_be_id
from library.desk.uploading import MOST_AT_ONCE, texts_address
from library.models import Collection, Picture


class PictureList(ChosenRows, admin.ModelAdmin):
    """Mixed into PictureAdmin."""

    list_filter = filters.FILTERS
    list_per_page = 48
    list_max_show_all = 0
    show_full_result_count = False
    # So that the box is shown; what is searched stands in `library.finding`.
    search_fields = ["file_name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).in_library()

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-pk"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # Only the filters of the list, as for articles.
        return lookup in {entry.parameter_name for entry in self.list_filter}

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        return finding.with_words(queryset, search_term), False

    def get_changelist_instance(self, request: HttpRequest):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = cards(changelist.result_list)
        return changelist

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        own = {
            "title": capfirst(self.opts.verbose_name_plural),
            "collections": Collection.objects.order_by("position", "pk"),
            "may_add": self.has_add_permission(request),
            "may_change": self.has_change_permission(request),
            "may_delete": self.has_delete_permission(request),
            "is_narrowed": any(value for name, value in request.GET.items() if name != PAGE_VAR),
        }
        return super().changelist_view(request, own | (extra_context or {}))

    def get_actions(self, request: HttpRequest) -> dict:
        # Django's own would delete what articles use; ours asks where it is used.
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    @admin.action(description=gettext_lazy("Put into the collection"), permissions=["change"])
    def file_into(self, request: HttpRequest, queryset: QuerySet):
        chosen = request.POST.get("into", "")
        collection = Collection.objects.filter(pk=chosen).first() if can_be_id(chosen) else None
        if collection is None and chosen != filters.NO_COLLECTION:
            messages.warning(request, _("Please choose a collection first."))
            return
        count = Picture.objects.filter(pk__in=queryset.values("pk")).update(collection=collection)
        words = ngettext(
            "%(count)s picture put into: %(name)s.", "%(count)s pictures put into: %(name)s.", count
        )
        name = collection or _("no collection")
        messages.success(request, words % {"count": count, "name": name})

    @admin.action(description=gettext_lazy("Write the texts"), permissions=["change"])
    def write_texts(self, request: HttpRequest, queryset: QuerySet) -> HttpResponseRedirect:
        ids = queryset.order_by("-pk").values_list("pk", flat=True)[:MOST_AT_ONCE]
        return HttpResponseRedirect(texts_address(list(ids)))


def cards(pictures: QuerySet) -> list[Picture]:
    """Return the pictures of one page, each with what its card says."""
    shown = list(pictures.select_related("collection"))
    used_in = uses.counts(shown)
    for picture in shown:
        picture.used_in = used_in[picture.pk]
        picture.lacks = [filters.lack_words(name, code) for name, code in lacks.of(picture)]
        picture.licence_state = licence_state(picture)
    return shown


def licence_state(picture: Picture) -> str:
    """Return `ended`, `soon`, or nothing if there is no hurry."""
    end = picture.licence_expires_on
    if end is None:
        return ""
    left = end - timezone.localdate()
    if left.days < 0:
        return "ended"
    return "soon" if left <= lacks.SOON else ""
