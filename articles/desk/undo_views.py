"""Undoing the last act at the desk, from a button in the panel or behind a message."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

import languages
from articles import rights, strands, undoing
from articles.desk import back_again, panels
from articles.desk.records import POST, RecordViews
from articles.models import Act, Article
from articles.views import can_be_id


class UndoViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [
            *super().record_urls(),
            self.record_url("undo", self.undo_view, POST),
            self.record_url("unschedule", self.unschedule_view, POST),
        ]

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Bring back what visitors read before the last act."""
        live = self.record(request, pk, rights.PUBLISH)
        given = [number for number in request.POST.getlist("act") if can_be_id(number)]
        acts = list(live.acts.filter(pk__in=given[:20]).order_by("-done_at", "-pk"))
        if not acts or len(acts) < len(request.POST.getlist("act")):
            raise Http404
        if not all(self.may_change_back(request.user, live, act) for act in acts):
            raise PermissionDenied
        words = _undone(live, acts)
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

    def unschedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back what is scheduled, whatever was done since."""
        live = self.record(request, pk, rights.PUBLISH)
        wanted = {*request.POST.getlist("language")}
        codes = [code for code in languages.codes() if code in wanted]
        if not codes:
            raise Http404
        if not {*codes} <= {*self.publishable(request.user, live)}:
            raise PermissionDenied
        try:
            act = undoing.unschedule(live, codes, request.user)
        except undoing.CannotUndo as error:
            messages.error(request, _cannot_undo(error))
        else:
            self.log_act(request, live, act)
            words = _("No longer scheduled: %(what)s. The text is kept.")
            messages.success(request, words % {"what": panels.strand_names(act.strands)})
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


def _undone(live: Article, acts: list[Act]) -> Callable[[Article], str]:
    """Return how to say what was undone; `live` is the record before that."""
    names = {name for act in acts for name in act.strands}
    codes = [code for code in languages.codes() if code in names]
    was_ahead = all(undoing.is_schedule(live, act) for act in acts)

    def words(now: Article) -> str:
        said = _("Undone: %(what)s. Visitors read what they read before; the newer text is kept.")
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


def _cannot_undo(error: undoing.CannotUndo) -> str:
    if error.why == undoing.CannotUndo.NEWER:
        return _("Not undone: something newer has been published since.")
    if error.why == undoing.CannotUndo.GONE:
        return _("Not undone: the history does not hold what visitors read before.")
    if error.why == undoing.CannotUndo.LATE:
        return _("Not undone: this is offered for seven days.")
    return _("This has been undone already, or never took place.")
