"""Own language first: whoever reads the desk in Chinese finds the Chinese text in front."""

from collections.abc import Iterable

from django.utils.translation import get_language

import languages


def own_language_first(codes: Iterable[str] | None = None) -> list[str]:
    """Return languages (by default all), the one that the desk is read in before the others."""
    chosen = languages.codes() if codes is None else codes
    try:
        own = languages.normalise(get_language())
    except languages.UnknownLanguage:
        return list(chosen)
    return sorted(chosen, key=lambda code: code != own)
