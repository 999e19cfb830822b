from django import template

register = template.Library()


@register.inclusion_tag("library/_picture.html")
def picture(picture, alt="", sizes="100vw", lazy=True) -> dict:
    """Write a `<picture>` in every format and width, with its size so that nothing moves."""
    return {
        "picture": picture,
        "alt": alt,
        "sizes": sizes,
        "lazy": lazy,
        "webp": picture.srcset("WEBP"),
        "jpeg": picture.srcset("JPEG"),
        "src": picture.address("JPEG", 960),
    }
