"""Keeping redirects one hop long: a visitor is never sent on twice, nor round in a circle."""

from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.urls import ResolverMatch

import languages
from articles import addresses, old_paths
from articles.models import Article, Category, OldAddress
from articles.views import ArticlePage, can_be_id


class LeadsToItself(ValueError):
    """A redirect would send visitors round in a circle."""


class LeadsNowhere(ValueError):
    """A redirect would lead to a page that this site does not have."""


def resolved(path: str, target: str) -> tuple[Article | None, str]:
    """Return the article or the address that `target` leads to in the end.

    Raises LeadsToItself when that is `path`, LeadsNowhere when this site has no such page.
    """
    if not target.startswith("/"):
        return None, target
    own, place = old_paths.canonical(path), _place(target)
    known = OldAddress.objects.filter(path=place).select_related("article").first()
    # Redirects are one hop long already, so what it leads to is the end of it.
    if place == own or (known and _place(known.target) == own):
        raise LeadsToItself(target)
    return (known.article, known.target) if known else _as_served(target)


def _as_served(target: str) -> tuple[Article | None, str]:
    """Return a page of this site in the form that answers without a redirect of its own."""
    parts = urlsplit(target)
    found = old_paths.match(unquote(parts.path))
    if found is None:
        if target.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return None, target
        raise LeadsNowhere(target)
    path, view = found
    if _is_missing(view):
        raise LeadsNowhere(target)
    article = _article_of(view)
    with_slash = parts._replace(path=parts.path if path == unquote(parts.path) else quote(path))
    if article is None:
        return None, with_slash.geturl()
    served = [addresses.in_language(article, code) for code in _public_languages(article)]
    asked = [address for address in served if address.split("/")[1] == path.split("/")[1]]
    if asked[:1] == served[:1]:
        return article, ""
    return None, (asked or [with_slash.geturl()])[0]


def _is_missing(view: ResolverMatch) -> bool:
    """Tell whether the address has the form of one of our pages, but not what the page shows."""
    parts = view.kwargs
    if "category" in parts:
        rows = Category.objects.filter(section__slug=parts["section"], slug=parts["category"])
    elif view.url_name == "single":
        rows = Category.objects.filter(section__is_hidden=True, slug=parts["slug"])
    elif _is_article(view):
        rows = Article.objects.live().filter(pk=parts["pk"] if can_be_id(f"{parts['pk']}") else 0)
    else:
        return False
    return not rows.exists()


def _is_article(view: ResolverMatch) -> bool:
    return getattr(view.func, "view_class", None) is ArticlePage


def _article_of(view: ResolverMatch) -> Article | None:
    pk = str(view.kwargs.get("pk", ""))
    if not _is_article(view) or not can_be_id(pk):
        return None
    found = Article.objects.live().select_related("category__section").filter(pk=pk).first()
    return found if found and _public_languages(found) else None


def _public_languages(article: Article) -> list[str]:
    return [code for code in languages.codes() if article.is_public(code)]


def shorten_those_to(old: OldAddress) -> int:
    """Let redirects that lead to the path of `old` lead where it leads; return how many did."""
    rows = OldAddress.objects.exclude(target="").exclude(pk=old.pk)
    longer = [row.pk for row in rows if _place(row.target) == old.path]
    return OldAddress.objects.filter(pk__in=longer).update(
        article_id=old.article_id, target=old.target
    )


def _place(target: str) -> str:
    """Return the path of a target in the form of an old address."""
    return old_paths.canonical(unquote(urlsplit(target).path)) if target.startswith("/") else ""
