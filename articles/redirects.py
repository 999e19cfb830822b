"""Where an old path leads, and how often it was asked for."""

import logging

from django.db import Error
from django.db.models import F
from django.utils import timezone

import languages
from articles import addresses, counting, missed, old_paths
from articles.models import Article, OldAddress

logger = logging.getLogger(__name__)


def follow(path: str) -> str | None:
    """Return where a decoded path leads, or None, and count that it was asked for."""
    if not old_paths.can_be_asked_for(path):
        # PostgreSQL refuses to look for some of them.
        return None
    old = _find(path)
    address = destination(old) if old else None
    if address:
        _count(old)
    return address


def destination(old: OldAddress) -> str | None:
    """Return the address to which a redirect leads now, or None while its article is not public.

    The language is the first in which the article is public; the former site was English.
    """
    if old.article is None:
        return old.target
    for code in languages.codes():
        if old.article.is_public(code):
            return addresses.in_language(old.article, code)
    return None


def _find(path: str) -> OldAddress | None:
    wanted = old_paths.same_page(path)
    found = OldAddress.objects.filter(path__in=wanted).select_related("article__category__section")
    return min(found, key=lambda old: wanted.index(old.path), default=None)


def _count(old: OldAddress) -> None:
    try:
        with counting.without_waiting():
            OldAddress.objects.filter(pk=old.pk).update(
                hits=F("hits") + 1, last_hit_at=timezone.now()
            )
    except Error:
        logger.exception("redirect not counted", extra={"redirect": old.pk})


def remember(path: str, article: Article) -> tuple[OldAddress, bool]:
    """Let an old path lead to an article; return the redirect and whether it is new.

    A path that leads somewhere already keeps leading there: look at the redirect returned.
    """
    found = OldAddress.objects.get_or_create(
        path=old_paths.canonical(path), defaults={"article_id": article.live_pk}
    )
    missed.forget(path)
    return found
