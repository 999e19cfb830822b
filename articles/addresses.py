"""Public addresses: in a language, and in full."""

from django.conf import settings
from django.utils.translation import override


def in_language(article, language: str) -> str:
    """Return the path of anything with `get_absolute_url` in a language."""
    with override(language):
        return article.get_absolute_url()


def absolute(path: str) -> str:
    """Return the full address of a path. The host comes from SITE_URL alone."""
    return settings.SITE_URL + path
