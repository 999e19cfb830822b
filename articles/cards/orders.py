"""When a card is to be drawn: ordered in the transaction that changes what stands on it.

It is always ordered for now. The worker takes the card away while nobody may read the article, and
knows when it has to look again (articles.cards.making).
"""

from collections.abc import Iterable

from django.utils import timezone

from articles.models import ArticleLanguage, ShareCard
from library.models import Picture


def order(announcement) -> None:
    """Order the cards of an article in each of its languages. A publishing step."""
    # A language that nobody has ever published has no card.
    known = ArticleLanguage.objects.filter(
        article=announcement.article, first_published_at__isnull=False
    )
    _order(known.values_list("article_id", "language"))


def order_for_picture(picture: Picture) -> None:
    """Order the cards that show a picture anew. A step of PICTURE_STEPS."""
    cards = ShareCard.objects.filter(article__picture=picture)
    cards.update(due_at=timezone.now(), tries=0, error="")


def order_now(article_ids: Iterable[int], code: str) -> None:
    """Order the cards of public articles in a language."""
    _order((pk, code) for pk in article_ids)


def _order(wanted: Iterable[tuple[int, str]]) -> None:
    now = timezone.now()
    cards = [ShareCard(article_id=pk, language=code, due_at=now) for pk, code in wanted]
    ShareCard.objects.bulk_create(
        cards,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["article", "language"],
        update_fields=["due_at", "tries", "error"],
    )
