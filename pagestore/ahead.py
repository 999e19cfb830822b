"""Putting the store ahead of Django."""

from collections.abc import Callable

from pagestore import ends, local, watching
from pagestore.layer import Layer


def ahead_of(portal: Callable) -> Callable:
    """Return the portal with its store ahead, as far as there is one (PAGE_STORE)."""
    kept = local.store_to_fill()
    if kept is None:
        return portal
    # What was published while this process was not there, before anybody reads.
    watching.look(local.carry_out)
    watching.start(kept.folder, local.carry_out)
    return Layer(portal, kept, ends.end_of)
