"""Filters for the article form of the desk: which fieldset stands where."""

from django import template
from django.contrib.admin.helpers import Fieldset
from django.contrib.admin.utils import flatten
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

import languages
from articles.desk import list_parts
from languages import column
from languages.order import own_language_first

register = template.Library()

# Facts that matter only sometimes; they open by themselves when something is wrong in them.
FOLDED = ("slug", "owner", "review_by")


@register.filter
def panes(adminform) -> list:
    """The fieldsets with one language's texts, the person's own language first."""
    found = [part for part in adminform if part.classes.startswith("pane ")]
    return sorted(found, key=lambda part: own_language_first().index(pane_code(part)))


@register.filter
def publishing_part(adminform) -> list:
    """The fieldset with times and the note."""
    return [part for part in adminform if part.classes == "publishing"]


@register.filter
def outside_panes(adminform) -> list:
    """The fieldsets that belong to both languages, what matters only sometimes folded."""
    found = (
        part
        for part in adminform
        if part.classes != "publishing" and not part.classes.startswith("pane ")
    )
    return [each for part in found for each in _unfolded_and_folded(part) if each.fields]


def _unfolded_and_folded(part: Fieldset) -> list[Fieldset]:
    def of(name: str, names: list, *classes: str) -> Fieldset:
        classes = (*part.classes.split(), "shared", *classes)
        given = (part.form, name, part.readonly_fields, names, classes, part.description)
        return Fieldset(*given, model_admin=part.model_admin)

    seldom = [name for name in flatten(part.fields) if name in FOLDED]
    often = [name for name in part.fields if not {*flatten([name])} <= {*FOLDED}]
    return [of(part.name, often), of(_("More for both languages"), seldom, "collapse")]


@register.filter
def pane_code(fieldset) -> str:
    """The code of the language of a pane."""
    return fieldset.classes.removeprefix("pane ")


@register.filter
def pane_tag(fieldset) -> str:
    """The language tag of a pane."""
    return languages.html_lang(pane_code(fieldset))


@register.filter
def label_with_need(field) -> SafeString:
    """The label of a field of a pane, which says so where nothing is published without it."""
    label = field.label_tag()
    if field.is_readonly:
        return label
    names = field.field.form.instance.required_to_publish
    needed = {column(name, code) for name in names for code in languages.codes()}
    if field.field.name not in needed:
        return label
    need = format_html(' <small class="pane-need">{}</small></label>', _("needed to publish"))
    # In the label, so that it is read out with the field.
    return SafeString(label.replace("</label>", need))


@register.filter
def of_language(found: dict, code: str):
    """What a dictionary holds for a language."""
    return (found or {}).get(code)


@register.simple_tag(takes_context=True)
def ticks(context, code: str) -> list:
    """The ticks of the form that stand in the pane of a language, where it can be written in."""
    is_open = context.get("add") or context.get("has_change_permission")
    return context["adminform"].form.ticks_of(code) if is_open else []


@register.simple_tag(takes_context=True)
def above_list(context, cl) -> dict:
    """What stands above the list of a kind: views and filters, each with its count."""
    return list_parts.parts(cl, context["request"])
