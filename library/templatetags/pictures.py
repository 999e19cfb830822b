from django import template

from library import renditions

register = template.Library()


@register.inclusion_tag("library/_picture.html")
def picture(picture, alt="", sizes="100vw", lazy=True) -> dict:
    """Write a `<picture>` in every format and width, with its size so that nothing moves."""
    context = {"picture": picture, "alt": alt, "sizes": sizes, "lazy": lazy}
    context["src"] = picture.address(*renditions.FIRST)
    if picture.is_complete:
        context |= {name.lower(): picture.srcset(name) for name in renditions.FORMAT_NAMES}
    return context
