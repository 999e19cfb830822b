"""Until when a page is good: the next moment for which a purge of it is ordered already."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from pagestore.models import PurgeOrder
from pagestore.tags import meet


def end_of(tags: Collection[str], now: datetime | None = None) -> datetime | None:
    """Return when something that a page with these tags shows will change by itself.

    now: when it was rendered. One question: what is ordered for later is little.
    """
    used = set(tags)
    ahead = PurgeOrder.objects.filter(due_at__gt=now or timezone.now()).order_by("due_at")
    rows = ahead.values_list("due_at", "tags")
    return next((moment for moment, ordered in rows if meet(ordered, used)), None)
