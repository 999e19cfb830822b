"""Taking in one picture for a page of the desk that goes on without being loaded anew."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

import languages
from languages import column
from library.models import Picture
from library.uploads import digest_of, receive


@never_cache
@require_POST
def receive_picture(request: HttpRequest) -> JsonResponse:
    """Answer with the picture made from the posted `file`, or with why there is none.

    400: the file is refused. 401: nobody is signed in any more; Django's own answer would be the
    page to sign in, which no script can show in a row of a list. 403: not for this person.
    """
    person = request.user
    if not (person.is_active and person.is_staff):
        return signed_out()
    if not person.has_perm("library.add_picture"):
        return _refusal(_("You may not add pictures to the library."), 403)
    upload = request.FILES.get("file")
    if upload is None:
        return _refusal(_("No file has arrived."))
    pictures = Picture.objects.in_library()
    is_known = pictures.filter(content_hash=digest_of(upload)).exists()
    try:
        picture = receive(upload, person)
    except ValidationError as refused:
        return _refusal(" ".join(refused.messages))
    answer = {"is_known": is_known, "notes": [str(note) for note in picture.notes]}
    return JsonResponse(described(picture) | answer)


def signed_out() -> JsonResponse:
    words = _("You are no longer signed in. Sign in in another tab, then try again here.")
    return _refusal(words, 401)


def _refusal(words: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)


def described(picture: Picture) -> dict:
    """Return what a page needs to know to show a picture and to fill in its texts."""
    names = [column(name, code) for name in Picture.TEXTS for code in languages.codes()]
    return {
        "id": picture.pk,
        "name": str(picture),
        "thumbnail": picture.thumbnail,
        "width": picture.file_width,
        "height": picture.file_height,
        "texts": {name: getattr(picture, name) or "" for name in names},
    }
