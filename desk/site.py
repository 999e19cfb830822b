"""The admin's site: its start page says what waits, its lists stand in the order of the work."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse

from articles.desk.article_select import ArticleFinder
from desk import menu, start


class DeskSite(AdminSite):
    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().index(request, {"start": start.of(request.user), **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return ArticleFinder.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        apps = super().get_app_list(request, app_label)
        # The page of one app shows it as Django has it.
        return apps if app_label else menu.grouped(apps)
