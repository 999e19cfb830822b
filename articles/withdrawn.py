"""What visitors find at the address of a text that was taken down: a notice, or another article.

Without either the address answers as if nothing had ever been there.
"""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

import languages
from articles import addresses
from articles.models import Article, ArticleLanguage, Category
from languages import column

GONE = 410


def answer(
    request: HttpRequest, article: Article, language: str, alternates, **context
) -> HttpResponse | None:
    """Answer for `article`, which is not public in `language`; None where nothing was left.

    alternates: the languages in which the article can still be read.
    """
    if article.published_at(language) is not None:
        # It has ended by itself, or is still to come.
        return None
    return _answer(
        request, _left_behind().filter(article=article.pk), language, alternates, **context
    )


def answer_alone(request: HttpRequest, category: Category, language: str) -> HttpResponse | None:
    """Answer for a page that stands alone, whose article is found by its category."""
    rows = _left_behind().filter(article__category=category).order_by("-withdrawn_at")
    return _answer(request, rows, language, [])


def _left_behind():
    rows = ArticleLanguage.objects.exclude(withdrawn_at=None).defer(
        *(
            f"{article}__{body}"
            for article in ("article", "withdrawal_target")
            for body in ("body", *(column("body", code) for code in languages.codes()))
        )
    )
    return rows.select_related("article__category__section", "withdrawal_target__category__section")


def _answer(
    request: HttpRequest, rows, language: str, alternates, **context
) -> HttpResponse | None:
    known = rows.filter(language=language).first()
    if known is None:
        return None
    target = known.withdrawal_target
    if target is not None and target.is_public(language):
        moved = HttpResponsePermanentRedirect(addresses.in_language(target, language))
        # The text may be published again; then no browser shall go on being led away.
        moved["Cache-Control"] = "public, no-cache"
        return moved
    if not known.withdrawal_notice:
        return None
    category = known.article.category
    context |= {
        "category": category,
        "section": category.section,
        "notice": known.withdrawal_notice,
        "withdrawn_at": known.withdrawn_at,
        "alternates": alternates,
    }
    response = render(request, "articles/withdrawn.html", context, status=GONE)
    response["X-Robots-Tag"] = "noindex"
    return response
