"""Replacing the file of a picture, and deleting pictures: each on a page that says what follows."""

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from library import candidates, removing, uses
from library.desk.frame import Frame, can_be_id
from library.desk.picture_page import shown
from library.models import Picture
from library.uploads import receive

SIGNER = signing.Signer(salt="library.replace")


class LeavingPages(Frame):
    """Mixed into PictureAdmin."""

    def _picture(self, request: HttpRequest, object_id: str) -> Picture:
        if not self.has_delete_permission(request):
            raise PermissionDenied
        rows = Picture.objects.in_library()
        found = rows.filter(pk=object_id).first() if can_be_id(object_id) else None
        if found is None:
            raise Http404
        return found

    # Replacing

    def replace_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take another file, show both, and put it in place of the old one when told so."""
        picture = self._picture(request, object_id)
        new, why = None, ""
        if "with" in request.POST:
            new = _offered(picture, request.POST["with"])
            if new is None:
                why = _("The new file is no longer there. Please choose it again.")
            elif "_cancel" in request.POST:
                candidates.drop(new)
                return HttpResponseRedirect(_address(picture))
            else:
                return self._replace(request, picture, new)
        elif request.method == "POST":
            new, why = _receive(request, picture)
        context = {
            "title": _("Replace the file"),
            "picture": picture,
            "new": new,
            "offer": new and SIGNER.sign_object([picture.pk, picture.content_hash, new.pk]),
            "why": why,
            "records": shown(uses.by_record(uses.of([picture]))),
        }
        return self.page(request, "replace.html", context)

    def _replace(self, request: HttpRequest, picture: Picture, new: Picture) -> HttpResponse:
        try:
            removing.replace(picture, new)
        except removing.InUse:
            words = _(
                "Nothing was replaced: an article has begun to use the new file by itself, or one "
                "of the two pictures is gone."
            )
            messages.error(request, words)
        else:
            self.log_change(request, picture, _("File replaced: %s") % new.file_name)
            words = _("The file is replaced. Every page that shows the picture shows the new one.")
            messages.success(request, words)
        return HttpResponseRedirect(_address(picture))

    # Deleting

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None):
        """Delete a picture that nothing shows; otherwise say what does."""
        picture = self._picture(request, object_id)
        found = uses.of([picture])
        if request.method == "POST" and not found:
            try:
                self._remove(request, picture)
            except removing.InUse as refused:
                found = refused.uses
            else:
                words = _("“%(name)s” is deleted.") % {"name": picture}
                messages.success(request, words)
                return HttpResponseRedirect(reverse("admin:library_picture_changelist"))
        context = {
            "title": _("Delete"),
            "picture": picture,
            "records": shown(uses.by_record(found)),
            "in_history": not found and uses.in_history(picture),
        }
        return self.page(request, "delete.html", context)

    def _remove(self, request: HttpRequest, picture: Picture) -> None:
        removing.remove(picture)
        self.log_deletions(request, [picture])

    @admin.action(description=gettext_lazy("Delete…"), permissions=["delete"])
    def remove_selected(self, request: HttpRequest, queryset) -> HttpResponse | None:
        """Ask first; then delete those that nothing shows and name those that stay."""
        chosen = list(queryset.order_by("-pk"))
        used = {use.picture_id for use in uses.of(chosen)}
        free = [picture for picture in chosen if picture.pk not in used]
        if "confirmed" not in request.POST:
            kept = [picture for picture in chosen if picture.pk in used]
            context = {"title": _("Delete pictures"), "free": free, "kept": kept}
            return self.page(request, "delete_many.html", context)
        count = 0
        for picture in free:
            try:
                self._remove(request, picture)
                count += 1
            except removing.InUse:
                used.add(picture.pk)
        if count:
            words = ngettext("%(count)s picture deleted.", "%(count)s pictures deleted.", count)
            messages.success(request, words % {"count": count})
        if used:
            words = ngettext(
                "%(count)s picture stays, because an article uses it.",
                "%(count)s pictures stay, because articles use them.",
                len(used),
            )
            messages.warning(request, words % {"count": len(used)})
        return None


def _address(picture: Picture) -> str:
    return reverse("admin:library_picture_change", args=[picture.pk])


def _receive(request: HttpRequest, picture: Picture) -> tuple[Picture | None, str]:
    """Return the candidate made from the file that was sent, or why there is none."""
    upload = request.FILES.get("file")
    if upload is None:
        return None, _("No file has arrived. Please choose one.")
    try:
        new = receive(upload, request.user, candidate_for=picture)
    except ValidationError as refused:
        return None, " ".join(refused.messages)
    if new == picture:
        return None, _("This is the file that the picture has already.")
    if new.candidate_for_id != picture.pk:
        words = _("This file is another picture of the library:")
        hint = _("Use that one in the article instead.")
        return None, format_html('{} <a href="{}">{}</a>. {}', words, _address(new), new, hint)
    return new, ""


def _offered(picture: Picture, signed: str) -> Picture | None:
    """Return the new picture that this person was shown beside the old one as it still is."""
    try:
        pk, content_hash, new = SIGNER.unsign_object(signed)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if (pk, content_hash) != (picture.pk, picture.content_hash):
        return None
    return picture.candidates.filter(pk=new).first()
