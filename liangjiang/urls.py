"""Every address of the portal: a few without a language, the admin, and `/en/…`, `/zh/…`."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLResolver, include, path, re_path
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import get_language

import languages
from articles.cards.serving import card
from articles.months import MONTH, YEAR
from articles.sitemaps import index, part
from articles.urls import LOOSE_ARTICLE
from articles.views import ArticlePage, SinglePage
from contact.views import ContactPage, SentPage
from liangjiang import errors, health, views
from liangjiang.figures_page import FiguresPage, FiguresTable
from liangjiang.home import HomePage
from liangjiang.site_map import SiteMapMonth, SiteMapPage, SiteMapYear
from liangjiang.styleguide.views import StyleguidePage
from library.views import rendition
from search.views import OpenedPage, SearchPage, SuggestPage


class LanguagePrefix(LocalePrefixPattern):
    """`/zh/` for the language `zh-hans`."""

    @property
    def language_prefix(self) -> str:
        return languages.prefix(get_language() or settings.LANGUAGE_CODE) + "/"


pages = [
    path("", HomePage.as_view(), name="home"),
    path("site-map/", SiteMapPage.as_view(), name="site-map"),
    re_path(rf"^site-map/{YEAR}/$", SiteMapYear.as_view(), name="site-map-year"),
    re_path(rf"^site-map/{YEAR}/{MONTH}/$", SiteMapMonth.as_view(), name="site-map-month"),
    path("figures/", FiguresPage.as_view(), name="figures"),
    re_path(
        r"^figures/(?P<pk>[1-9][0-9]{0,17})\.csv$", FiguresTable.as_view(), name="figures-table"
    ),
    path("news/", include("news.urls")),
    path("investing/", include("investing.urls")),
    path("living/", include("living.urls")),
    path("about/", include("about.urls")),
    path("contact/", ContactPage.as_view(), name="contact"),
    path("contact/sent/<str:receipt>/", SentPage.as_view(), name="contact-sent"),
    path("search/", SearchPage.as_view(), name="search"),
    path("search/suggest/", SuggestPage.as_view(), name="search-suggest"),
    path("search/opened/", OpenedPage.as_view(), name="search-opened"),
    path("styleguide/", StyleguidePage.as_view(), name="styleguide"),
    re_path(LOOSE_ARTICLE, ArticlePage.as_view(), name="short-article"),
    path("<slug:slug>/", SinglePage.as_view(), name="single"),
]

urlpatterns = [
    path("", views.choose_language, name="choose-language"),
    path("healthz", health.process, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("sitemap.xml", index, name="sitemap"),
    path("sitemap-<slug:section>.xml", part, name="sitemap-part"),
    path("media/__processed__/<path:path>", rendition, name="rendition"),
    path("media/cards/<str:path>", card, name="share-card"),
    path(settings.ADMIN_PATH, include("accounts.urls")),
    path(settings.ADMIN_PATH, include("desk.urls")),
    # Django's "view on site" would tell anybody at the desk the address of any draft.
    re_path(rf"^{settings.ADMIN_PATH}r/", views.nowhere),
    path(settings.ADMIN_PATH, admin.site.urls),
    URLResolver(LanguagePrefix(), pages),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
