"""Many pictures at once: first the files, each for itself, then the texts of all in one form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import languages
from languages import column
from languages.order import own_language_first
from library.desk.forms import FACTS, PictureForm, SameForAllForm
from library.desk.frame import Frame, can_be_id
from library.models import Picture
from library.uploads import digest_of, receive

# More than one person describes at a sitting; a longer address would be cut by some browsers.
MOST_AT_ONCE = 100


class UploadPages(Frame):
    """Mixed into PictureAdmin."""

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Show where files are dropped; take them here when the browser runs no script."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return HttpResponseRedirect(self._receive_all(request))
        context = {"title": _("Upload pictures"), "most": MOST_AT_ONCE}
        return self.page(request, "upload.html", context)

    def _receive_all(self, request: HttpRequest) -> str:
        uploads = request.FILES.getlist("files")
        if not uploads:
            messages.error(request, _("No file has arrived. Please choose at least one picture."))
        received = [self._receive(request, upload) for upload in uploads]
        ids = [picture.pk for picture in received if picture]
        return texts_address(ids) if ids else request.path

    def _receive(self, request: HttpRequest, upload) -> Picture | None:
        known = Picture.objects.in_library().filter(content_hash=digest_of(upload)).first()
        if known:
            words = _("“%(file)s” is in the library already:") % {"file": upload.name}
            link = reverse("admin:library_picture_change", args=[known.pk])
            messages.info(request, format_html('{} <a href="{}">{}</a>', words, link, known))
            return None
        try:
            picture = receive(upload, request.user)
        except ValidationError as refused:
            words = {"file": upload.name, "why": " ".join(refused.messages)}
            messages.error(request, _("“%(file)s” was refused. %(why)s") % words)
            return None
        for note in picture.notes:
            messages.info(request, f"“{upload.name}”: {note}")
        return picture

    def texts_view(self, request: HttpRequest) -> HttpResponse:
        """Show and save the texts of the pictures that the address names."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            pictures = _named_in(request)
            if not pictures:
                messages.warning(request, _("These pictures are no longer in the library."))
                return HttpResponseRedirect(reverse("admin:library_picture_changelist"))
            common, forms = _forms(request, pictures)
            is_saved = request.method == "POST" and "_fill" not in request.POST
            wrong = [form for form in (common, *forms) if is_saved and not form.is_valid()]
            if is_saved and not wrong:
                self._save(request, forms)
                return HttpResponseRedirect(reverse("admin:library_picture_changelist"))
        context = {
            "title": _("Texts of the pictures"),
            "common": common,
            "common_fields": [common[name] for name in common.fields],
            "rows": [_row(form) for form in forms],
            "has_errors": bool(wrong),
            "address": texts_address([picture.pk for picture in pictures]),
        }
        return self.page(request, "texts.html", context)

    def _save(self, request: HttpRequest, forms: list[PictureForm]) -> None:
        for form in [form for form in forms if form.has_changed()]:
            picture = form.save()
            self.log_change(request, picture, self.construct_change_message(request, form, []))
        count = len(forms)
        words = ngettext(
            "The texts of %(count)s picture are saved.",
            "The texts of %(count)s pictures are saved.",
            count,
        )
        messages.success(request, words % {"count": count})
        lacking = sum(not _is_described(form.instance) for form in forms)
        if lacking:
            words = ngettext(
                "%(count)s of them still lacks a description in one of the languages.",
                "%(count)s of them still lack a description in one of the languages.",
                lacking,
            )
            messages.warning(request, words % {"count": lacking})


def texts_address(ids: list[int]) -> str:
    """Return the address of the form with the texts of these pictures."""
    return f"{reverse('admin:library_picture_texts')}?ids={','.join(map(str, ids))}"


def _named_in(request: HttpRequest) -> list[Picture]:
    asked = request.GET.get("ids", "").split(",")[:MOST_AT_ONCE]
    ids = list(dict.fromkeys(int(each) for each in asked if can_be_id(each)))
    # Always in the same order, so that two people who save many wait for each other.
    rows = Picture.objects.in_library().filter(pk__in=ids).order_by("pk")
    if request.method == "POST":
        rows = rows.select_for_update()
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in ids if pk in found]


def _forms(request: HttpRequest, pictures: list[Picture]) -> tuple:
    if request.method != "POST":
        return SameForAllForm(), [_form(picture) for picture in pictures]
    data = request.POST.copy()
    common = SameForAllForm(data)
    common.fill(data, [_prefix(picture) for picture in pictures])
    return common, [_form(picture, data) for picture in pictures]


def _prefix(picture: Picture) -> str:
    return f"picture{picture.pk}"


def _form(picture: Picture, data=None) -> PictureForm:
    return PictureForm(data, instance=picture, prefix=_prefix(picture))


def _row(form: PictureForm) -> dict:
    return {
        "form": form,
        "picture": form.instance,
        "panes": [
            {
                "tag": languages.html_lang(code),
                "name": languages.name(code),
                "fields": [form[column(name, code)] for name in Picture.TEXTS],
            }
            for code in own_language_first()
        ],
        "facts": [form[name] for name in FACTS],
    }


def _is_described(picture: Picture) -> bool:
    return all(languages.has_text(picture, "alt", code) for code in languages.codes())
