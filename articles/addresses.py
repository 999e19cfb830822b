"""Which public addresses there are for an article, and where an old one leads."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from articles import languages
from articles.models import Article, OldAddress


def in_language(article, language: str) -> str:
    """Return the path of anything with `get_absolute_url` in a language."""
    with override(language):
        return article.get_absolute_url()


def absolute(path: str) -> str:
    """Return the full address of a path. The host comes from SITE_URL alone."""
    return settings.SITE_URL + path


def affected_by(article: Article) -> list[str]:
    """Return the paths of all pages that an act on `article` may change."""
    paths = [reverse("sitemap")]
    for _code in languages.each():
        category = article.category
        paths += [
            reverse("home"),
            article.get_absolute_url(),
            category.get_absolute_url(),
            category.section.get_absolute_url(),
            reverse("site-map"),
            *_feeds(category),
        ]
        if category.also_under_id:
            paths.append(category.also_under.get_absolute_url())
    return list(dict.fromkeys(paths))


def _feeds(category) -> list[str]:
    try:
        return [reverse(f"{category.section.slug}:feed", args=[category.slug])]
    except NoReverseMatch:
        # Hidden pages, such as the terms, have no feed.
        return []


def successor(path: str) -> str | None:
    """Return where an address of the site before this one leads, or None.

    The language is the first in which the article is public; the old site was English.
    """
    if "\x00" in path:
        # PostgreSQL refuses to look for it.
        return None
    old = OldAddress.objects.filter(path=path).select_related("article").first()
    if old is None:
        return None
    for code in languages.codes():
        if old.article.is_public(code):
            return in_language(old.article, code)
    return None
