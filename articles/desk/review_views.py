"""Review at the desk: submitting from the form, approving and sending back on a page of its own."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import languages
from articles import reviewing, rights, strands, working_copies
from articles.completeness import Incomplete
from articles.desk import panels, publishing_form
from articles.desk.records import BOTH, RecordViews
from articles.models import Act, Article

APPROVE, SEND_BACK = "approve", "send_back"


class ReviewForm(forms.Form):
    """Which languages are approved or sent back, and what is said about it."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Needed when you send it back: the writer gets it by mail. It stays in the history."
        ),
    )

    def __init__(self, seen: dict[str, int], open_to: list[str], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = [(code, languages.short_name(code)) for code in open_to]
        self.fields["languages"].initial = open_to
        for name, number in seen.items():
            self.fields[_seen(name)] = forms.IntegerField(
                initial=number, widget=forms.HiddenInput, required=False
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        if SEND_BACK in self.data and not cleaned.get("note"):
            self.add_error("note", _("Please write what has to be changed."))
        return cleaned

    def seen(self) -> dict[str, int]:
        """Return the versions that the page showed, of what was chosen."""
        names = [*self.cleaned_data["languages"], strands.SHARED]
        return {name: self.cleaned_data.get(_seen(name)) or 0 for name in names}


def _seen(strand: str) -> str:
    return f"seen_{strand.replace('-', '_')}"


class ReviewViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [*super().record_urls(), self.record_url("review", self.review_view, BOTH)]

    def submit_from_form(self, request: HttpRequest, row: Article) -> None:
        """Submit every draft of the record that this person may write."""
        note = publishing_form.read(self.get_form(request, row), row, request.POST)["note"] or ""
        live = self._live(row)
        own = rights.languages_open_to(request.user, rights.WRITE, live.category)
        chosen = [code for code in reviewing.drafts(live, row) if code in own]
        try:
            act = reviewing.submit(row, chosen, request.user, note)
        except reviewing.NothingToReview:
            messages.warning(
                request, _("The draft is saved. There is nothing new in it to be reviewed.")
            )
        except Incomplete as error:
            why = panels.missing_words(self.model, error.missing, with_links=True)
            text = _("The draft is saved, but not submitted. {missing}")
            messages.error(request, format_html(text, missing=why))
        else:
            self.log_act(request, row, act)
            names = panels.strand_names([code for code in act.strands if code != strands.SHARED])
            words = _("Submitted for review: %(languages)s. Somebody else reads it now.")
            messages.success(request, words % {"languages": names})

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Approve drafts or send them back; what was not looked at is neither."""
        live = self.record(request, pk, rights.APPROVE)
        source = working_copies.editable_row(live)
        open_to = [
            code
            for code in reviewing.drafts(live, source)
            if all(
                rights.may(request.user, rights.APPROVE, place, code)
                for place in self.places(source)
            )
        ]
        if not open_to:
            messages.warning(request, _("There is no draft that you could review."))
            return HttpResponseRedirect(self.address_of(live))
        seen = reviewing.versions(source, open_to)
        form = ReviewForm(seen, open_to, request.POST or None)
        is_done = request.method == "POST" and form.is_valid()
        if is_done and self._review(request, live, form):
            return HttpResponseRedirect(self.address_of(live))
        last = reviewing.last_review(live, source)
        return self.page(
            request,
            live,
            "review.html",
            _("Review"),
            form=form,
            submitted=last,
            submitted_at=last and panels.when(last.created_at),
            previews=[
                {"name": languages.name(code), "address": self.preview_address(live, code)}
                for code in open_to
            ],
        )

    def _review(self, request: HttpRequest, live: Article, form: ReviewForm) -> bool:
        chosen, note = form.cleaned_data["languages"], form.cleaned_data["note"]
        names = panels.strand_names(chosen)
        try:
            if SEND_BACK in form.data:
                act = reviewing.send_back(live, chosen, request.user, note, form.seen())
                words = _("Sent back: %(languages)s. The writer gets your comment by mail.")
            elif APPROVE in form.data:
                act = reviewing.approve(live, chosen, request.user, note, form.seen())
                words = _("Approved: %(languages)s. It can be published as it stands.")
            else:
                raise PermissionDenied
        except reviewing.OwnText as error:
            own = panels.strand_names(error.languages)
            text = _("You have written in this yourself: %(languages)s. Somebody else approves it.")
            form.add_error(None, text % {"languages": own})
            return False
        except (reviewing.ChangedSince, reviewing.NothingToReview):
            text = _("The text has changed since you opened this page. Please read it again.")
            messages.warning(request, text)
            return True
        self.log_act(request, live, act)
        messages.success(request, words % {"languages": names})
        return True


def summary(live: Article, source: Article | None) -> dict | None:
    """Return for the panel what was said last of exactly what the draft says now."""
    act = reviewing.last_review(live, source)
    if act is None:
        return None
    text = {
        Act.Verb.SUBMIT: _("Submitted for review by {person} on {time}: {what}."),
        Act.Verb.APPROVE: _("Approved by {person} on {time}: {what}."),
        Act.Verb.SEND_BACK: _("Sent back by {person} on {time}: {what}."),
    }[act.verb]
    what = panels.strand_names([name for name in act.strands if name != strands.SHARED])
    person = act.by or _("somebody")
    return {
        "words": format_html(text, person=person, time=panels.when(act.created_at), what=what),
        "note": act.note,
        "verb": act.verb,
    }
