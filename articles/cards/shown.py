"""Where the pages of the portal find a card."""

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import Coalesce

from articles.addresses import absolute
from articles.cards.drawing import HEIGHT, WIDTH
from articles.models import Article, ShareCard
from languages.addresses import address_of


def names(language: str) -> QuerySet:
    """Return a subquery for the name of a row's card, for `annotate(share_card=...)`."""
    row = Coalesce(OuterRef("live_id"), OuterRef("pk"))
    return ShareCard.objects.filter(language=language, article_id=row).values("name")[:1]


def article_card(article: Article) -> dict | None:
    """Return address and size of the card of an article that was read with `names`, if it has one.

    The storage is never asked: what the row names is there.
    """
    if not article.share_card:
        return None
    address = absolute(address_of("share-card", article.share_card.rpartition("/")[2]))
    return {"address": address, "width": WIDTH, "height": HEIGHT}
