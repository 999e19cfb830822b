"""What a page uses while it is rendered: tags, so that a change knows which pages it touches."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_tags: ContextVar[set[str] | None] = ContextVar("tags", default=None)


def use(*tags: str) -> None:
    """Say what the page that is being rendered depends on; without one this does nothing."""
    used = _tags.get()
    if used is not None:
        used.update(tags)


def is_recording() -> bool:
    return _tags.get() is not None


@contextmanager
def recording() -> Iterator[set[str]]:
    """Collect the tags of everything that is used inside."""
    tags: set[str] = set()
    token = _tags.set(tags)
    try:
        yield tags
    finally:
        _tags.reset(token)
