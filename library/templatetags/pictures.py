from django import template
from django.utils.translation import get_language

import languages
from languages import phrases
from library import renditions

register = template.Library()

# Counts the pictures of a page where all its parts can see it: in the outermost context.
COUNT = "_pictures_so_far"


@register.inclusion_tag("library/_picture.html", takes_context=True)
def picture(context, picture, alt="", sizes="100vw", in_sight=1) -> dict:
    """Write a `<picture>` in every format and width, with its size so that nothing moves.

    `sizes` may tell by `{ratio}`, width to height, how wide a picture is in a frame of another
    shape. `in_sight`: how many pictures of its kind are on the screen when the page opens; others
    are fetched when somebody scrolls there, all of them where it is 0. The first picture of a page
    is fetched first.
    """
    root = context.dicts[0]
    number = root[COUNT] = root.get(COUNT, 0) + 1
    values = {
        "picture": picture,
        "alt": alt,
        "lang": phrases.only_language(alt, languages.normalise(get_language())),
        "sizes": sizes.replace("{ratio}", f"{picture.file_width / picture.file_height:.3f}"),
        "is_first": number == 1 <= in_sight,
        "is_lazy": number > in_sight,
        "src": picture.address(*renditions.FIRST),
    }
    if picture.is_complete:
        values |= {name.lower(): picture.srcset(name) for name in renditions.FORMAT_NAMES}
    return values
