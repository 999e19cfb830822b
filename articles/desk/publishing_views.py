"""Publishing from the desk: from the form and from the read-only page."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

import languages
from articles import publishing, rights, states, strands, working_copies
from articles.desk import buttons, merging, panels, publishing_form, publishing_words
from articles.desk.records import POST, RecordViews
from articles.models import Act, Article

REFUSALS = (
    publishing.Incomplete,
    publishing.ChangedSince,
    publishing.EndsBeforeStart,
    publishing.SecondPersonNeeded,
)


class PublishViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [*super().record_urls(), self.record_url("publish", self.publish_view, POST)]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish languages as they are stored, from the read-only page."""
        live = self.record(request, pk, rights.PUBLISH)
        wanted = _codes(request, buttons.NOW)
        if not wanted:
            raise BadRequest("No language was named.")
        request.seen = merging.opened_versions(request.POST)
        self._publish(request, live, wanted, note=request.POST.get("note", "")[:300])
        return HttpResponseRedirect(self.address_of(live))

    # From the form

    def press(self, request: HttpRequest, row: Article) -> bool:
        """Do what the pressed button says with what has just been saved; False if nothing."""
        both = self.publishable(request.user, row)
        now, later, dated, at_once = (
            both if buttons.BOTH in request.POST.getlist(name) else _codes(request, name)
            for name in (buttons.NOW, buttons.LATER, buttons.DATED, buttons.AT_ONCE)
        )
        data = publishing_form.read(self.get_form(request, row), row, request.POST)
        is_future = data["publish_at"] is not None and data["publish_at"] > timezone.now()
        is_past = data["publish_at"] is not None and not is_future
        if at_once:
            return self._publish_saved(request, row, at_once, data | {"publish_at": timezone.now()})
        if (now or dated) and is_future:
            messages.warning(request, publishing_words.ask_again(data["publish_at"]))
            return False
        if later and data["publish_at"] is None and self._are_scheduled(row, later):
            # The time was emptied: what is scheduled keeps its own.
            now, later = later, []
        if (later and not is_future) or (now and is_past and self._waits(row, now)):
            messages.error(
                request,
                _("The draft is saved, but not published: the time that was given has passed."),
            )
            return False
        if wanted := now or later or dated:
            return self._publish_saved(request, row, wanted, data)
        messages.success(request, _("Draft saved. Visitors see nothing of it yet."))
        return False

    def _are_scheduled(self, row: Article, codes: list[str]) -> bool:
        live = working_copies.live_of(row)
        return all(states.of_row(live, code).public == states.SCHEDULED for code in codes)

    def _waits(self, row: Article, codes: list[str]) -> bool:
        """Tell whether one of the languages is scheduled: its button does not say "now"."""
        live = working_copies.live_of(row)
        return any(states.of_row(live, code).public == states.SCHEDULED for code in codes)

    def _publish_saved(self, request, row: Article, wanted: list[str], data: dict) -> bool:
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
        told = publishing_form.told(data, wanted)
        wish = {"note": data["note"], "at": data["publish_at"], "expires": ends, "told": told}
        return self._publish(request, row, chosen, **wish)

    def publish_approved(self, request: HttpRequest, live: Article, wanted: list[str]) -> bool:
        """Publish at once what was approved, with its shared facts; those were approved too."""
        row = working_copies.editable_row(live) or live
        chosen = [*wanted]
        if self._shared_facts_differ(row) and self._may_publish_shared(request.user, row):
            chosen.append(strands.SHARED)
        waits = any(states.of_row(live, code).public == states.SCHEDULED for code in wanted)
        return self._publish(request, row, chosen, at=timezone.now() if waits else None)

    def typed_about_publishing(self, request: HttpRequest) -> str:
        """Return what was typed about publishing, as a query that brings it back into the form."""
        names = [name for name in publishing_form.NAMES if name != "publish_shared"]
        typed = {name: request.POST[name] for name in names if request.POST.get(name)}
        return f"?{urlencode(typed)}" if typed else ""

    def publishable(self, user, row: Article | None) -> list[str]:
        """Return the languages of `row` that `user` may publish, where it is and where it goes."""
        if row is None:
            return rights.languages_open_to(user, rights.PUBLISH)
        return [
            code
            for code in languages.codes()
            if all(rights.may(user, rights.PUBLISH, place, code) for place in self.places(row))
        ]

    def _shared_facts_differ(self, row: Article) -> bool:
        # An update that is scheduled must not bring back facts that it did not change.
        return strands.SHARED in working_copies.changed_strands(row, working_copies.live_of(row))

    def _may_publish_shared(self, user, row: Article) -> bool:
        live = working_copies.live_of(row)
        shown = {code for code in languages.codes() if live.published_at(code)}
        return shown <= set(self.publishable(user, row))

    # Doing it, and saying what came of it

    def _publish(self, request: HttpRequest, row: Article, chosen: list[str], **wish) -> bool:
        wanted = [name for name in chosen if name != strands.SHARED]
        if not set(wanted) <= set(self.publishable(request.user, row)):
            raise PermissionDenied
        earlier = working_copies.live_of(row)
        try:
            act = publishing.publish(row, chosen, request.user, seen=request.seen, **wish)
        except REFUSALS as error:
            messages.error(request, self._refusal_words(earlier, error))
            return False
        live = self.model.objects.get(pk=earlier.pk)
        self.log_act(request, live, act)
        for place, words in enumerate(publishing_words.outcome(live, act, wanted)):
            is_undoable = act.done_at is not None and place == 0
            messages.success(request, panels.with_undo(words) if is_undoable else words)
        if strands.SHARED in chosen and (
            words := publishing_words.old_words(earlier, live, wanted)
        ):
            messages.warning(request, words)
        return True

    def _refusal_words(self, live: Article, error: Exception) -> SafeString:
        has_form = working_copies.editable_row(live) is not None
        if isinstance(error, publishing.ChangedSince):
            return publishing_words.changed_since(error, has_form=has_form)
        if isinstance(error, publishing.Incomplete):
            why = panels.missing_words(self.model, error.missing, with_links=has_form)
        elif isinstance(error, publishing.SecondPersonNeeded):
            why = publishing_words.second_person_words(error, with_link=has_form)
        else:
            why = _("The end must come after the beginning.")
        return publishing_words.not_published(why, has_form=has_form)

    def log_act(self, request: HttpRequest, row: Article, act: Act) -> None:
        """Write an act into the history that Django keeps."""
        self.log_change(request, row, publishing_words.of_act(act))


def _codes(request: HttpRequest, name: str) -> list[str]:
    return [code for code in request.POST.getlist(name) if code in languages.codes()]
