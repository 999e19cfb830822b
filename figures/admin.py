from decimal import Decimal

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

import languages
from figures import numbers
from figures.models import TEXTS, Indicator, Value
from figures.periods import Span
from languages import column
from languages.order import own_language_first
from library.desk.chosen import ChosenRows

# In the language of the field, whatever language the desk speaks.
EXAMPLES = {
    column("name", languages.EN): "“Permanent population”",
    column("name", languages.ZH): "“常住人口”",
    column("unit", languages.EN): "“yuan”, “km²”, “%”",
    column("unit", languages.ZH): "“元”“平方公里”“%”",
    column("source", languages.EN): "“Liangjiang New Area portal”",
    column("source", languages.ZH): "“两江新区门户网站”",
}


class PlainNumber(forms.DecimalField):
    """Shows a stored number without zeros behind its point."""

    def prepare_value(self, value):
        return numbers.plain(value) if isinstance(value, Decimal) else value


class ValueFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        if any(self.errors):
            return
        if not kept:
            raise ValidationError(_("Write at least one number, with its year and its date."))
        if len({Span(data["span"]).months for data in kept}) > 1:
            raise ValidationError(
                _(
                    "The numbers of one figure must be about periods of the same length, all years "
                    "or all months: others cannot be compared. Make another figure for the rest."
                )
            )


class ValueInline(admin.TabularInline):
    model = Value
    formset = ValueFormSet
    extra = 1
    fields = ["year", "span", "number", "is_approximate", "reads", "as_of", "source_address"]
    readonly_fields = ["reads"]
    ordering = ["year", "span"]

    formfield_overrides = {
        models.DecimalField: {"form_class": PlainNumber},
        models.DateField: {
            "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        },
        models.CharField: {"widget": forms.TextInput(attrs={"size": 18})},
    }

    @admin.display(description=gettext_lazy("as readers see it"))
    def reads(self, value: Value) -> SafeString | str:
        if value.number is None:
            return "–"
        lines = (
            (languages.html_lang(code), value.written(code, _unit(value, code)))
            for code in own_language_first()
        )
        return format_html_join("", '<span class="title-line" lang="{}">{}</span>', lines)


def _unit(value: Value, language: str) -> str:
    return getattr(value.indicator, column("unit", language)) or ""


@admin.register(Indicator)
class IndicatorAdmin(ChosenRows, admin.ModelAdmin):
    """What is counted, in both languages, with its numbers. It is public as soon as it is saved."""

    inlines = [ValueInline]
    list_display = ["__str__", "latest", "is_on_home", "written_in", "position"]
    list_editable = ["position", "is_on_home"]
    list_filter = ["is_on_home"]
    search_fields = [column("name", code) for code in languages.codes()]
    ordering = ["position", "pk"]
    view_on_site = False

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("values")

    def get_fieldsets(self, request: HttpRequest, obj: Indicator | None = None) -> list:
        sets = [
            (languages.name(code), {"fields": [column(name, code) for name in TEXTS]})
            for code in own_language_first()
        ]
        shared = ["source_address", "position", "is_on_home"]
        return [*sets, (_("In both languages"), {"fields": shared})]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs):
        if db_field.name in {column("note", code) for code in languages.codes()}:
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and (example := EXAMPLES.get(db_field.name)):
            words = {"example": example, "help": field.help_text}
            field.help_text = _("%(help)s For example %(example)s.") % words
        return field

    @admin.display(description=gettext_lazy("latest number"))
    def latest(self, indicator: Indicator) -> str:
        values = indicator.in_order()
        if not values:
            return "–"
        own = languages.normalise(get_language() or languages.EN)
        number = values[-1].written(own, _unit(values[-1], own))
        return _("%(number)s (%(year)s)") % {"number": number, "year": values[-1].year}

    @admin.display(description=gettext_lazy("shows in"))
    def written_in(self, indicator: Indicator) -> str:
        written = [code for code in own_language_first() if indicator.is_written_in(code)]
        return _(", ").join(languages.short_name(code) for code in written) or "–"
