"""Which public addresses there are for an article."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

import languages
from articles.models import Article, ArticleLanguage, BodyLink


def in_language(article, language: str) -> str:
    """Return the path of anything with `get_absolute_url` in a language."""
    with override(language):
        return article.get_absolute_url()


def absolute(path: str) -> str:
    """Return the full address of a path. The host comes from SITE_URL alone."""
    return settings.SITE_URL + path


def affected_by(article: Article) -> list[str]:
    """Return the paths of all pages that an act on `article` may change."""
    section = article.kind.split(".")[0]
    part = "site" if article.category.stands_alone else section
    paths = [reverse("sitemap"), reverse("sitemap-part", args=[part])]
    for code in languages.each():
        category = article.category
        paths += [
            reverse("home"),
            article.get_absolute_url(),
            reverse(f"{section}:qr", args=[article.live_pk]),
            category.get_absolute_url(),
            reverse("site-map"),
        ]
        if category.stands_alone:
            continue
        slug = category.section.slug
        if moment := article.published_at(code):
            year, month = f"{timezone.localtime(moment):%Y %m}".split()
            paths += [
                reverse("site-map-year", args=[year]),
                reverse("site-map-month", args=[year, month]),
            ]
        paths += [
            category.section.get_absolute_url(),
            reverse(f"{slug}:feed", args=[category.slug]),
        ]
        if category.also_under_id:
            paths.append(category.also_under.get_absolute_url())
    return list(dict.fromkeys(paths))


def linking_to(article: Article) -> list[str]:
    """Return the paths of the pages whose text leads to `article`."""
    links = BodyLink.objects.filter(target=article.live_pk, article__live=None)
    links = links.select_related("article__category__section")
    return [in_language(link.article, link.language) for link in links]


def leading_to(article: Article) -> list[str]:
    """Return the addresses of withdrawn texts whose visitors are led to `article`."""
    rows = ArticleLanguage.objects.filter(withdrawal_target=article.live_pk)
    rows = rows.select_related("article__category__section")
    return [in_language(row.article, row.language) for row in rows]
