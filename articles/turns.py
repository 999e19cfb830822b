"""Looking for words reads many texts: one visitor at a time, so that all others get their pages.

The turn is one of the process. Whoever has not got it after a moment is asked to come back, and
does not take the threads away that serve pages.
"""

from collections.abc import Callable
from threading import Lock

from django.http import HttpResponse

WAIT = 0.2  # seconds
RETRY = 5  # seconds

_turn = Lock()


def one_at_a_time(answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `answer` returns, or 503 where somebody else has the turn (liangjiang.errors)."""
    if not _turn.acquire(timeout=WAIT):
        return HttpResponse(status=503, headers={"Retry-After": RETRY, "Cache-Control": "no-store"})
    try:
        return answer()
    finally:
        _turn.release()
