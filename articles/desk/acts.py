"""What the desk can do with a record besides saving: edit, publish, withdraw, discard."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

import languages
from articles import publishing, rights, scheduled, strands, working_copies
from articles.desk import panels
from articles.desk.forms import WithdrawForm
from articles.desk.records import BOTH, POST, RecordViews
from articles.models import Article
from articles.views import can_be_id


class ActViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [
            *super().record_urls(),
            self.record_url("edit", self.edit_view, POST),
            self.record_url("publish", self.publish_view, POST),
            self.record_url("withdraw", self.withdraw_view, BOTH),
            self.record_url("cancel", self.cancel_view, POST),
            self.record_url("discard", self.discard_view, BOTH),
        ]

    def edit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the working copy and open it."""
        live = self.record(request, pk, rights.WRITE)
        working_copies.edit(live, request.user)
        return HttpResponseRedirect(self.address_of(live))

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish a language as it is stored, from the read-only page."""
        live = self.record(request, pk, rights.PUBLISH)
        wanted = [code for code in request.POST.getlist("_publish") if code in languages.codes()]
        if not wanted:
            raise BadRequest("No language was named.")
        self._publish(request, live, wanted)
        return HttpResponseRedirect(self.address_of(live))

    def publish_from_form(
        self, request: HttpRequest, row: Article, wanted: list[str], at_once: bool = False
    ) -> bool:
        """Publish what has just been saved, with the times of the same form; False if refused."""
        data = self._form_data(request, row)
        at = timezone.now() if at_once else data["publish_at"]
        chosen = [*wanted]
        if data["publish_shared"] and self._shared_facts_differ(row):
            if self._may_publish_shared(request.user, row):
                chosen.append(strands.SHARED)
            else:
                messages.warning(
                    request,
                    _("The shared facts are not published: readers of other languages see them."),
                )
        has_end = data["expires_at"] or data["no_end"]
        ends = dict.fromkeys(wanted, data["expires_at"]) if has_end else {}
        return self._publish(request, row, chosen, note=data["note"], at=at, expires=ends)

    def typed_about_publishing(self, request: HttpRequest) -> str:
        """Return what was typed about times, as a query that brings it back into the form."""
        names = ("publish_at", "expires_at", "no_end", "note")
        typed = {name: request.POST[name] for name in names if request.POST.get(name)}
        return f"?{urlencode(typed)}" if typed else ""

    def _shared_facts_differ(self, row: Article) -> bool:
        # An update that is scheduled must not bring back facts that it did not change.
        changed = working_copies.changed_strands(row, self._live(row))
        return strands.SHARED in changed

    def publishable(self, user, row: Article | None) -> list[str]:
        """Return the languages of `row` that `user` may publish, where it is and where it goes."""
        if row is None:
            return rights.languages_open_to(user, rights.PUBLISH)
        return [
            code
            for code in languages.codes()
            if all(rights.may(user, rights.PUBLISH, place, code) for place in self.places(row))
        ]

    def _may_publish_shared(self, user, row: Article) -> bool:
        live = self._live(row)
        shown = {code for code in languages.codes() if live.published_at(code)}
        return shown <= set(self.publishable(user, row))

    def _form_data(self, request: HttpRequest, row: Article) -> dict:
        # The form was valid a moment ago; only the fields about publishing are read again.
        form = self.get_form(request, row)(request.POST, instance=row)
        names = ("publish_at", "expires_at", "no_end", "publish_shared", "note")
        return {
            name: form.fields[name].clean(
                form.fields[name].widget.value_from_datadict(form.data, {}, name)
            )
            if name in form.fields
            else None
            for name in names
        }

    def _publish(self, request: HttpRequest, row: Article, chosen: list[str], **wish) -> bool:
        wanted = [name for name in chosen if name != strands.SHARED]
        if not set(wanted) <= set(self.publishable(request.user, row)):
            raise PermissionDenied
        earlier = self._live(row)
        try:
            act = publishing.publish(row, chosen, request.user, **wish)
        except publishing.Incomplete as error:
            has_form = working_copies.editable_row(earlier) is not None
            why = panels.missing_words(self.model, error.missing, with_links=has_form)
            self._say_why_not(request, row, why)
            return False
        except publishing.EndsBeforeStart:
            self._say_why_not(request, row, _("The end must come after the beginning."))
            return False
        self._log_act(request, row, act)
        for words in self._outcome(row, act, wanted):
            messages.success(request, words)
        if strands.SHARED in chosen:
            self._warn_of_old_words(request, earlier, wanted)
        return True

    def _outcome(self, row: Article, act, wanted: list[str]) -> list[str]:
        """Say for each moment which languages visitors read from then on."""
        now, live = timezone.now(), self.model.objects.get(pk=row.live_pk)
        moments = {}
        for code in wanted:
            is_update = live.is_public(code, now) and act.due_at > now
            time = act.due_at if is_update else live.published_at(code)
            moments.setdefault(time if time > now else None, []).append(code)
        said = []
        for time, codes in moments.items():
            text = _("Scheduled: %(languages)s for %(time)s, Beijing time.")
            if time is None:
                text = _("Published: %(languages)s.")
            names = panels.strand_names(codes)
            said.append(text % {"languages": names, "time": time and panels.when(time)})
        return said

    def _log_act(self, request: HttpRequest, row: Article, act) -> None:
        names = panels.strand_names(act.strands)
        words = f"{act.get_verb_display()}: {names}"
        if act.due_at > timezone.now():
            words += f" ({panels.when(act.due_at)})"
        # The words come first: text that began with a bracket would be read as Django's own notes.
        self.log_change(request, row, f"{words}. {act.note}".strip())

    def _warn_of_old_words(self, request: HttpRequest, earlier: Article, wanted: list[str]) -> None:
        live = self.model.objects.get(pk=earlier.pk)
        if live.picture_id in (earlier.picture_id, None):
            return
        others = [code for code in languages.codes() if code not in wanted and live.is_public(code)]
        if others:
            text = _(
                "The picture is new for readers of %(languages)s too; its description, caption "
                "and credit there are still those of the earlier picture."
            )
            messages.warning(request, text % {"languages": panels.strand_names(others)})

    def _say_why_not(self, request: HttpRequest, row: Article, why: str) -> None:
        text = _("The draft is saved, but not published. {missing}")
        if working_copies.editable_row(self._live(row)) is None:
            text = _("Not published. {missing} Press Edit to add it.")
        messages.error(request, format_html(text, missing=why))

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back a scheduled update; what visitors read stays as it is."""
        live = self.record(request, pk, rights.PUBLISH)
        number = request.POST.get("act", "")
        act = live.acts.pending().filter(pk=number).first() if can_be_id(number) else None
        if act is None:
            raise Http404
        if not {*act.strands} <= {*self.publishable(request.user, live), strands.SHARED}:
            raise PermissionDenied
        scheduled.cancel(act)
        messages.success(request, _("The scheduled update is cancelled. The draft is kept."))
        return HttpResponseRedirect(self.address_of(live))

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take languages down, on a page of its own that says what will happen."""
        live = self.record(request, pk, rights.PUBLISH)
        open_to = [
            code
            for code in rights.languages_open_to(request.user, rights.PUBLISH, live.category)
            if live.published_at(code)
        ]
        form = WithdrawForm(open_to, request.POST or None)
        if request.method == "POST" and form.is_valid():
            chosen = form.cleaned_data["languages"]
            act = publishing.withdraw(live, chosen, request.user, form.cleaned_data["reason"])
            self._log_act(request, live, act)
            names = panels.strand_names(chosen)
            messages.success(request, _("Taken down: %(languages)s.") % {"languages": names})
            return HttpResponseRedirect(self.address_of(live))
        return self.page(request, live, "withdraw.html", _("Take down"), form=form)

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
