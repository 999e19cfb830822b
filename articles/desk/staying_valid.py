"""Saying afterwards that a change in one language was small: the translation stays valid.

Offered under the list of all that has changed, to whoever may write the translation. In a form the
button saves as well, so that nothing typed is lost by it.
"""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

import languages
from articles import facts, rights, working_copies
from articles.desk.matching import may_confirm, versions_of
from articles.desk.records import POST, RecordViews
from articles.models import Article, Match

# The name of the button; in a form its value is the language, else the versions that were seen.
VALID = "_stays_valid"


class ValidViews(RecordViews):
    """Mixed into ArticleAdmin, before the mixin that shows what has changed."""

    def record_urls(self) -> list:
        url = self.record_url("stays_valid", self.stays_valid_view, POST, "<str:prefix>/")
        return [*super().record_urls(), url]

    def stays_valid_view(self, request: HttpRequest, pk: int, prefix: str) -> HttpResponse:
        """Note it of the texts as they stood on the page that was open."""
        live = self.record(request, pk, rights.WRITE)
        code = next((code for code in languages.codes() if languages.prefix(code) == prefix), None)
        if code is None:
            raise Http404
        with transaction.atomic():
            live = working_copies.lock(live)
            row = working_copies.editable_row(live) or live
            if not may_confirm(request.user, live.category, code):
                messages.warning(request, _("You may not write in this language."))
            elif request.POST.get(VALID) != versions_of(row):
                words = _("The text has changed since you opened this page. Please look again.")
                messages.warning(request, words)
            else:
                self._note_valid(request, row, code, "")
        return HttpResponseRedirect(self.address_of(live))

    def form_context(self, request: HttpRequest, live: Article | None, row: Article | None) -> dict:
        context = super().form_context(request, live, row)
        is_form = row is not None and self.has_change_permission(request, row)
        context["valid"] = {
            code: {
                "name": VALID,
                "value": code if is_form else versions_of(row),
                "address": ""
                if is_form
                else self.address_of(live, "stays_valid", languages.prefix(code)),
                "language": languages.short_name(code),
            }
            # Whoever says so has to see all of it.
            for code in context["changes_since"]
            if may_confirm(request.user, live.category, code)
        }
        return context

    def after_saving(self, request: HttpRequest, row: Article, form, changed: list[str]) -> None:
        super().after_saving(request, row, form, changed)
        code = request.POST.get(VALID)
        if code not in languages.codes() or not may_confirm(request.user, row.category, code):
            return
        if form.saw_all:
            self._note_valid(request, row, code, form.cleaned_data.get("note") or "")
            return
        words = _(
            "Saved, but the translation is still out of date: somebody has changed a text while "
            "you had it open. Please look again."
        )
        messages.warning(request, words)

    def _note_valid(self, request: HttpRequest, row: Article, code: str, note: str) -> None:
        names = {"language": languages.short_name(code)}
        if facts.of(row)[code].match != Match.OUTDATED:
            words = _("The %(language)s text is not out of date any more.")
            messages.info(request, words % names)
            return
        act = facts.stays_valid(row, code, request.user, note)
        self.log_act(request, row, act)
        messages.success(request, _("Noted: the %(language)s text stays valid.") % names)
