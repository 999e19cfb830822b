from django import template
from django.conf import settings
from django.utils.translation import ngettext

from contact import promise, subjects

register = template.Library()

register.simple_tag(promise.sentence, name="answer_promise")


@register.simple_tag
def to_mend(errors) -> str:
    """Return how many fields need attention, in words."""
    text = ngettext(
        "%(count)s thing needs your attention", "%(count)s things need your attention", len(errors)
    )
    words = text % {"count": promise.in_words(len(errors))}
    return words[:1].upper() + words[1:]


@register.simple_tag(takes_context=True)
def contact_address(context, kind: str) -> str:
    """Return where to write to us about this page."""
    return subjects.address(context["request"], kind)


@register.simple_tag
def other_ways() -> dict[str, str]:
    """Return the address and number to name when the form does not work."""
    return {"email": settings.CONTACT_EMAIL, "phone": settings.CONTACT_PHONE}
