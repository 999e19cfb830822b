"""What was typed and not saved, in the article's form: kept while typing, offered, brought back."""

import json

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import rights, unsaved, working_copies
from articles.desk import typed
from articles.desk.panels import listed, when
from articles.desk.records import RecordViews
from articles.models import Article, Typing

MOST_OFFERED = 5
# More names than this are counted, not read.
MOST_NAMED = 8
TOO_LARGE = 413


class UnsavedViews(RecordViews):
    """Mixed into ArticleAdmin."""

    def record_urls(self) -> list:
        opts = self.opts
        keep = self.admin_site.admin_view(require_POST(self.keep_view))
        name = f"{opts.app_label}_{opts.model_name}_typing"
        return [*super().record_urls(), path("typing/", keep, name=name)]

    # Keeping

    def keep_view(self, request: HttpRequest) -> JsonResponse:
        """Keep what the script of a form sends: all of it, or what has changed since."""
        form = unsaved.opened(request.headers.get("X-Typing", ""))
        if (
            form is None
            or form.person != request.user.pk
            or form.kind != self.model._meta.label_lower
        ):
            raise Http404
        if _length(request) > 2 * unsaved.MOST_BYTES:
            return _too_much()
        sent = _read(request)
        live = self.model.objects.live().filter(pk=form.article or 0).first()
        if live is not None:
            self.record(request, live.pk, rights.WRITE)
        try:
            row = unsaved.keep(form, sent["changed"], sent["number"], whole=sent["whole"])
        except unsaved.TooMuch:
            return _too_much()
        if row is None:
            return JsonResponse({"again": True})
        is_gone = form.article is not None and live is None
        return JsonResponse(
            {"at": _clock(row.typed_at), "gone": unsaved.address(row) if is_gone else ""}
        )

    def after_saving(self, request: HttpRequest, row: Article, form, changed: list[str]) -> None:
        super().after_saving(request, row, form, changed)
        request.typed_is_saved = True
        if opened := _opened_by(request):
            unsaved.settle(opened)
            if opened.row not in (None, row.pk):
                words = _(
                    "While you had this open, the draft that you were writing in was published or "
                    "discarded. What you typed is saved in a new draft."
                )
                messages.info(request, words)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        with transaction.atomic():
            unsaved.let_go(obj)
            super().delete_model(request, obj)

    # Bringing it back

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        key = request.GET.get("typed", "")
        if request.method == "GET" and key:
            found = unsaved.find(request.user, key)
            if found is None or found.kind != self.model._meta.label_lower:
                messages.info(request, _("What was typed there is saved or thrown away by now."))
                return HttpResponseRedirect(request.path)
            if str(found.article_id or "") != (object_id or ""):
                raise Http404
            if found.article_id and self._is_only_to_be_read(found.article_id):
                return HttpResponseRedirect(unsaved.address(found))
            request.typed = found
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _is_only_to_be_read(self, pk: int) -> bool:
        live = self.model.objects.live().filter(pk=pk).first()
        return live is not None and working_copies.editable_row(live) is None

    def get_form(self, request: HttpRequest, obj: Article | None = None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if found := getattr(request, "typed", None):
            form.typed = unsaved.posted(found)
        return form

    def get_formset_kwargs(self, request: HttpRequest, obj, inline, prefix: str) -> dict:
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        found = getattr(request, "typed", None)
        if found and f"{prefix}-TOTAL_FORMS" in found.data:
            given |= {"data": unsaved.posted(found), "files": {}, "is_typed": True}
        return given

    # The page

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is None or self.has_change_permission(request, obj):
            context["typing"] = self._opened_form(request, obj)
        context["offers"] = self._unsaved_offers(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _opened_form(self, request: HttpRequest, row: Article | None) -> dict:
        found = getattr(request, "typed", None)
        earlier = _opened_by(request) if request.method == "POST" else None
        opened = unsaved.Opened(
            person=request.user.pk,
            kind=self.model._meta.label_lower,
            article=row.live_pk if row else None,
            row=row.pk if row else None,
            before=str(found.key) if found else earlier.key if earlier else "",
        )
        opts = self.opts
        return {
            "pass": opened.signed(),
            "person": request.user.pk,
            "keep": reverse(f"admin:{opts.app_label}_{opts.model_name}_typing"),
            "brought": found and self._unsaved_offer(found, row),
        }

    def _unsaved_offers(self, request: HttpRequest, row: Article | None) -> list[dict]:
        """Return what this person typed here and did not save; forget what says nothing new."""
        mine = unsaved.of_person(request.user).filter(kind=self.model._meta.label_lower)
        mine = mine.filter(article_id=row.live_pk if row else None)
        offers = []
        for found in mine.exclude(key__in=_in_sight(request))[:MOST_OFFERED]:
            offer = self._unsaved_offer(found, row)
            if offer["names"]:
                offers.append(offer)
            else:
                found.delete()
        return offers

    def _unsaved_offer(self, found: Typing, row: Article | None) -> dict:
        names = typed.differences(unsaved.texts(found), row or self.model())
        more = len(names) - MOST_NAMED
        said = [*names[:MOST_NAMED], *([_("%(count)s more") % {"count": more}] if more > 0 else [])]
        return {
            "when": when(found.typed_at),
            "names": listed(said),
            "address": unsaved.address(found),
            "bring": f"{unsaved.form_address(found)}?typed={found.key}",
        }


def _opened_by(request: HttpRequest) -> unsaved.Opened | None:
    form = unsaved.opened(request.POST.get(unsaved.PASS, ""))
    return form if form and form.person == request.user.pk else None


def _read(request: HttpRequest) -> dict:
    """Return what a script has sent, in the shape that ours sends; anything else is not found."""
    try:
        sent = json.loads(request.body)
        changed, number, whole = sent["changed"], sent["number"], sent["whole"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Http404 from error
    is_ours = (
        isinstance(changed, dict)
        and all(_is_value(value) for value in changed.values())
        and type(number) is int
        and 0 < number < 2**31
    )
    if not is_ours:
        raise Http404
    return {"changed": changed, "number": number, "whole": whole is True}


def _is_value(value) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    )


def _too_much() -> JsonResponse:
    words = _("This is more than 1 MB of text. It cannot be kept while you type: please save it.")
    return JsonResponse({"error": words}, status=TOO_LARGE)


def _clock(moment) -> str:
    return date_format(timezone.localtime(moment), "H:i:s")


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _in_sight(request: HttpRequest) -> list:
    """Return the keys of what the form shows already: brought back, or just refused."""
    found = getattr(request, "typed", None)
    earlier = _opened_by(request) if request.method == "POST" else None
    keys = [found.key] if found else []
    return [*keys, *(key for key in (earlier.key, earlier.before) if key)] if earlier else keys
