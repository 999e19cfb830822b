"""The readable end of an article's address: from the English title, else pinyin."""

import re

from django.utils.text import slugify

import languages
from articles.models import Article
from languages import EN, ZH, column

LONGEST = 80


def slug_for(article: Article, published: list[str]) -> str:
    """Return an ASCII slug of at most 80 characters, cut between words; "" if no title gives any.

    published: the languages whose titles readers may see. A working title of another language
    must not show in the address.
    """
    if EN in published and languages.has_text(article, "title", EN):
        return _cut(_slugify(getattr(article, column("title", EN))))
    return _cut(_slugify(_pinyin(getattr(article, column("title", ZH)) or "")))


def _pinyin(title: str) -> str:
    # Its dictionaries take a third of the time in which any command starts; few commands need them.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    return " ".join(lazy_pinyin(title, style=Style.NORMAL))


def _slugify(title: str) -> str:
    # 46.3 must not become 463, nor land–sea landsea.
    return slugify(re.sub(r"(?<=\d)[.·](?=\d)|[–—]", "-", title))


def _cut(slug: str) -> str:
    if len(slug) <= LONGEST:
        return slug
    head, _hyphen, _rest = slug[: LONGEST + 1].rpartition("-")
    return head or slug[:LONGEST]
