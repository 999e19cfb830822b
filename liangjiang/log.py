import json
import logging

from pythonjsonlogger.json import JsonFormatter


class WithoutRequest(logging.Filter):
    """Drops the request that Django adds to a line: its text is the address, query and all."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.__dict__.pop("request", None)
        return True


class Formatter(JsonFormatter):
    """Keeps letters of all scripts readable and escapes what would command a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in line)
