"""What leads from one article to another: links, redirects, texts taken down in its favour."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

import languages
from articles.models import Article, ArticleLanguage, BodyLink, OldAddress
from articles.uses import MOST_NAMED, Use


def of(article: Article) -> list[Use]:
    return [_links(article), _redirects(article), _withdrawals(article)]


def _links(article: Article) -> Use:
    rows = BodyLink.objects.filter(target=article.pk).exclude(article=article.pk)
    rows = rows.exclude(article__live=article.pk)
    numbers = dict.fromkeys(
        (link.article.live_pk, link.language)
        for link in rows.select_related("article").defer(*_bodies("article__")).order_by("pk")
    )
    shown = [number for number, _code in numbers]
    titles = Article.objects.for_lists().in_bulk(shown[:MOST_NAMED])
    named = [
        (f"{titles[number]} ({languages.short_name(code)})", address_of(titles[number]))
        for number, code in [*numbers][:MOST_NAMED]
    ]
    return Use(
        _("Links in the texts of other articles"),
        _("The words stay in these texts, the link does not."),
        len(numbers),
        named,
    )


def _bodies(prefix: str) -> list[str]:
    return [f"{prefix}{languages.column('body', code)}" for code in languages.codes()]


def _redirects(article: Article) -> Use:
    rows = OldAddress.objects.filter(article=article.pk).order_by("path")
    return Use(
        pgettext("of an article", "Old addresses"),
        _("They lead nowhere then: visitors find “This page is not here”."),
        rows.count(),
        [
            (row.path, reverse("admin:articles_oldaddress_change", args=[row.pk]))
            for row in rows[:MOST_NAMED]
        ],
        permission="articles.delete_oldaddress",
    )


def _withdrawals(article: Article) -> Use:
    rows = ArticleLanguage.objects.filter(withdrawal_target=article.pk).order_by("pk")
    return Use(
        _("Articles that were taken down and lead here"),
        _("Visitors of their addresses find the notice instead, or “This page is not here”."),
        rows.count(),
        [
            (f"{row.article} ({languages.short_name(row.language)})", address_of(row.article))
            for row in rows.select_related("article")[:MOST_NAMED]
        ],
    )


def address_of(article: Article) -> str:
    """Return where the desk keeps an article of whatever kind."""
    return reverse(f"admin:{article.kind.replace('.', '_')}_change", args=[article.live_pk])
