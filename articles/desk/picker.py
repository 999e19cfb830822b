"""Choosing an article of any kind in a form, by words of its title.

A foreign key to `articles.Article` gets `article_select.ArticleSelect` as its widget; what it finds
comes from `ArticlePicker`, which Django asks for it.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_POST

import languages
from articles.desk.article_select import public_first, public_in_any
from articles.desk.base import ArticleAdmin
from articles.desk.prose_views import ProseViews
from articles.kinds import model_of
from articles.models import Article
from articles.views import can_be_id


class ArticlePicker(ProseViews, ArticleAdmin):
    """All kinds in one list, to choose from; the page of each record is that of its kind."""

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).order_by(*self.get_ordering(request))

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        # The field above a list refuses it; a picker asks for whatever was typed.
        found, is_doubled = super().get_search_results(
            request, queryset, search_term.replace("\x00", "")
        )
        if request.GET.get("field_name") == "withdrawal_target":
            # Visitors are led there at once.
            found = found.filter(public_in_any(languages.codes()))
        return found.order_by(public_first(), *self.get_ordering(request)), is_doubled

    def record_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [
            path("find/", wrap(require_GET(self.find_view)), name="articles_article_find"),
            path(
                "way-of-writing/",
                wrap(require_POST(self.way_of_writing_view)),
                name="articles_article_way_of_writing",
            ),
            path("paste/", wrap(require_POST(self.paste_view)), name="articles_article_paste"),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if not can_be_id(object_id or "") or not self.has_view_permission(request):
            raise Http404
        return _page_of(get_object_or_404(Article.objects.live(), pk=object_id))

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None):
        return self.changeform_view(request, object_id)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None):
        return self.changeform_view(request, object_id)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        # Django asks here too when a record of some kind is deleted, for part of it is an article.
        if obj is None:
            return False
        return self.admin_site.get_model_admin(model_of(obj)).has_delete_permission(request, obj)


def _page_of(article: Article) -> HttpResponse:
    name = f"admin:{article.kind.replace('.', '_')}_change"
    return HttpResponseRedirect(reverse(name, args=[article.live_pk]))
