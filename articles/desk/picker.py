"""Finding any article by its title, for forms that point to one."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from articles import languages
from articles.languages import column
from articles.models import Article
from articles.views import can_be_id


class ArticlePicker(admin.ModelAdmin):
    """No page of its own: articles are listed and written by kind."""

    search_fields = [column("title", code) for code in languages.codes()]

    def get_queryset(self, request: HttpRequest):
        return Article.objects.live().for_lists().order_by("-updated_at", "-pk")

    def get_urls(self) -> list:
        # The form of a kind, for the link beside a chosen article.
        return [
            path(
                "<path:object_id>/change/",
                self.admin_site.admin_view(self._open),
                name="articles_article_change",
            ),
        ]

    def _open(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not can_be_id(object_id):
            raise Http404
        found = Article.objects.live().filter(pk=object_id).first()
        if found is None:
            raise Http404
        name = f"admin:{found.kind.replace('.', '_')}_change"
        return HttpResponseRedirect(reverse(name, args=[found.pk]))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
