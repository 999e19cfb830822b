"""The order of the languages at the desk: the person's own comes first everywhere."""

from django.utils.translation import get_language

import languages


def own_language_first() -> list[str]:
    """Return the codes of all languages, that of the interface first."""
    own = languages.normalise(get_language())
    return [own, *languages.others(own)]
