"""Whether the description of a picture describes it, or only repeats what stands beside it.

Asked by every form that takes a description and before every publication.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

REPEATED = _(
    "This only repeats the title, the caption or the name of the file. Please say what the "
    "picture shows."
)
_EXTENSION = re.compile(r"\.(jpe?g|png|webp|gif|avif|heic|tiff?|bmp)$")
_NO_LETTERS = re.compile(r"[\W_]+")


def repeats(alt: str | None, others: Iterable[str | None]) -> bool:
    """Tell whether `alt` is one of `others` again, whatever its capitals, spaces and stops."""
    words = _letters(alt)
    return bool(words) and words in {_letters(other) for other in others}


def _letters(text: str | None) -> str:
    plain = unicodedata.normalize("NFKC", text or "").casefold().strip()
    return _NO_LETTERS.sub("", _EXTENSION.sub("", plain))
