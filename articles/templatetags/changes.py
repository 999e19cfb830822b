from django import template
from django.utils.translation import get_language

import languages

register = template.Library()


@register.simple_tag(takes_context=True)
def facts_of_strand(context, strand: str) -> dict:
    """Return what holds of a strand now: the numbers of its public version and of its draft."""
    return context["present"].get(strand, {})


@register.simple_tag
def interface_tag() -> str:
    """Return the language tag of the desk's own words, for use within a text in another one."""
    return languages.html_lang(languages.normalise(get_language()))
