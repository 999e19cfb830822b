"""One enquiry at the desk, and what can be done with it. Each act is an address for a POST."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

import languages
from articles.views import can_be_id
from contact import erasing, handling
from contact.desk.forms import HandOverForm, NoteForm
from contact.desk.listing import in_words
from contact.desk.outcomes import with_outcomes
from contact.models import Enquiry, Step

State = Enquiry.State


class EnquiryPages:
    """Mixed into EnquiryAdmin. A page opened by address shows no personal details."""

    def page_urls(self) -> list:
        acts = {
            "show": self.show_view,
            "note": self.note_view,
            "take": self.take_view,
            "hand-over": self.hand_over_view,
            "state": self.state_view,
            "erase": self.erase_view,
        }
        return [self.act_url(act, view) for act, view in acts.items()]

    def act_url(self, act: str, view: Callable):
        wrapped = self.admin_site.admin_view(view)
        return path(f"<int:pk>/{act}/", wrapped, name=f"contact_enquiry_{act}")

    def address_of(self, enquiry: Enquiry, act: str = "change") -> str:
        return reverse(f"admin:contact_enquiry_{act}", args=[enquiry.pk])

    def record(self, request: HttpRequest, pk: int, to_change: bool = True) -> Enquiry:
        """Return an enquiry without its personal details, if the person may see or change it."""
        may = self.has_change_permission if to_change else self.has_view_permission
        if not may(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("owner")
        found = rows.filter(pk=pk).first() if can_be_id(str(pk)) else None
        if found is None:
            raise Http404
        return found

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        if not can_be_id(object_id):
            raise Http404
        return require_GET(self.page_view)(request, int(object_id))

    def page_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(request, self.record(request, pk, to_change=False))

    def history_view(self, request: HttpRequest, object_id: str, *args) -> HttpResponse:
        # The page of an enquiry shows its history itself.
        return HttpResponseRedirect("../change/")

    def _page(self, request: HttpRequest, enquiry: Enquiry, **context) -> HttpResponse:
        steps = list(enquiry.steps.order_by("-at", "-pk"))
        may_change = self.has_change_permission(request) and not enquiry.is_erased
        context = {
            "is_shown": False,
            "note_form": NoteForm(label_suffix=""),
            "hand_over_form": HandOverForm(initial={"owner": enquiry.owner_id}, label_suffix=""),
            "history": [step for step in steps if step.verb not in Step.LOOKS],
            "looks": [step for step in steps if step.verb in Step.LOOKS],
            "notes": enquiry.notes.order_by("at", "pk"),
            "replies": with_outcomes(enquiry),
            "may_change": may_change,
            "states": self._open_states(enquiry) if may_change else [],
            "is_mine": enquiry.owner_id == request.user.pk,
            **context,
        }
        return self.render(request, "admin/contact/enquiry.html", enquiry, **context)

    def render(self, request, template: str, enquiry: Enquiry | None, **context) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": str(enquiry),
            "opts": self.opts,
            "original": enquiry,
            "enquiry": enquiry,
            "languages": in_words(enquiry) if enquiry else "",
            "page_tag": languages.html_lang(enquiry.language) if enquiry else "",
            "back": self.address_of(enquiry) if enquiry else "",
        } | context
        return render(request, template, context)

    def _open_states(self, enquiry: Enquiry) -> list[tuple[str, str]]:
        words = {
            State.ANSWERED: _("Mark as answered"),
            State.CLOSED: pgettext("an enquiry", "Close"),
            State.OPEN: pgettext("an enquiry", "Reopen"),
        }
        following = {
            State.OPEN: [State.ANSWERED, State.CLOSED],
            State.ANSWERED: [State.CLOSED, State.OPEN],
            State.CLOSED: [State.OPEN],
        }
        return [(state.value, words[state]) for state in following[State(enquiry.state)]]

    # Acts. An address that is opened without a POST leads back to the page.

    def _back(self, enquiry: Enquiry) -> HttpResponse:
        return HttpResponseRedirect(self.address_of(enquiry))

    def show_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the personal details in this one answer, and keep that they were shown."""
        enquiry = self.record(request, pk, to_change=False)
        if request.method != "POST" or enquiry.is_erased:
            return self._back(enquiry)
        return self._page(request, handling.show(enquiry, request.user), is_shown=True)

    def note_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        enquiry = self.record(request, pk)
        if request.method != "POST" or enquiry.is_erased:
            return self._back(enquiry)
        form = NoteForm(request.POST, label_suffix="")
        if not form.is_valid():
            return self._page(request, enquiry, note_form=form)
        if handling.add_note(enquiry, form.cleaned_data["text"], request.user):
            messages.success(request, _("The note is kept."))
        return self._back(enquiry)

    def take_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        enquiry = self.record(request, pk)
        if request.method == "POST" and not enquiry.is_erased:
            known = request.POST.get("owner", "")
            self._hand_over(
                request, enquiry, request.user, int(known) if can_be_id(known) else None
            )
        return self._back(enquiry)

    def hand_over_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        enquiry = self.record(request, pk)
        if request.method != "POST" or enquiry.is_erased:
            return self._back(enquiry)
        form = HandOverForm(request.POST, label_suffix="")
        if not form.is_valid():
            return self._page(request, enquiry, hand_over_form=form)
        self._hand_over(request, enquiry, form.cleaned_data["to"], form.cleaned_data["owner"])
        return self._back(enquiry)

    def _hand_over(self, request, enquiry: Enquiry, to, seen_owner: int | None) -> None:
        try:
            handling.hand_over(enquiry, to, request.user, seen_owner)
        except handling.TakenMeanwhile:
            enquiry.refresh_from_db(fields=["owner"])
            text = _(
                "Nothing was changed: the enquiry went into other hands a moment ago (%(person)s)."
            )
            messages.warning(request, text % {"person": enquiry.owner or _("nobody")})
        else:
            text = _("Now in the hands of %(person)s.")
            messages.success(request, text % {"person": to})

    def state_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        enquiry = self.record(request, pk)
        state = request.POST.get("state")
        if request.method == "POST" and state in State.values:
            if handling.change_state(enquiry, state, request.user):
                words = _("The enquiry is now: %(state)s.") % {"state": State(state).label}
                messages.success(request, words)
            else:
                messages.warning(request, _("Nothing was changed: somebody else was quicker."))
        return self._back(enquiry)

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Erase the personal details, on a page of its own that says what will be gone."""
        enquiry = self.record(request, pk)
        if enquiry.is_erased:
            return self._back(enquiry)
        if request.method == "POST":
            erasing.erase(enquiry, request.user)
            messages.success(request, _("The personal details are erased."))
            return self._back(enquiry)
        context = {"title": _("Erase the personal details"), "subtitle": str(enquiry)}
        return self.render(request, "admin/contact/erase.html", enquiry, **context)
