from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles import missed, redirects

NOT_FOUND = 404


def old_addresses(get_response: Callable[[HttpRequest], HttpResponse]):
    """Answer 301 where a page has moved to, and note what is missing. Costs nothing elsewhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != NOT_FOUND or request.method not in ("GET", "HEAD"):
            return response
        if address := redirects.follow(request.path):
            moved = HttpResponsePermanentRedirect(address)
            # A redirect that an editor corrects shall not live on in browsers.
            moved["Cache-Control"] = "public, no-cache"
            return moved
        if request.method == "GET" and not getattr(response, "says_what_exists", False):
            missed.note(request)
        return response

    return middleware
