"""The history of a record: what was saved and done, two versions compared, one brought back."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

import languages
from articles import comparing, rights, strands, working_copies
from articles.desk import panels, parts, previews, timeline
from articles.desk.records import BOTH, GET, RecordViews
from articles.models import Act, Article, Category, Revision
from articles.views import can_be_id
from languages import order

# What stands in an address for a text that is stored in a row and not in a revision.
PUBLIC, DRAFT = "public", "draft"


@dataclass(frozen=True)
class Side:
    """One of two versions: what the head of the comparison says of it."""

    name: str
    content: dict
    token: str
    at: datetime | None = None
    by: models.Model | None = None
    note: str = ""


class HistoryViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        return [
            *super().record_urls(),
            self.record_url("compare", self.compare_view, GET),
            self.record_url("restore", self.restore_view, BOTH, "<str:strand>/<int:number>/"),
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None):
        """Show what was saved and done, in place of the list of Django's admin."""
        live = self.record(request, object_id)
        strand = request.GET.get("strand", "")
        strand = strand if strand in strands.names() else ""
        page, entries = timeline.page_of(live, strand, request.GET.get("page"))
        row = working_copies.editable_row(live)
        may_preview = previews.may_look(request.user, live)
        context = {
            "page": page,
            "numbers": page.paginator.get_elided_page_range(page.number),
            "entries": entries,
            "strand": strand,
            "choices": [(name, _strand_name(name)) for name in _in_own_order()],
            "compare": self.address_of(live, "compare"),
            "preview": self.address_of(live, "preview") if may_preview else "",
            "present": {
                name: {
                    "public": strands.version(live, name) if _is_published(live, name) else None,
                    "scheduled": _scheduled_words(live, name),
                    "draft": strands.version(row, name) if row else None,
                    "may_restore": self._may_restore(request.user, live, row, name),
                    "tag": "" if name == strands.SHARED else languages.html_lang(name),
                }
                for name in strands.names()
            },
        }
        return self.page(request, live, "history.html", _("History"), **context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show two versions of one strand, block by block."""
        live = self.record(request, pk)
        asked = [request.GET.get(name, "") for name in ("old", "new")]
        given = [each.rpartition(":") for each in asked]
        chosen = {strand for strand, _colon, _token in given}
        strand = chosen.pop() if len(chosen) == 1 else ""
        if strand not in strands.names():
            messages.error(request, _("Please choose two versions of the same language."))
            return HttpResponseRedirect(self.address_of(live, "history"))
        sides = [self._side(live, strand, token) for _strand, _colon, token in given]
        if all(side.token.isdecimal() for side in sides):
            # Whichever was clicked first, a reader wants the older one first.
            sides.sort(key=lambda side: int(side.token))
        row = working_copies.editable_row(live)
        context = {
            "strand": strand,
            "sides": sides,
            "shown": self._shown(sides[0], sides[1], strand, row or live),
            "beside": request.GET.get("view") == "beside",
            "old": f"{strand}:{sides[0].token}",
            "new": f"{strand}:{sides[1].token}",
            "may_restore": self._may_restore(request.user, live, row, strand),
            "draft_number": str(strands.version(row, strand)) if row else "",
            "history": self.address_of(live, "history"),
        }
        title = _("Compare versions: %(strand)s") % {"strand": _strand_name(strand)}
        return self.page(request, live, "compare.html", title, **context)

    def restore_view(self, request: HttpRequest, pk: int, strand: str, number: int):
        """Bring an earlier version into the draft, after saying what that does."""
        live = self.record(request, pk, rights.WRITE)
        if strand not in strands.names():
            raise Http404
        revision = self._revision(live, strand, number)
        row = working_copies.editable_row(live)
        if not self._may_restore(request.user, live, row, strand):
            raise PermissionDenied
        _refuse_foreign_category(request.user, strand, revision.content)
        draft = strands.version(row or live, strand)
        if request.method == "POST" and request.POST.get("draft") == str(draft):
            restored = self._restore(live, revision, request.user)
            self._say_restored(request, restored, revision)
            return HttpResponseRedirect(self.address_of(live))
        if request.method == "POST":
            words = _("Somebody has saved this text in the meantime. Please look again.")
            messages.warning(request, words)
        now = self._side(live, strand, DRAFT)
        then = self._side(live, strand, str(number))
        context = {
            "version": timeline.of_revision(revision),
            "draft": draft,
            "makes_copy": row is None,
            "is_shared": strand == strands.SHARED,
            "shown": self._shown(now, then, strand, row or live),
            "history": self.address_of(live, "history"),
        }
        title = _("Restore %(version)s") % {"version": timeline.version_name(strand, number)}
        return self.page(request, live, "restore.html", title, **context)

    def _side(self, live: Article, strand: str, token: str) -> Side:
        if token in (PUBLIC, DRAFT):
            row = live if token == PUBLIC else working_copies.editable_row(live) or live
            name = _("The draft") if token == DRAFT else _("What is published")
            return Side(name, strands.snapshot(row, strand), token, row.updated_at, row.updated_by)
        row = self._revision(live, strand, token)
        name = timeline.version_name(strand, row.number)
        return Side(name, row.content, token, row.created_at, row.created_by, row.note)

    def _revision(self, live: Article, strand: str, number: str | int) -> Revision:
        rows = live.revisions.filter(strand=strand).select_related("created_by")
        found = rows.filter(number=number).first() if can_be_id(str(number)) else None
        if found is None:
            raise Http404
        return found

    def _shown(self, old: Side, new: Side, strand: str, row: Article) -> list[parts.Shown]:
        found = comparing.compare(old.content, new.content, strand)
        return parts.shown(self.model, found, strand, places_of(row, found))

    def _may_restore(self, user, live: Article, row: Article | None, strand: str) -> bool:
        """Tell whether `user` may write all that such a version holds."""
        codes = [strand]
        if strand == strands.SHARED:
            rows = [live, row] if row else [live]
            codes = [
                code
                for code in languages.codes()
                if any(languages.has_text(each, "title", code) for each in rows)
            ]
        places = {live.category, (row or live).category}
        return all(
            rights.may(user, rights.WRITE, place, code) for place in places for code in codes
        ) and rights.may(user, rights.WRITE, live.category)

    @transaction.atomic
    def _restore(self, live: Article, revision: Revision, user) -> Article:
        row = working_copies.edit(live, user)
        # Whatever stands in the draft now stays in the history.
        working_copies.record(row, user)
        strands.apply(row, revision.strand, revision.content)
        row.updated_at, row.updated_by = timezone.now(), user
        row.save()
        note = _("restored from version %(number)s") % {"number": revision.number}
        working_copies.record(row, user, note)
        self.model.objects.filter(pk=live.pk).update(
            updated_at=row.updated_at, updated_by=row.updated_by
        )
        Act.objects.create(
            article_id=live.pk,
            verb=Act.Verb.RESTORE,
            strands={revision.strand: revision.number},
            due_at=row.updated_at,
            done_at=row.updated_at,
            by=user,
        )
        return row

    def _say_restored(self, request: HttpRequest, row: Article, revision: Revision) -> None:
        name = timeline.version_name(revision.strand, revision.number)
        words = _("In the draft now: %(version)s. Visitors see nothing of it until you publish.")
        messages.success(request, words % {"version": name})
        fresh = self.model.objects.get(pk=row.pk)
        now = strands.snapshot(fresh, revision.strand)
        if not strands.same(now, revision.content, revision.strand):
            messages.warning(
                request,
                _("Not all of it could be brought back: a picture or a row is no longer there."),
            )


def _refuse_foreign_category(user, strand: str, content: dict) -> None:
    """Keep somebody from filing an article where they may not write."""
    number = content["fields"].get("category") if strand == strands.SHARED else None
    category = Category.objects.filter(pk=number).first() if number else None
    if category and not rights.may(user, rights.WRITE, category):
        raise PermissionDenied


def places_of(row: Article, found: list[comparing.Part]) -> dict[str, int]:
    """Return the place of each row that parts speak of, by its key."""
    relations = {part.relation for part in found if part.relation}
    return {
        str(key): place
        for relation in relations
        for place, key in enumerate(
            getattr(row, relation).order_by("position", "pk").values_list("key", flat=True), 1
        )
    }


def _is_published(live: Article, strand: str) -> bool:
    if strand == strands.SHARED:
        return live.has_publication
    return live.published_at(strand) is not None


def _scheduled_words(live: Article, strand: str) -> str:
    """Return the moment at which a strand appears, if nobody could read it so far."""
    codes = languages.codes() if strand == strands.SHARED else [strand]
    first = min((at for code in codes if (at := live.published_at(code))), default=None)
    return panels.when(first) if first and first > timezone.now() else ""


def _strand_name(name: str) -> str:
    if name == strands.SHARED:
        return pgettext("history", "Shared facts")
    return languages.short_name(name)


def _in_own_order() -> list[str]:
    return [*order.own_language_first(), strands.SHARED]
