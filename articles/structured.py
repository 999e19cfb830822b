"""What a page says of itself to machines, in the words of schema.org (JSON-LD).

Everything here stands on the page too: what a search engine reads and what a person sees must not
differ.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext

import languages
from articles import sharing
from articles.addresses import absolute
from articles.models import Article
from languages import column
from languages.addresses import address_of

# A text must not end the element that holds it; these mean the same in JSON.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Step:
    """A place on the way to a page; the page itself has no address."""

    name: str
    address: str = ""


def as_json(thing: dict) -> str:
    """Return `thing` as it may stand within a script element."""
    data = {"@context": "https://schema.org"} | thing
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def moment(time: datetime) -> str:
    return timezone.localtime(time).isoformat(timespec="seconds")


def breadcrumb(steps: list[Step]) -> dict:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": step.name}
            | ({"item": absolute(step.address)} if step.address else {})
            for number, step in enumerate(steps, 1)
        ],
    }


def publisher(language: str) -> dict:
    """Return whose site this is: the host unit once it is given, until then the site's name."""
    name = settings.HOST_UNIT.get(language) or gettext("Liangjiang New Area")
    return {"@type": "GovernmentOrganization", "name": name, "url": absolute(address_of("home"))}


def article(row: Article, language: str, published: datetime, updated: datetime, rows=()) -> dict:
    """Return what the page of an article shows of it; `rows` are the pictures in its rows."""

    def text(name: str) -> str:
        return getattr(row, column(name, language)) or ""

    address = absolute(row.get_absolute_url())
    data = {
        "@type": row.schema_type,
        "headline": text("title"),
        "description": sharing.description(row, language),
        "inLanguage": languages.html_lang(language),
        "datePublished": moment(published),
        "dateModified": moment(updated or published),
        "image": _images(row, language, rows),
        "author": _author(text("author"), text("source")),
        "publisher": publisher(language),
        "url": address,
        "mainEntityOfPage": address,
    }
    return {name: value for name, value in data.items() if value}


def _author(author: str, source: str) -> dict:
    if author:
        return {"@type": "Person", "name": author}
    return {"@type": "Organization", "name": source} if source else {}


def _images(row: Article, language: str, rows) -> list[dict]:
    if rows:
        # Where pictures follow one by one, the one for lists does not stand on the page.
        return [_image(each.picture, each, "", language) for each in rows]
    return [_image(row.picture, row, "picture_", language)] if row.picture else []


def _image(picture, words, prefix: str, language: str) -> dict:
    shown = sharing.rendition(picture)
    data = {
        "@type": "ImageObject",
        "url": shown["address"],
        "width": shown["width"],
        "height": shown["height"],
        "caption": getattr(words, column(f"{prefix}caption", language)),
        "creditText": getattr(words, column(f"{prefix}credit", language)),
    }
    return {name: value for name, value in data.items() if value}


def site(language: str) -> dict:
    """Return what the home page says of the site and of whose it is."""
    home = absolute(address_of("home"))
    owner = publisher(language) | {
        "@id": f"{home}#publisher",
        "logo": absolute(static("art/icon-180.png")),
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "customer service",
            "url": absolute(address_of("contact")),
            "availableLanguage": [languages.html_lang(code) for code in languages.codes()],
        },
    }
    portal = {
        "@type": "WebSite",
        "name": gettext("Liangjiang New Area"),
        "url": home,
        "inLanguage": languages.html_lang(language),
        "publisher": {"@id": owner["@id"]},
    }
    return {"@graph": [owner, portal]}
