"""What narrows the list of pictures down; shown as one form above it."""

from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _

import languages
from languages import suffix
from languages.order import own_language_first
from library import lacks, uses
from library.models import Collection

LACKS = {"alt": _("no description (%(language)s)"), "credit": _("no credit (%(language)s)")}
NO_COLLECTION = "none"


class Choice(SimpleListFilter):
    """A filter that takes only what it offers; anything else in an address is nobody's wish."""

    def queryset(self, request, queryset):
        offered = {str(value) for value, _label in self.lookup_choices}
        return self.narrow(request, queryset) if self.value() in offered else queryset


class CollectionFilter(Choice):
    title = _("collection")
    parameter_name = "collection"

    def lookups(self, request, model_admin) -> list[tuple]:
        rows = Collection.objects.order_by("position", "pk")
        return [*((row.pk, str(row)) for row in rows), (NO_COLLECTION, _("in no collection"))]

    def narrow(self, request, queryset):
        chosen = self.value()
        return queryset.filter(collection=None if chosen == NO_COLLECTION else chosen)


class LacksFilter(Choice):
    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [
            (f"{name}_{suffix(code)}", lack_words(name, code))
            for name in lacks.WANTED
            for code in own_language_first()
        ]

    def narrow(self, request, queryset):
        name, language = self.value().split("_", maxsplit=1)
        return queryset.filter(lacks.without(name, languages.normalise(language)))


class LicenceFilter(Choice):
    title = _("licence")
    parameter_name = "licence"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [
            ("soon", _("ends within 30 days")),
            ("ended", _("has ended")),
            ("unknown", _("not known")),
        ]

    def narrow(self, request, queryset):
        if self.value() == "unknown":
            return queryset.filter(licence="")
        is_over = self.value() == "ended"
        return queryset.filter(lacks.licence_ended() if is_over else lacks.licence_ends_soon())


class UseFilter(Choice):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [("unused", _("used nowhere"))]

    def narrow(self, request, queryset):
        return uses.unused(queryset)


class OwnFilter(Choice):
    title = _("uploaded by")
    parameter_name = "by"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [("me", _("me"))]

    def narrow(self, request, queryset):
        return queryset.filter(created_by=request.user)


FILTERS = (CollectionFilter, LacksFilter, LicenceFilter, UseFilter, OwnFilter)


def lack_words(name: str, code: str) -> str:
    """Say what is missing in which language."""
    return str(LACKS[name]) % {"language": languages.short_name(code)}
