"""The address of a page by its name, worked out once: a menu names sixty of them on every page."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


def address_of(name: str, *parts) -> str:
    """Return what `reverse` returns for `name` and `parts` in the active language."""
    return _address(get_language(), get_script_prefix(), name, parts)


@lru_cache(maxsize=5000)
def _address(_language: str | None, _prefix: str, name: str, parts: tuple) -> str:
    # What it depends on besides its arguments is among ours.
    return reverse(name, args=parts)
