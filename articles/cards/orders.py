"""When a card is to be drawn: ordered in the transaction that changes what stands on it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from articles.models import Article, ArticleLanguage, ShareCard
from library.models import Picture


def order(announcement) -> None:
    """Order the cards of an article, for when each language is public. A publishing step."""
    article = announcement.article
    codes = ArticleLanguage.objects.filter(article=article).values_list("language", flat=True)
    _order((article.pk, code, _due_at(article, code)) for code in codes)


def order_for_picture(picture: Picture) -> None:
    """Order the cards that show a picture anew. A step of PICTURE_STEPS."""
    cards = ShareCard.objects.filter(article__picture=picture)
    # What has never been tried is ordered already, perhaps for later.
    waiting = Q(due_at__isnull=False, tries=0)
    cards.exclude(waiting).update(due_at=timezone.now(), tries=0, error="")


def order_now(article_ids: Iterable[int], code: str) -> None:
    """Order the cards of public articles in a language."""
    _order((pk, code, timezone.now()) for pk in article_ids)


def _order(wanted: Iterable[tuple[int, str, datetime]]) -> None:
    cards = [ShareCard(article_id=pk, language=code, due_at=due) for pk, code, due in wanted]
    ShareCard.objects.bulk_create(
        cards,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["article", "language"],
        update_fields=["due_at", "tries", "error"],
    )


def _due_at(article: Article, code: str) -> datetime:
    # A title that nobody may read yet is drawn when it may be read. One that was taken down goes
    # with its card, at once.
    now = timezone.now()
    return max(now, article.published_at(code) or now)
