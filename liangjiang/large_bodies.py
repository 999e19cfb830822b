"""Who may send much: only who is signed in, and that is asked before anything is read."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from liangjiang import errors
from liangjiang.middleware import GetResponse, is_admin
from library.desk.receiving import signed_out

# Bytes. No public form and no page for signing in sends as much.
MOST_OF_STRANGERS = 1024 * 1024
TOO_LARGE = 413


def large_bodies(get_response: GetResponse) -> GetResponse:
    """Refuse a large body from nobody we know, unread; then the server closes the connection.

    Django reads a form before any view is asked, because its CSRF token is in there: who sends one
    slowly would hold a thread for as long as they like.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _length(request) <= MOST_OF_STRANGERS:
            return get_response(request)
        if not is_admin(request):
            # Whoever is signed in is so at the desk alone: its cookies are not sent to other pages.
            return errors.page(request, TOO_LARGE)
        if request.user.is_authenticated:
            return get_response(request)
        if request.path_info == reverse("admin:library_picture_receive"):
            return signed_out()
        words = _(
            "Without signing in you can send 1 MB at most. If you were signed in, sign in again in "
            "another tab, then come back and send it again."
        )
        return errors.page(request, TOO_LARGE, words)

    return middleware


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        # Django reads nothing then.
        return 0
