"""Review at the desk: submitting from the form, approving and sending back on a page of its own."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import languages
from articles import facts, reviewing, rights, strands, working_copies
from articles.completeness import Incomplete
from articles.desk import buttons, panels, proposed, publishing_form
from articles.desk.records import BOTH, RecordViews
from articles.models import Act, Article, Work
from languages.order import own_language_first

APPROVE, SEND_BACK = "approve", "send_back"
APPROVE_AND_PUBLISH = "approve_and_publish"


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
        self.fields["languages"].choices = [
            (code, languages.short_name(code)) for code in own_language_first(open_to)
        ]
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

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # What had been said in review before this save; `say_what_review_lost` asks for it.
        request.reviewed = reviewed(form.instance)

    def say_what_review_lost(self, request: HttpRequest, row: Article) -> None:
        """Say after a save which texts are not in review any more, with a way to submit them."""
        before, now = request.reviewed, reviewed(row)
        texts = {
            Work.IN_REVIEW: _("No longer in review, since the text has changed: {languages}."),
            Work.APPROVED: _("No longer approved, since the text has changed: {languages}."),
        }
        known = facts.of(row)
        for work, text in texts.items():
            lost = [
                code
                for code in before.get(work, [])
                if code not in now.get(work, []) and known[code].work == Work.DRAFT
            ]
            if lost:
                words = format_html(text, languages=panels.strand_names(lost))
                messages.warning(request, _with_submitting(words, f"{self.opts.model_name}_form"))

    def submit_from_form(self, request: HttpRequest, row: Article) -> None:
        """Submit every draft of the record that this person may write."""
        note = publishing_form.read(self.get_form(request, row), row, request.POST)["note"] or ""
        live = working_copies.live_of(row)
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
        if last and last.verb != Act.Verb.SUBMIT:
            last = None
        sent_back = reviewing.sent_back(live, open_to)
        return self.page(
            request,
            live,
            "review.html",
            _("Review"),
            form=form,
            submitted=last,
            submitted_at=last and panels.when(last.created_at),
            sent_back=sent_back,
            sent_back_at=sent_back and panels.when(sent_back.created_at),
            answered=proposed.since_sent_back(live, source, sent_back) if sent_back else [],
            proposed=proposed.of(live, source, open_to, self.preview_address),
            can_publish={*open_to} <= {*self.publishable(request.user, source)},
        )

    # What was approved is what is published: nobody saves in between.
    @transaction.atomic
    def _review(self, request: HttpRequest, live: Article, form: ReviewForm) -> bool:
        chosen, note = form.cleaned_data["languages"], form.cleaned_data["note"]
        names = panels.strand_names(chosen)
        try:
            if SEND_BACK in form.data:
                act = reviewing.send_back(live, chosen, request.user, note, form.seen())
                words = _("Sent back: %(languages)s. The writer gets your comment by mail.")
            elif APPROVE in form.data or APPROVE_AND_PUBLISH in form.data:
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
        if APPROVE_AND_PUBLISH in form.data:
            request.seen = form.seen()
            self.publish_approved(request, live, chosen)
        return True


def reviewed(row: Article) -> dict[str, list[str]]:
    """Return the languages that are in review, and those that are approved, by that word."""
    found: dict[str, list[str]] = {}
    for kept in working_copies.live_of(row).languages.all():
        if kept.work in (Work.IN_REVIEW, Work.APPROVED):
            found.setdefault(kept.work, []).append(kept.language)
    return found


def warnings(row: Article | None) -> list[str]:
    """Return what a person has to know before they save a text that somebody else reads."""
    texts = {
        Work.IN_REVIEW: _(
            "In review: %(languages)s. If you save a change there, it is no longer in review and "
            "has to be submitted again."
        ),
        Work.APPROVED: _(
            "Approved: %(languages)s. If you save a change there, it is no longer approved and has "
            "to be submitted again."
        ),
    }
    found = reviewed(row) if row else {}
    return [
        text % {"languages": panels.strand_names(found[work])}
        for work, text in texts.items()
        if work in found
    ]


def _with_submitting(words: str, form: str) -> SafeString:
    """Return a message with a button that submits; what it sends is the form of the page."""
    button = '<button type="submit" form="{}" name="{}" value="1" class="button quiet">{}</button>'
    again = format_html(button, form, buttons.SUBMIT, _("Submit again for review"))
    return format_html("{} {}", words, again)


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
    what = panels.strand_names(reviewing.still_said(act, source))
    person = act.by or _("somebody")
    return {
        "words": format_html(text, person=person, time=panels.when(act.created_at), what=what),
        "note": act.note,
        "verb": act.verb,
    }
