import logging


class WithoutRequest(logging.Filter):
    """Drops the request that Django adds to a line: its text is the address, query and all."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.__dict__.pop("request", None)
        return True
