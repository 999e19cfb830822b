"""Deleting a draft, on a page that says what leads to it; what was public once is taken down."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

import languages
from articles import dependence, rights, strands, uses, working_copies
from articles.desk.records import RecordViews
from articles.models import Article
from pagestore.purge import order_purge_at


class DeleteViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        may = self._may_clear(request, obj)
        # What was public once keeps its address and its history; it is withdrawn instead.
        return may and (obj is None or not _was_public(obj))

    def _may_clear(self, request: HttpRequest, row: Article | None) -> bool:
        if not super().has_delete_permission(request, row) or not self._may(request, row):
            return False
        return row is None or _written(row) <= {
            *rights.languages_open_to(request.user, rights.WRITE, row.category)
        }

    @transaction.atomic
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None):
        """Say what goes, and delete it."""
        found = self.get_object(request, object_id)
        if found is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        live = working_copies.lock(found) if request.method == "POST" else found
        if not self._may_clear(request, live):
            raise PermissionDenied
        if _was_public(live):
            return self._refusal(request, live)
        used = uses.of(live)
        needed = [use for use in used if not _is_open_to(request.user, use)]
        if request.method == "POST" and not needed:
            return self._delete(request, live)
        title = _("Delete this draft")
        context = {"uses": used, "needed": needed, "has_draft": live.has_publication}
        response = self.page(request, live, "delete.html", title, **context)
        response.status_code = 403 if request.method == "POST" else 200
        return response

    def _delete(self, request: HttpRequest, live: Article) -> HttpResponse:
        title, number = str(live), live.pk
        self.log_deletions(request, [live])
        self.delete_model(request, live)
        order_purge_at(dependence.texts(number))
        return self.response_delete(request, title, number)

    def _refusal(self, request: HttpRequest, live: Article) -> HttpResponse:
        may_publish = rights.languages_open_to(request.user, rights.PUBLISH, live.category)
        context = {
            "is_to_come": not live.languages.filter(withdrawn_at=None).exists(),
            "withdraw": self.address_of(live, "withdraw")
            if any(live.published_at(code) for code in may_publish)
            else "",
        }
        title = _("This cannot be deleted")
        response = self.page(request, live, "delete_refused.html", title, **context)
        response.status_code = 403
        return response


def _was_public(row: Article) -> bool:
    known = working_copies.live_of(row).languages.all()
    return any(kept.first_published_at for kept in known)


def _written(row: Article) -> set[str]:
    return {code for code in languages.codes() if not strands.is_empty(strands.snapshot(row, code))}


def _is_open_to(user, use: uses.Use) -> bool:
    return not use.permission or user.has_perm(use.permission)
