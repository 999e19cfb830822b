"""Making a new draft from a record."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

import languages
from articles import duplicating, rights, strands, working_copies
from articles.desk.records import POST, RecordViews
from articles.models import Article


class DuplicateViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        duplicate = self.record_url("duplicate", self.duplicate_view, POST)
        return [*super().record_urls(), duplicate]

    def form_context(self, request: HttpRequest, live: Article | None, row: Article | None) -> dict:
        context = super().form_context(request, live, row)
        may = live is not None and self._may_duplicate(
            request, self.written_in(request, live, row) or live
        )
        return context | {"duplicate_address": self.address_of(live, "duplicate") if may else ""}

    def duplicate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the draft and open it."""
        live = self.record(request, pk, rights.WRITE)
        if not self._may_duplicate(request, working_copies.editable_row(live) or live):
            raise PermissionDenied
        draft = duplicating.duplicate(live, request.user)
        self.log_addition(request, draft, _("Copied from #%(number)s.") % {"number": live.pk})
        text = _("This is a new draft, a copy of “%(title)s”.")
        messages.success(request, text % {"title": live})
        return HttpResponseRedirect(self.address_of(draft))

    def _may_duplicate(self, request: HttpRequest, row: Article) -> bool:
        """Tell whether somebody may write all that a copy of `row` would say."""
        open_to = rights.languages_open_to(request.user, rights.WRITE, row.category)
        written = {
            code for code in languages.codes() if not strands.is_empty(strands.snapshot(row, code))
        }
        return self.has_add_permission(request) and bool(open_to) and written <= {*open_to}
