"""Everything at the desk comes in the person's own language first."""

from django.utils.translation import get_language

import languages


def first() -> list[str]:
    """Return the codes of all languages, that of the interface first."""
    own = languages.normalise(get_language() or languages.codes()[0])
    return [own, *languages.others(own)]
