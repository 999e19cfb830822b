"""What the desk can do with a record besides saving it, and what its page says about that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import rights, scheduled, strands, undoing, working_copies
from articles.desk import buttons, panels, presets, publishing_form, review_views
from articles.desk.publishing_views import PublishViews
from articles.desk.records import BOTH, POST, RecordViews
from articles.desk.review_views import ReviewViews
from articles.desk.taking_down import WithdrawViews
from articles.desk.undo_views import UndoViews
from articles.models import Act, Article
from articles.views import can_be_id


class ActViews(PublishViews, UndoViews, WithdrawViews, ReviewViews, RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [
            *super().record_urls(),
            self.record_url("edit", self.edit_view, POST),
            self.record_url("cancel", self.cancel_view, POST),
            self.record_url("try-again", self.try_again_view, POST),
            self.record_url("discard", self.discard_view, BOTH),
        ]

    def form_context(self, request: HttpRequest, live: Article | None, row: Article | None) -> dict:
        context = super().form_context(request, live, row)
        copy = row if row is not None and row.is_working_copy else None
        at = publishing_form.typed_moment(request.POST or request.GET)
        if row is not None and not request.POST and "publish_at" not in request.GET:
            at = publishing_form.scheduled_moment(row)
        open_to = self.publishable(request.user, row)
        is_written_in = row is not None and self.has_change_permission(request, row)
        context["review_warnings"] = review_views.warnings(row if is_written_in else None)
        place = None if row else presets.category(self.model, request)
        context["buttons"] = buttons.row(request.user, open_to, live, row, at, place)
        if live is not None:
            source = self.written_in(request, live, row)
            panel = panels.panel(self, request, live, copy)
            context["panel"] = panel | self._acts(request.user, live, source)
        return context

    def _acts(self, user, live: Article, source: Article | None) -> dict:
        """Return what the panel says about acts: undoing, review, orders."""
        acts = undoing.offered(live)
        in_review = source is not None and bool(review_views.reviewed(source))
        may_review = rights.may(user, rights.APPROVE, live.category)
        review = review_views.summary(live, source)
        left = undoing.left_to_unschedule(live, acts)
        ahead = [code for code in self.publishable(user, live) if code in left] if left else []
        return {
            "undo": _undo(live, acts)
            if acts and all(self.may_change_back(user, live, act) for act in acts)
            else None,
            "ahead": {"codes": ahead, "what": panels.strand_names(ahead)} if ahead else None,
            "review": review,
            "can_review": may_review and in_review,
        }

    def _back_with(self, request: HttpRequest, live: Article, words: str) -> HttpResponse:
        """Say what was done and go back to where the button stood."""
        messages.success(request, words)
        if "from_schedule" in request.POST:
            return HttpResponseRedirect(reverse("desk:schedule"))
        return HttpResponseRedirect(self.address_of(live))

    def edit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the working copy and open it."""
        live = self.record(request, pk, rights.WRITE)
        working_copies.edit(live, request.user)
        return HttpResponseRedirect(self.address_of(live))

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back a scheduled update; what visitors read stays as it is."""
        live, act = self._order(request, pk)
        scheduled.cancel(act)
        words = _("The scheduled update is cancelled. The draft is kept.")
        return self._back_with(request, live, words)

    def try_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry out an order that is overdue or was refused."""
        live, act = self._order(request, pk)
        if scheduled.is_due(act) and scheduled.try_to_carry_out(act.pk):
            names = panels.strand_names(act.strands)
            words = _("Published: %(languages)s.") % {"languages": names}
            return self._back_with(request, live, words)
        act.refresh_from_db()
        if act.refused_at:
            words = _("Not carried out: {why}").format(why=scheduled.why_refused(act))
            messages.error(request, words)
        return HttpResponseRedirect(self.address_of(live))

    def _order(self, request: HttpRequest, pk: int) -> tuple[Article, Act]:
        """Return the order that a button names, for somebody who may publish what it brings."""
        live = self.record(request, pk, rights.PUBLISH)
        number = request.POST.get("act", "")
        act = live.acts.pending().filter(pk=number).first() if can_be_id(number) else None
        if act is None:
            raise Http404
        if not self.may_change_back(request.user, live, act):
            raise PermissionDenied
        return live, act

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Throw the working copy away, after asking."""
        live = self.record(request, pk, rights.WRITE)
        copy = working_copies.editable_row(live)
        if copy is None or not copy.is_working_copy:
            return HttpResponseRedirect(self.address_of(live))
        changed_in = working_copies.changed_strands(copy, live)
        may_write = rights.languages_open_to(request.user, rights.WRITE, live.category)
        if not {*changed_in} <= {*may_write, strands.SHARED}:
            # What somebody else has written in a language is not theirs to throw away.
            raise PermissionDenied
        if request.method == "POST":
            working_copies.discard(live)
            messages.success(request, _("The draft is discarded. Visitors noticed nothing."))
            return HttpResponseRedirect(self.address_of(live))
        changed = panels.strand_names(changed_in)
        return self.page(
            request,
            live,
            "discard.html",
            _("Discard the draft"),
            changed=changed,
            pending=live.acts.pending().exists(),
        )


def _undo(live: Article, acts: list[Act]) -> dict:
    """Return what the button to undo says; `acts` are undone together."""
    names = {name for act in acts for name in act.strands}
    return {
        "acts": acts,
        "what": panels.strand_names(names - {strands.SHARED}) or panels.strand_names(names),
        "when": panels.when(acts[0].done_at),
        "is_withdrawal": acts[0].verb == Act.Verb.WITHDRAW,
        "is_schedule": undoing.is_schedule(live, acts[0]),
    }
