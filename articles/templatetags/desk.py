"""Filters for the article form of the desk: which fieldset stands where."""

from django import template

import languages

register = template.Library()


@register.filter
def panes(adminform) -> list:
    """The fieldsets with one language's texts."""
    return [part for part in adminform if part.classes.startswith("pane ")]


@register.filter
def publishing_part(adminform) -> list:
    """The fieldset with times and the note."""
    return [part for part in adminform if part.classes == "publishing"]


@register.filter
def outside_panes(adminform) -> list:
    """The fieldsets that belong to both languages."""
    return [
        part
        for part in adminform
        if part.classes != "publishing" and not part.classes.startswith("pane ")
    ]


@register.filter
def pane_code(fieldset) -> str:
    """The code of the language of a pane."""
    return fieldset.classes.removeprefix("pane ")


@register.filter
def pane_tag(fieldset) -> str:
    """The language tag of a pane."""
    return languages.html_lang(pane_code(fieldset))
