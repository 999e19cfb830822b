"""Words about enquiries for the desk's pages and mails."""

from django import template

from contact import subjects
from contact.due_words import due_words, urgency

register = template.Library()
register.filter(due_words)
register.filter(urgency)


@register.filter
def choices_of(changelist, spec) -> list[dict]:
    """Return the links of a filter; they keep the search and the other filters."""
    return list(spec.choices(changelist))


register.filter("readable", subjects.readable)
