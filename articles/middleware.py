from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.addresses import successor

NOT_FOUND = 404


def old_addresses(get_response: Callable[[HttpRequest], HttpResponse]):
    """Answer 301 where a page of the site before this one has moved to. Costs nothing elsewhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != NOT_FOUND or request.method not in ("GET", "HEAD"):
            return response
        if address := successor(request.path):
            return HttpResponsePermanentRedirect(address)
        return response

    return middleware
