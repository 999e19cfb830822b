"""What the lists and forms of things with two times have in common."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from articles.desk.panels import when
from articles.desk.publishing_form import MINUTE, check_year
from liangjiang.models.timed import State, Timed, in_state
from library.desk.chosen import ChosenRows

# The classes that the desk's style sheet has for the states of articles.
STYLE = {State.RUNNING: "live", State.PLANNED: "scheduled", State.OVER: "none"}


def state_words(row: Timed) -> str:
    """Return in words whether it runs, and from when to when."""
    state = row.state()
    start, end = (when(time) if time else "" for time in (row.starts_at, row.ends_at))
    if state == State.OVER:
        words = _("Over since %(end)s")
    elif state == State.PLANNED:
        words = _("Planned: %(start)s to %(end)s") if end else _("Planned from %(start)s, no end")
    else:
        words = _("Running until %(end)s") if end else _("Running, no end")
    return words % {"start": start, "end": end}


class StateFilter(admin.SimpleListFilter):
    title = pgettext_lazy("of something with two times", "state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple]:
        return State.choices

    def queryset(self, request: HttpRequest, queryset):
        chosen = self.value()
        return queryset.filter(in_state(chosen)) if chosen in State.values else queryset


class TimedAdmin(ChosenRows, admin.ModelAdmin):
    """The base of their admins. All times are Beijing time; the help texts say so."""

    view_on_site = False
    actions = ["end_now"]
    list_filter = (StateFilter,)
    formfield_overrides = {
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": MINUTE,
            "validators": [check_year],
        }
    }

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # Only the filters of the list, as for articles.
        names = {f"{name}__exact" for name in self.list_filter if isinstance(name, str)}
        return lookup in {StateFilter.parameter_name, *names}

    def get_ordering(self, request: HttpRequest) -> list:
        # What is over comes last.
        is_over = models.Case(models.When(in_state(State.OVER), then=1), default=0)
        return [is_over, models.F("starts_at").desc(nulls_last=True), "-pk"]

    @admin.action(description=gettext_lazy("End the selected ones now"), permissions=["change"])
    def end_now(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        now = timezone.now()
        running = [row for row in queryset if row.state(now) == State.RUNNING]
        for row in running:
            row.ends_at = now
            row.save()
            self.log_change(request, row, _("Ended now."))
        if running:
            words = ngettext("%(count)s has ended.", "%(count)s have ended.", len(running))
            messages.success(request, words % {"count": len(running)})
        if len(running) < len(queryset):
            messages.warning(request, _("What is planned or over already has stayed as it was."))

    @admin.display(description=gettext_lazy("state (Beijing time)"))
    def state(self, row: Timed) -> SafeString:
        return format_html('<span class="state-{}">{}</span>', STYLE[row.state()], state_words(row))
