"""Serving what was made of pictures where no web server in front does; masters are never served."""

import logging
import mimetypes

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.views.decorators.http import require_safe

from library.storage import Unavailable, parts

logger = logging.getLogger(__name__)

# Seconds after which a browser or cache may ask again for what could not be fetched.
RETRY = 30
# Bytes; no disk and no bucket takes a longer name.
LONGEST = 1024
# Of pictures: their names hold a hash of the content, so what they name never changes.
FOREVER = "public, max-age=31536000, immutable"


@require_safe
def rendition(
    request: HttpRequest, path: str, folder: str = "__processed__", kept: str = FOREVER
) -> HttpResponseBase:
    """Answer with a rendition, or with the part that a Range header asks for (RFC 9110, 14).

    kept: what browsers and caches are told of keeping it.
    """
    name = f"{folder}/{path}"
    if not _is_plain(name):
        raise Http404
    try:
        response = _head(name) if request.method == "HEAD" else _answer(request, name)
    except parts.Beyond as beyond:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{beyond.size}"})
    except Unavailable as failure:
        logger.warning("picture cannot be fetched: %s", failure, extra={"picture": name})
        return HttpResponse(status=503, headers={"Retry-After": RETRY})
    except (OSError, ValueError) as error:
        # Not there, a folder, too long for a name, or no name at all.
        raise Http404 from error
    response["Content-Type"] = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response["Accept-Ranges"] = "bytes"
    # Pictures are compressed already, and a part that was compressed again would not fit.
    response["Content-Encoding"] = "identity"
    response["Cache-Control"] = kept
    return response


def _is_plain(name: str) -> bool:
    # Storages tidy names up, each in its own way: none may find a way to the masters.
    return (
        not {"", ".", ".."} & set(name.split("/"))
        and "\\" not in name
        and len(name.encode()) <= LONGEST
    )


def _head(name: str) -> HttpResponse:
    return HttpResponse(headers={"Content-Length": parts.size(name)})


def _answer(request: HttpRequest, name: str) -> StreamingHttpResponse:
    part = parts.part(name, parts.asked(request.headers.get("Range", "")))
    response = StreamingHttpResponse(part, headers={"Content-Length": part.length})
    if not part.is_whole:
        response.status_code = 206
        last = part.first + part.length - 1
        response["Content-Range"] = f"bytes {part.first}-{last}/{part.size}"
    return response
