"""What a page needs so that its readers can pass an article on."""

from urllib.parse import quote

from django import template

from articles import qr
from articles.addresses import absolute
from articles.models import Article
from articles.templatetags.portal import text
from languages.addresses import address_of

register = template.Library()


@register.simple_tag
def ways_to_share(article: Article) -> dict:
    """Return the address, that of its QR code, a letter ready to be sent, and the short address."""
    address = absolute(article.get_absolute_url())
    return {
        "address": address,
        "qr": qr.address(article),
        "mail": letter(text(article, "title"), address),
        "short": absolute(address_of("short-article", article.live_pk)),
    }


def letter(subject: str, address: str) -> str:
    """Return a mailto address (RFC 6068); every mail program understands these encodings."""
    subject, body = quote(subject, safe=""), quote(f"{subject}\r\n{address}", safe="")
    return f"mailto:?subject={subject}&body={body}"
