"""Taking in one picture for a page of the desk that goes on without being loaded anew."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import languages
from languages import column
from library.models import Picture
from library.uploads import receive

TEXTS = ("title", "source", "credit", "caption", "alt")


@require_POST
def receive_picture(request: HttpRequest) -> JsonResponse:
    """Answer with the picture made from the posted `file`, or with why it is refused (400)."""
    if not request.user.has_perm("library.add_picture"):
        raise PermissionDenied
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"error": _("No file has arrived.")}, status=400)
    newest = Picture.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        picture = receive(upload, request.user)
    except ValidationError as refused:
        return JsonResponse({"error": " ".join(refused.messages)}, status=400)
    answer = {"is_known": picture.pk <= newest, "notes": [str(note) for note in picture.notes]}
    return JsonResponse(described(picture) | answer)


def described(picture: Picture) -> dict:
    """Return what a page needs to know to show a picture and to fill in its texts."""
    names = [column(name, code) for name in TEXTS for code in languages.codes()]
    return {
        "id": picture.pk,
        "name": str(picture),
        "thumbnail": picture.thumbnail,
        "width": picture.file_width,
        "height": picture.file_height,
        "texts": {name: getattr(picture, name) for name in names},
    }
