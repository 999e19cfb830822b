"""The addresses of a section; each section's urls.py calls `section_urls` with its slug."""

from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe

from articles.feeds import CategoryFeed
from articles.month_pages import CategoryMonth, SectionMonth
from articles.months import MONTH, YEAR
from articles.qr import QrCode
from articles.views import ArticlePage, CategoryPage, SectionPage

# Anything that begins with an article's id, with or without slug and slash.
LOOSE_ARTICLE = r"^(?P<pk>[0-9]+)[^/]*/?$"


def section_urls(section: str) -> list[URLPattern]:
    """Return the addresses below `/en/<section>/`."""
    return [
        path("", SectionPage.as_view(), {"section": section}, name="section"),
        path("<int:pk>-<slug:slug>/", ArticlePage.as_view(), name="article"),
        path("<int:pk>/", ArticlePage.as_view(), name="article"),
        path("<int:pk>/qr.svg", QrCode.as_view(), name="qr"),
        re_path(LOOSE_ARTICLE, ArticlePage.as_view()),
        path("<slug:category>/", CategoryPage.as_view(), {"section": section}, name="category"),
        re_path(rf"^{YEAR}/{MONTH}/$", SectionMonth.as_view(), {"section": section}),
        re_path(
            rf"^(?P<category>[-\w]+)/{YEAR}/{MONTH}/$",
            CategoryMonth.as_view(),
            {"section": section},
        ),
        path(
            "<slug:category>/feed.atom",
            require_safe(CategoryFeed()),
            {"section": section},
            name="feed",
        ),
    ]
