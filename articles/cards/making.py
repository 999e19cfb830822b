"""Drawing the cards that are ordered, and taking away those that no page names any more."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override
from PIL import Image

import languages
from articles import dependence
from articles.cards import drawing, letters
from articles.models import Article, DiscardedCard, ShareCard
from languages import column
from library.making import next_try, words
from pagestore.purge import order_purge_at

logger = logging.getLogger(__name__)

FOLDER = "cards"
# How many the worker draws before it looks after its other jobs.
IN_A_ROW = 5
# Longer than a browser or a cache keeps a page that still names them.
KEPT = timedelta(days=30)
# What caches are told: a card may have to go, and no purge reaches a browser.
CACHED = "public, max-age=86400"


def make_due() -> None:
    """Draw some of the cards that are ordered. A worker's job."""
    waiting = ShareCard.objects.filter(due_at__lte=timezone.now())
    # Somebody may share the newest already; what failed before comes after what was never tried.
    for card in waiting.order_by("tries", "-due_at")[:IN_A_ROW]:
        attempt(card)


def attempt(card: ShareCard) -> bool:
    """Draw a card unless somebody else is at it; False if it cannot be drawn."""
    if not _claim(card):
        return True
    try:
        _bring_up_to_date(card)
    except Exception as error:
        _note(card, words(error))
        return False
    return True


def forget_discarded() -> None:
    """Delete the files of cards that were discarded long ago. A tidying job."""
    for discarded in DiscardedCard.objects.filter(discarded_at__lt=timezone.now() - KEPT):
        try:
            # An article may have its former title again.
            if not ShareCard.objects.filter(name=discarded.name).exists():
                default_storage.delete(discarded.name)
                _order_purge([discarded.name])
        except OSError:
            logger.exception("share card not deleted", extra={"file": discarded.name})
        else:
            discarded.delete()


def _claim(card: ShareCard) -> bool:
    same = ShareCard.objects.filter(pk=card.pk, tries=card.tries, due_at=card.due_at)
    card.tries += 1
    card.due_at = next_try(card.tries)
    return bool(same.update(tries=card.tries, due_at=card.due_at))


def _bring_up_to_date(card: ShareCard) -> None:
    rows = Article.objects.select_related("category__section", "picture")
    article = rows.get(pk=card.article_id)
    if article.is_public(card.language):
        name = _stored(card, article)
        # What ends by itself takes its card along.
        _finish(card, name, _if_to_come(article.expires_at(card.language)))
        return
    # Nobody may read it: what shows its title goes now, and comes when it may be read (again).
    _take_away(card, _if_to_come(article.published_at(card.language)))


def _take_away(card: ShareCard, due_at: datetime | None) -> None:
    """Delete every file that shows a title the article has or had."""
    earlier = DiscardedCard.objects.filter(name__startswith=_beginning(card))
    names = list(earlier.values_list("name", flat=True))
    names += [card.name] * bool(card.name)
    for name in names:
        default_storage.delete(name)
    with transaction.atomic():
        earlier.filter(name__in=names).delete()
        _as_claimed(card).update(name="", due_at=due_at, tries=0, error="")
        _order_purge(names)


def _order_purge(names: Iterable[str]) -> None:
    order_purge_at(dependence.card(name) for name in names)


def _if_to_come(moment: datetime | None) -> datetime | None:
    return moment if moment and moment > timezone.now() else None


def _beginning(card: ShareCard) -> str:
    """Return what the names of all cards begin with that an article has had in a language."""
    return f"{FOLDER}/{card.article_id}-{languages.prefix(card.language)}-"


def _stored(card: ShareCard, article: Article) -> str:
    """Return the name of an article's card, which is stored now, or nothing if it has none."""
    content = drawn(article, card.language)
    if content is None:
        return ""
    digest = hashlib.sha256(content).hexdigest()[:16]
    name = f"{_beginning(card)}{digest}.jpg"
    if not default_storage.exists(name):
        stored = default_storage.save(name, ContentFile(content))
        if stored != name:
            # Somebody else has just stored the same.
            default_storage.delete(stored)
    return name


def can_be_drawn(title: str, language: str) -> bool:
    """Tell whether there can be a card with a title: not without one of its letters."""
    words, _signs, lacking = letters.drawable(title, language)
    return bool(words) and not lacking


def drawn(article: Article, language: str) -> bytes | None:
    """Return the card of an article, or nothing if its title cannot be drawn."""
    title, signs, lacking = letters.drawable(getattr(article, column("title", language)), language)
    if signs or lacking:
        told = {"article": article.pk, "language": language}
        told |= {"left_out": "".join(sorted(signs)), "lacking": "".join(sorted(lacking))}
        logger.warning("share card: characters that cannot be drawn", extra=told)
    if lacking or not title:
        # A name without one of its letters would be another name.
        return None
    section = article.category.section
    with override(language):
        site = gettext("Liangjiang New Area")
    named = letters.drawable(getattr(section, column("name", language)) or "", language)[0]
    chosen = drawing.Words(language, named, title, site)
    if article.picture is None:
        return drawing.card(chosen, None)
    with article.picture.file.open() as file, Image.open(file) as picture:
        return drawing.card(chosen, picture, (article.picture.focal_x, article.picture.focal_y))


@transaction.atomic
def _finish(card: ShareCard, name: str, due_at: datetime | None) -> None:
    # Only for what was ordered then: somebody may have changed the title in the meantime.
    if not _as_claimed(card).update(name=name, due_at=due_at, tries=0, error=""):
        _discard(name)
        # Or have taken it down, and the files are gone already that were there before this one.
        now = {"due_at": timezone.now(), "tries": 0, "error": ""}
        ShareCard.objects.filter(pk=card.pk).update(**now)
    elif name != card.name:
        _discard(card.name)
        order_purge_at([dependence.text(card.article_id, card.language)])


def _discard(name: str) -> None:
    if name:
        now = {"discarded_at": timezone.now()}
        DiscardedCard.objects.update_or_create(name=name, defaults=now)


def _as_claimed(card: ShareCard) -> QuerySet:
    return ShareCard.objects.filter(pk=card.pk, tries=card.tries, due_at=card.due_at)


def _note(card: ShareCard, error: str) -> None:
    # The log hears of the same failure once.
    if _as_claimed(card).exclude(error=error).update(error=error):
        told = {"article": card.article_id, "language": card.language, "error": error}
        logger.exception("share card not drawn", extra=told)
