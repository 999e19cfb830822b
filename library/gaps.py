"""Uses of pictures that lack words. Who uses pictures tells it through PICTURE_GAPS."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Gap:
    """One use of a picture without a text that visitors of a language need."""

    # How people call the record, and the field in its form where the text is written.
    title: str
    address: str
    place: str
    is_public: bool


@dataclass
class Gaps:
    """How many uses lack a text, and the newest of them."""

    count: int = 0
    newest: list[Gap] = field(default_factory=list)


def of(text: str, language: str, most: int) -> Gaps:
    """Return the uses without `text` (`alt`, `credit`) in a language, at most `most` by name.

    A fixed number of queries; each function asks an index that holds only what lacks something.
    """
    found = Gaps()
    for name in settings.PICTURE_GAPS:
        part = import_string(name)(text, language, most)
        found.count += part.count
        found.newest += part.newest[: most - len(found.newest)]
    return found
