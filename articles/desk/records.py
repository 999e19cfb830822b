"""The pages of one record beside its form; each mixin adds its own to `record_urls`."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from articles import rights, working_copies
from articles.models import Article, ArticleLanguage
from articles.views import can_be_id

GET, POST, BOTH = ["GET"], ["POST"], ["GET", "POST"]


class RecordViews:
    """What every mixin with pages of a record stands on; addresses carry the live row's id."""

    def record_urls(self) -> list[URLPattern]:
        return []

    def form_context(self, request: HttpRequest, live: Article | None, row: Article | None) -> dict:
        """Return what the page of the form shows besides the form.

        live: the live row, None for an article that was never saved. row: the row that is shown.
        """
        return {}

    def after_saving(self, request: HttpRequest, row: Article, form, changed: list[str]) -> None:
        """Do what belongs to a save, inside its transaction; `changed` names strands."""

    def load(self, live: Article, row: Article) -> None:
        """Ask once for what the page of the form asks about again and again.

        Only where nothing is written any more: what is loaded does not hear of it.
        """
        kept = ArticleLanguage.objects.select_related("basis_by")
        prefetch_related_objects([live], Prefetch("languages", kept))
        prefetch_related_objects([live] if row is live else [live, row], *live.row_relations)

    def written_in(self, request: HttpRequest, live: Article, row: Article) -> Article | None:
        """Return the row that editors write in as it is stored; None when Edit comes first.

        row: the row that is shown; a form with mistakes has put into it what was typed.
        """
        if request.method == "POST":
            return working_copies.editable_row(live)
        return row if row.is_working_copy or not live.has_publication else None

    def record_url(
        self, name: str, view: Callable, methods: list[str], rest: str = "", under: str = ""
    ):
        """Return the pattern `<id>/<name>/<rest>` of a page that only the admin's people see.

        under: what stands in the address in place of the name.
        """
        wrapped = self.admin_site.admin_view(require_http_methods(methods)(view))
        opts = self.opts
        return path(
            f"<int:pk>/{under or name}/{rest}",
            wrapped,
            name=f"{opts.app_label}_{opts.model_name}_{name}",
        )

    def address_of(self, row: Article, name: str = "change", *args: str) -> str:
        """Return the admin's address of a record: always with the live record's id."""
        opts = self.opts
        place = f"admin:{opts.app_label}_{opts.model_name}_{name}"
        return reverse(place, args=[row.live_pk, *args])

    def record(self, request: HttpRequest, pk: int | str, *verbs: str) -> Article:
        """Return the live row, for somebody who may do one of `verbs` with it.

        Without any, for somebody who may read it at the desk.
        """
        rows = self.model.objects.live().select_related("category__section")
        live = rows.filter(pk=pk).first() if can_be_id(str(pk)) else None
        if live is None:
            raise Http404
        may = any(rights.may(request.user, verb, live.category) for verb in verbs)
        if not self.has_view_or_change_permission(request) or (verbs and not may):
            raise PermissionDenied
        return live

    def page(self, request, live, template: str, title: str, **context) -> HttpResponse:
        """Answer with a page about a record, from `templates/admin/desk/`."""
        about = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(live),
            "opts": self.opts,
            "original": live,
            "back": self.address_of(live),
        }
        return render(request, f"admin/desk/{template}", about | context)
