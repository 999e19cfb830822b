"""The entry point for a WSGI server."""

import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liangjiang.settings")
_django = get_wsgi_application()

# Its models can be loaded only now.
from pagestore.ahead import ahead_of  # noqa: E402

_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)
_portal = ahead_of(_django)


def application(environ: dict, start_response):
    """Answer a request; what is sent to the portal is UTF-8, whatever its Content-Type claims.

    Django would look the name of a charset up before it has a request, so that one like `hex`
    fails where no error page can help.
    """
    if kind := environ.get("CONTENT_TYPE"):
        environ["CONTENT_TYPE"] = _CHARSET.sub("", kind)
    return _portal(environ, start_response)
