"""What becomes of a failure of the index: it may never keep a page from being served."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


@contextmanager
def as_os_error() -> Iterator[None]:
    """Let a full or broken disk look the same whether a file or the index met it."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(f"index of stored pages: {error}") from error


@contextmanager
def logged(what: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        logger.warning(what, extra={"error": str(error)})
