"""Serving renditions where no web server in front does; masters are never served."""

import mimetypes
import re
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

# Eighteen digits: more than any file has, less than what takes long to read as a number.
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})$")


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a rendition, or with the part that a Range header asks for (RFC 9110, 14)."""
    name = f"__processed__/{path}"
    if ".." in PurePosixPath(name).parts:
        raise Http404
    try:
        file = default_storage.open(name)
    except (OSError, ValueError) as error:
        # Not there, a folder, too long for a name, or no name at all.
        raise Http404 from error
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    asked = _RANGE.match(request.headers.get("Range", ""))
    if asked and asked.groups() != ("", ""):
        with file:
            response = _part(*asked.groups(), file, kind)
    else:
        response = FileResponse(file, content_type=kind)
    response["Accept-Ranges"] = "bytes"
    # Pictures are compressed already, and a part that was compressed again would not fit.
    response["Content-Encoding"] = "identity"
    # The name holds a hash of the content, so what it names never changes.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _part(first: str, last: str, file, kind: str) -> HttpResponse:
    size = file.size
    if first:
        start, end = int(first), min(int(last or size - 1), size - 1)
    else:
        start, end = max(size - int(last), 0), size - 1
    if start > end or start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(start)
    response = HttpResponse(file.read(end - start + 1), status=206, content_type=kind)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response
