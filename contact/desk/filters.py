"""The lists of enquiries that the desk works through, and what narrows them down."""

from django.contrib.admin import SimpleListFilter
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import languages
from contact.models import Enquiry
from languages.order import own_language_first

State = Enquiry.State


class SavedLists(SimpleListFilter):
    """Shown as links above the list, with how many wait in those that are worked through."""

    title = _("list")
    parameter_name = "list"

    def lookups(self, request, model_admin) -> list[tuple]:
        self.person = request.user
        counts = Enquiry.objects.exclude(state=State.CLOSED).aggregate(
            open=Count("pk", filter=self._condition("open")),
            mine=Count("pk", filter=self._condition("mine")),
            overdue=Count("pk", filter=self._condition("overdue")),
        )
        words = {
            "open": pgettext_lazy("list of enquiries", "Open"),
            "mine": pgettext_lazy("list of enquiries", "Mine"),
            "overdue": pgettext_lazy("list of enquiries", "Overdue"),
            "answered": pgettext_lazy("list of enquiries", "Answered"),
            "closed": pgettext_lazy("list of enquiries", "Closed"),
        }
        return [
            (key, f"{word} {counts[key]}" if key in counts else str(word))
            for key, word in words.items()
        ]

    def queryset(self, request, queryset):
        known = self.value() in dict(self.lookup_choices)
        return queryset.filter(self._condition(self.value())) if known else queryset

    def _condition(self, key: str) -> Q:
        return {
            "open": Q(state=State.OPEN),
            "mine": Q(owner=self.person) & ~Q(state=State.CLOSED),
            "overdue": Q(state=State.OPEN, due_on__lt=timezone.localdate()),
            "answered": Q(state=State.ANSWERED),
            "closed": Q(state=State.CLOSED),
        }[key]


class KindFilter(SimpleListFilter):
    title = _("about")
    parameter_name = "kind"

    def lookups(self, request, model_admin) -> list[tuple]:
        return Enquiry.Kind.choices

    def queryset(self, request, queryset):
        offered = self.value() in Enquiry.Kind.values
        return queryset.filter(kind=self.value()) if offered else queryset


class LanguageFilter(SimpleListFilter):
    title = _("answer in")
    parameter_name = "language"

    def lookups(self, request, model_admin) -> list[tuple]:
        return [(code, languages.short_name(code)) for code in own_language_first()]

    def queryset(self, request, queryset):
        offered = self.value() in languages.codes()
        return queryset.filter(answer_language=self.value()) if offered else queryset
