"""The tags of stored pages and of the orders that purge them; what they mean is said elsewhere."""

from collections.abc import Collection

# On every page, and named by an order it means every page there is.
SITE = "site"
# On pages that have others after them: of no other is `?page=2` a page of its own.
NUMBERED = "numbered"


def meet(ordered: Collection[str], used: Collection[str]) -> bool:
    """Tell whether an order for these tags concerns a page that uses those."""
    return SITE in ordered or not set(ordered).isdisjoint(used)
