"""An Atom feed per category and language (RFC 4287)."""

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext

import languages
from articles import dependence
from articles.addresses import absolute
from articles.models import Article, ArticleLanguage, Category
from articles.scheduled import carry_out_due
from languages import column
from pagestore.recording import use
from pagestore.tags import SITE

LENGTH = 30


class CategoryFeed(Feed):
    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        carry_out_due()
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "public, no-cache"
        return response

    def get_object(self, request: HttpRequest, section: str, category: str) -> Category:
        rows = Category.objects.select_related("section")
        return get_object_or_404(rows, section__slug=section, slug=category)

    @property
    def language(self) -> str:
        return languages.html_lang(get_language())

    def title(self, category: Category) -> str:
        return f"{category.name} – {gettext('Liangjiang New Area')}"

    def subtitle(self, category: Category) -> str:
        return category.description

    def link(self, category: Category) -> str:
        return absolute(category.get_absolute_url())

    def feed_url(self, category: Category) -> str:
        return self.link(category) + "feed.atom"

    def items(self, category: Category) -> list[Article]:
        language = languages.normalise(get_language())
        use(SITE, dependence.in_category(category.pk, language))
        rows = Article.objects.public(language).filter(category=category)
        articles = list(rows.newest(language).for_lists()[:LENGTH])
        known = ArticleLanguage.objects.filter(language=language, article__in=articles)
        updated = {item.article_id: item.last_updated_at for item in known}
        for article in articles:
            article.feed_language = language
            article.feed_updated = updated.get(article.pk) or article.published_at(language)
        return articles

    def item_title(self, article: Article) -> str:
        return getattr(article, column("title", article.feed_language))

    def item_description(self, article: Article) -> str:
        return getattr(article, column("summary", article.feed_language))

    def item_link(self, article: Article) -> str:
        return absolute(article.get_absolute_url())

    def item_guid(self, article: Article) -> str:
        # A tag address (RFC 4151) stays when the title, and with it the address, changes.
        host = absolute("").split("//", 1)[1].split(":")[0]
        return f"tag:{host},2026:article/{article.pk}/{languages.prefix(article.feed_language)}"

    def item_pubdate(self, article: Article):
        return article.published_at(article.feed_language)

    def item_updateddate(self, article: Article):
        return article.feed_updated

    def item_author_name(self, article: Article) -> str:
        return getattr(article, column("source", article.feed_language))
