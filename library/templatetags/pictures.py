from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

import languages
from languages import phrases
from library import renditions

register = template.Library()

# Counts the pictures of a page where all its parts can see it: in the outermost context.
COUNT = "_pictures_so_far"


@register.simple_tag(takes_context=True)
def picture(context, picture, alt="", sizes="100vw", in_sight=1) -> SafeString:
    """Write a `<picture>` in every format and width, with its size so that nothing moves.

    `sizes` may tell by `{ratio}`, width to height, how wide a picture is in a frame of another
    shape. `in_sight`: how many pictures of its kind are on the screen when the page opens; others
    are fetched when somebody scrolls there, all of them where it is 0. The first picture of a page
    is fetched first.
    """
    root = context.dicts[0]
    number = root[COUNT] = root.get(COUNT, 0) + 1
    formats = renditions.FORMAT_NAMES if picture.is_complete else ()
    values = {
        "src": picture.address(*renditions.FIRST),
        # An ordinary text whatever it was, so that it is escaped and equals none that need not be.
        "alt": alt + "",
        "lang": phrases.only_language(alt, languages.normalise(get_language())),
        "sizes": sizes.replace("{ratio}", f"{picture.file_width / picture.file_height:.3f}"),
        "focus": picture.focus,
        "width": picture.file_width,
        "height": picture.file_height,
        "is_first": number == 1 <= in_sight,
        "is_lazy": number > in_sight,
        **{name.lower(): picture.srcset(name) for name in formats},
    }
    return _written(tuple(values.items()))


# Of these words and nothing else; the same picture stands on many pages.
@lru_cache(maxsize=500)
def _written(values: tuple[tuple, ...]) -> SafeString:
    return render_to_string("library/_picture.html", dict(values))
