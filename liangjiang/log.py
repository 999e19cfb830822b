import json
import logging
import re

from django.views.debug import SafeExceptionReporterFilter
from pythonjsonlogger.json import JsonFormatter

_START = r"(/(?:invitation|password-reset)/[^/\s]+/)"
_LINK = re.compile(_START + r".+", re.DOTALL)
_LINK_IN_LINE = re.compile(_START + r"[^\s\"'\\]+")


def without_token(path: str) -> str:
    """Leave out of a path what opens an account; it belongs in one mail and nowhere else."""
    return _LINK.sub(r"\1…", path)


class WithoutRequest(logging.Filter):
    """Drops the request that Django adds to a line: its text is the address, query and all."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.__dict__.pop("request", None)
        return True


class Formatter(JsonFormatter):
    """Keeps letters of all scripts readable and escapes what would command a terminal.

    The token of a link is left out of whatever names an address, be it a line of a traceback.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = _LINK_IN_LINE.sub(r"\1…", super().format(record))
        if line.isprintable():
            return line
        return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in line)


class WithoutAddresses(SafeExceptionReporterFilter):
    """Hides addresses that hold a password from error pages, besides what Django hides."""

    hidden_settings = re.compile(
        f"{SafeExceptionReporterFilter.hidden_settings.pattern}|DATABASE_URL|EMAIL_URL|STORAGE_URL",
        re.IGNORECASE,
    )
