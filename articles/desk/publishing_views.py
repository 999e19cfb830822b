"""Publishing from the desk: from the form, from the read-only page, and undoing it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

import languages
from articles import publishing, rights, states, strands, undoing, working_copies
from articles.desk import back_again, buttons, merging, on_site, panels, publishing_form
from articles.desk.records import POST, RecordViews
from articles.models import Act, Article
from articles.views import can_be_id


class PublishViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [
            *super().record_urls(),
            self.record_url("publish", self.publish_view, POST),
            self.record_url("undo", self.undo_view, POST),
        ]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish languages as they are stored, from the read-only page."""
        live = self.record(request, pk, rights.PUBLISH)
        wanted = _codes(request, buttons.NOW)
        if not wanted:
            raise BadRequest("No language was named.")
        request.seen = merging.opened_versions(request.POST)
        self._publish(request, live, wanted, note=request.POST.get("note", "")[:300])
        return HttpResponseRedirect(self.address_of(live))

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Bring back what visitors read before the last act."""
        live = self.record(request, pk, rights.PUBLISH)
        given = [number for number in request.POST.getlist("act") if can_be_id(number)]
        acts = list(live.acts.filter(pk__in=given[:20]).order_by("-done_at", "-pk"))
        if not acts or len(acts) < len(request.POST.getlist("act")):
            raise Http404
        if not all(self.may_change_back(request.user, live, act) for act in acts):
            raise PermissionDenied
        words = self._undone(live, acts)
        try:
            self._refuse_older(live, acts)
            with transaction.atomic():
                done = [undoing.undo(act, request.user) for act in acts]
        except undoing.CannotUndo as error:
            messages.error(request, _cannot_undo(error))
        else:
            for each in done:
                self.log_act(request, live, each)
            messages.success(request, words(self.model.objects.get(pk=live.pk)))
        return HttpResponseRedirect(self.address_of(live))

    def _refuse_older(self, live: Article, acts: list[Act]) -> None:
        """Raise CannotUndo for what the desk no longer offers: an older act, or a late press."""
        offered = {act.pk for act in undoing.offered(live)}
        for act in acts:
            if act.undone_at is None and act.pk not in offered:
                is_late = act.done_at and act.done_at <= timezone.now() - undoing.OFFERED
                why = undoing.CannotUndo.LATE if is_late else undoing.CannotUndo.NEWER
                raise undoing.CannotUndo(why)

    def may_change_back(self, user, live: Article, act: Act) -> bool:
        """Tell whether somebody may publish every language whose page an act has to do with."""
        touched = {*act.strands}
        if order := act.before.get("order"):
            # One press is undone as a whole, with the update that it ordered.
            touched |= {*live.acts.get(pk=order).strands}
        concerned = {code for code in languages.codes() if code in touched}
        if strands.SHARED in touched:
            concerned |= {code for code in languages.codes() if live.published_at(code)}
        return concerned <= {*self.publishable(user, live)}

    def _undone(self, live: Article, acts: list[Act]) -> Callable[[Article], str]:
        """Return how to say what was undone; `live` is the record before that."""
        names = {name for act in acts for name in act.strands}
        codes = [code for code in languages.codes() if code in names]
        was_ahead = all(undoing.is_schedule(live, act) for act in acts)

        def words(now: Article) -> str:
            said = _(
                "Undone: %(what)s. Visitors read what they read before; the newer text is kept."
            )
            again = ""
            if acts[0].verb == Act.Verb.WITHDRAW:
                said = _("Undone: %(what)s. It can be read again as before.")
                if not all(now.is_public(code) for code in codes):
                    said = _("Undone: %(what)s. It is as before: %(again)s.")
                    again = back_again.of_article(now, codes, timezone.now())
            elif was_ahead:
                said = _("No longer scheduled: %(what)s. The text is kept.")
            elif not any(now.published_at(code) for code in codes):
                said = _("Undone: %(what)s. It is not public any more; the text is kept.")
            return said % {"what": panels.strand_names(names), "again": again}

        return words

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
            _ask_again(request, data["publish_at"])
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
        live = self._live(row)
        return all(states.of_row(live, code).public == states.SCHEDULED for code in codes)

    def _waits(self, row: Article, codes: list[str]) -> bool:
        """Tell whether one of the languages is scheduled: its button does not say "now"."""
        live = self._live(row)
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
        return strands.SHARED in working_copies.changed_strands(row, self._live(row))

    def _may_publish_shared(self, user, row: Article) -> bool:
        live = self._live(row)
        shown = {code for code in languages.codes() if live.published_at(code)}
        return shown <= set(self.publishable(user, row))

    # Doing it, and saying what came of it

    def _publish(self, request: HttpRequest, row: Article, chosen: list[str], **wish) -> bool:
        wanted = [name for name in chosen if name != strands.SHARED]
        if not set(wanted) <= set(self.publishable(request.user, row)):
            raise PermissionDenied
        earlier = self._live(row)
        try:
            act = publishing.publish(row, chosen, request.user, seen=request.seen, **wish)
        except publishing.Incomplete as error:
            has_form = working_copies.editable_row(earlier) is not None
            why = panels.missing_words(self.model, error.missing, with_links=has_form)
            self._say_why_not(request, row, why)
            return False
        except publishing.ChangedSince as error:
            self._say_what_changed(request, row, error)
            return False
        except publishing.EndsBeforeStart:
            self._say_why_not(request, row, _("The end must come after the beginning."))
            return False
        except publishing.SecondPersonNeeded as error:
            has_form = working_copies.editable_row(earlier) is not None
            why = second_person_words(error, with_link=has_form)
            self._say_why_not(request, row, why)
            return False
        self.log_act(request, row, act)
        self._say_what_was_done(request, row, act, wanted)
        if strands.SHARED in chosen:
            self._warn_of_old_words(request, earlier, wanted)
        return True

    def _say_what_was_done(self, request, row: Article, act: Act, wanted: list[str]) -> None:
        for place, words in enumerate(self._outcome(row, act, wanted)):
            is_undoable = act.done_at is not None and place == 0
            messages.success(request, panels.with_undo(words) if is_undoable else words)

    def _outcome(self, row: Article, act: Act, wanted: list[str]) -> list[str]:
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
            words = text % {"languages": names, "time": time and panels.when(time)}
            said.append(words if time else on_site.with_links(words, live, codes))
        return said

    def log_act(self, request: HttpRequest, row: Article, act: Act) -> None:
        """Write an act into the history that Django keeps."""
        names = panels.strand_names(act.strands)
        words = f"{act.get_verb_display()}: {names}"
        if act.due_at > timezone.now():
            words += f" ({panels.when(act.due_at)})"
        if act.is_exception:
            words += f" ({_('without a second person')})"
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

    def _say_what_changed(self, request, row: Article, error: publishing.ChangedSince) -> None:
        text = _(
            "The draft is saved, but not published. Changed since you opened it: {what}. Please "
            "read it here and then publish."
        )
        if working_copies.editable_row(self._live(row)) is None:
            text = _(
                "Not published. Changed since you opened it: {what}. Please read it here and then "
                "publish."
            )
        messages.error(request, format_html(text, what=changed_words(error)))

    def _say_why_not(self, request: HttpRequest, row: Article, why: str) -> None:
        text = _("The draft is saved, but not published. {missing}")
        if working_copies.editable_row(self._live(row)) is None:
            text = _("Not published. {missing} Press Edit to add it.")
        messages.error(request, format_html(text, missing=why))


def _codes(request: HttpRequest, name: str) -> list[str]:
    return [code for code in request.POST.getlist(name) if code in languages.codes()]


def _ask_again(request: HttpRequest, at) -> None:
    words = _(
        "The draft is saved, but not published: you have given a time. Press the button again to "
        "schedule it for %(time)s, Beijing time, or empty the time to publish now."
    )
    messages.warning(request, words % {"time": panels.when(at)})


def changed_words(error: publishing.ChangedSince) -> str:
    """Say what has changed and who wrote it: `English (Li Hua)`."""
    return str(_(", ")).join(
        _("%(what)s (%(person)s)")
        % {"what": panels.strand_names([name]), "person": person or _("somebody")}
        for name, person in error.written.items()
    )


def second_person_words(
    error: publishing.SecondPersonNeeded, *, with_link: bool = False
) -> SafeString:
    """Say who wrote what and what comes next; the note leads to its field where there is one."""
    people = {str(person) for person in error.written.values() if person}
    text = _(
        "{what}: last written by {people}. In this section nobody publishes alone what they have "
        "written: submit it for review, or let somebody else publish it."
    )
    if error.may_alone:
        text = _(
            "{what}: last written by {people}. You may publish this alone; please write the "
            "reason into “{note}”."
        )
    note = format_html('<a href="#id_note">{}</a>', _("Note")) if with_link else _("Note")
    what = panels.strand_names(error.written)
    return format_html(text, what=what, people=str(_(", ")).join(sorted(people)), note=note)


def _cannot_undo(error: undoing.CannotUndo) -> str:
    if error.why == undoing.CannotUndo.NEWER:
        return _("Not undone: something newer has been published since.")
    if error.why == undoing.CannotUndo.GONE:
        return _("Not undone: the history does not hold what visitors read before.")
    if error.why == undoing.CannotUndo.LATE:
        return _("Not undone: this is offered for seven days.")
    return _("This has been undone already, or never took place.")
