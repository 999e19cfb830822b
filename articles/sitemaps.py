"""sitemap.xml: every public page once per language, each with its alternates."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.core.paginator import Page, Paginator
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

import languages
from articles import alone, dependence, filled
from articles.addresses import absolute, in_language
from articles.kinds import of_section
from articles.models import Article, ArticleLanguage, Category, is_public
from pagestore.recording import use
from pagestore.tags import SITE


class _ByLanguage(Paginator):
    """Slices in the database; only one page's rows become (object, language) pairs."""

    def page(self, number) -> Page:
        page = super().page(number)
        rows = [row for row in page.object_list if isinstance(row, Article)]
        dependence.used_in_every_language(row.pk for row in rows)
        page.object_list = [(row, code) for row in page.object_list for code in _languages_for(row)]
        return page


def _languages_for(row) -> list[str]:
    if isinstance(row, Article):
        return [code for code in languages.codes() if row.is_public(code)]
    return alone.languages_of(row)


class _PortalSitemap(Sitemap):
    i18n = True
    alternates = True
    limit = 1000  # rows a file, so at most that many times the number of languages
    protocol = urlsplit(settings.SITE_URL).scheme

    @property
    def paginator(self) -> Paginator:
        return _ByLanguage(self.items(), self.limit)

    def get_domain(self, site=None) -> str:
        # Never the Host header, which anybody may set.
        return urlsplit(settings.SITE_URL).netloc

    def get_languages_for_item(self, item) -> list[str]:
        return _languages_for(item)

    def _location(self, item, force_lang_code=None) -> str:
        row, language = item
        return in_language(row, force_lang_code or language)


class ArticleSitemap(_PortalSitemap):
    """The articles of one section."""

    def __init__(self, section: str) -> None:
        self.section = section

    def items(self):
        public = Q()
        for code in languages.codes():
            public |= is_public(code)
        kinds = [model._meta.label_lower for model in of_section(self.section)]
        rows = Article.objects.filter(public, kind__in=kinds, section__is_hidden=False)
        return rows.for_lists().prefetch_related("languages").order_by("pk")

    def lastmod(self, article: Article):
        # What is scheduled has its time already, but no reader has seen it yet.
        public = [item for item in article.languages.all() if article.is_public(item.language)]
        times = [item.last_updated_at for item in public if item.last_updated_at]
        return max(times, default=article.updated_at)

    def get_latest_lastmod(self):
        kinds = [model._meta.label_lower for model in of_section(self.section)]
        rows = ArticleLanguage.objects.filter(
            article__kind__in=kinds, last_updated_at__lte=timezone.now()
        )
        return rows.aggregate(newest=Max("last_updated_at"))["newest"]


class AloneSitemap(_PortalSitemap):
    """Pages that are in no section."""

    def items(self):
        return alone.pages()

    def get_latest_lastmod(self) -> None:
        return None


class CategorySitemap(_PortalSitemap):
    """Sections and categories with anything to read."""

    def items(self):
        hidden = Q(is_hidden=True) | Q(section__is_hidden=True)
        rows = filled.with_content_per_language(Category.objects.exclude(hidden))
        return rows.select_related("section").order_by("pk")

    def get_latest_lastmod(self) -> None:
        return None


SITEMAPS = {
    "site": AloneSitemap(),
    "categories": CategorySitemap(),
    **{section: ArticleSitemap(section) for section in ("news", "investing", "living", "about")},
}


def index(request: HttpRequest) -> HttpResponse:
    """List the files of the site map. Django's own view would take the host from the request."""
    _use_everything()
    use(dependence.ANY_ACT)
    files = []
    for name, part in SITEMAPS.items():
        address = absolute(reverse("sitemap-part", args=[name]))
        changed = part.get_latest_lastmod()
        files.append({"location": address, "last_mod": changed})
        files += [
            {"location": f"{address}?p={page}", "last_mod": changed}
            for page in range(2, part.paginator.num_pages + 1)
        ]
    response = render(
        request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml"
    )
    response["Cache-Control"] = "public, no-cache"
    return response


def part(request: HttpRequest, section: str) -> HttpResponse:
    """Return one file of the site map."""
    _use_everything()
    response = sitemap(request, SITEMAPS, section)
    response["Cache-Control"] = "public, no-cache"
    return response


def _use_everything() -> None:
    # Sections and categories with anything to read are those of the menus.
    use(SITE, *map(dependence.anywhere, languages.codes()))
