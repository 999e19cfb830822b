"""What other sites show of an article when somebody shares it there."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.text import Truncator

from articles import prose
from articles.cards.shown import article_card
from articles.models import Article
from languages import EN, column
from library import renditions
from library.models import Picture

# As many characters as search engines show; a Chinese one says more and is wider.
LONGEST = {EN: 160}
LONGEST_ELSEWHERE = 80


def image(article: Article, language: str) -> dict | None:
    """Return the picture for other sites: the card, or the lead picture until it is drawn."""
    if card := article_card(article):
        return card | {"alt": getattr(article, column("title", language))}
    return picture(article, language)


def picture(article: Article, language: str) -> dict | None:
    """Return the lead picture: address, width, height, and words for the blind."""
    if not article.picture:
        return None
    alt = "" if article.picture_is_decorative else getattr(article, column("picture_alt", language))
    return rendition(article.picture) | {"alt": alt}


def rendition(shown: Picture) -> dict:
    """Return the rendition of a picture that is always there."""
    size = (shown.file_width, shown.file_height)
    width, height = renditions.scaled(size, renditions.FIRST[1])
    address = urljoin(f"{settings.SITE_URL}/", shown.address(*renditions.FIRST))
    return {"address": address, "width": width, "height": height}


def description(article: Article, language: str) -> str:
    """Return the sentence under the title: what was written for it, or how the text begins."""
    for name in ("seo_description", "summary"):
        if text := getattr(article, column(name, language)):
            return text
    beginning = prose.plain(getattr(article, column("body", language)) or "")
    return Truncator(beginning).chars(LONGEST.get(language, LONGEST_ELSEWHERE), truncate="…")
