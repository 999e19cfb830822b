"""What visitors look for, over some days: asked most, without a result, found and never opened."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import F, Max, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override, pgettext_lazy

import languages
from search import asked
from search.models import Asked

MOST = 100
DAYS = (7, 30, 365)
MOST_ASKED, NOTHING, UNOPENED = "most", "nothing", "unopened"
NAMES = {
    MOST_ASKED: pgettext_lazy("searches of visitors", "Most asked"),
    NOTHING: pgettext_lazy("searches of visitors", "Nothing found"),
    UNOPENED: pgettext_lazy("searches of visitors", "Found, never opened"),
}
# As it was the last time: what has been mended since is no longer in the way.
_FINDS_NOTHING = Q(last_found=None) | Q(last_found__lt=F("last_nothing"))
_WANTED = {
    MOST_ASKED: Q(),
    NOTHING: Q(last_nothing__isnull=False) & _FINDS_NOTHING,
    UNOPENED: Q(all_opened=0, last_found=F("last_day")),
}


def rows(view: str, days: int, language: str, may: Callable[[str], bool]) -> list[dict]:
    """Return the searches of a view, those asked most often first, with what can be done."""
    # What was asked a single time may be about somebody.
    found = _grouped(days, language).filter(_WANTED[view], all_times__gt=1)
    found = found.order_by("-all_times", "words", "language")[: MOST + 1]
    return [_row(each, may) for each in found]


def full_days(days: int) -> int:
    """Return on how many of the last days not everything could be counted."""
    return asked.full_days(_since(days))


def _since(days: int) -> date:
    return timezone.localdate() - timedelta(days=days - 1)


def _grouped(days: int, language: str) -> QuerySet:
    rows = Asked.objects.filter(day__gte=_since(days))
    if language:
        rows = rows.filter(language=language)
    return rows.values("words", "language").annotate(
        all_times=Sum("times"),
        all_opened=Sum("opened"),
        last_day=Max("day"),
        last_found=Max("day", filter=Q(found__gt=0)),
        last_nothing=Max("day", filter=Q(found=0)),
    )


def _row(row: dict, may: Callable[[str], bool]) -> dict:
    language = row["language"]
    with override(language):
        # With a number of a page it counts as no new search.
        search = f"{reverse('search')}?{urlencode({'q': row['words'], 'page': 1})}"
    synonym = {"words": row["words"]}
    recommended = {"words": row["words"], "language": language}
    acts = {
        "synonym": reverse("admin:search_synonym_add") + f"?{urlencode(synonym)}",
        "promotion": reverse("admin:search_promotion_add") + f"?{urlencode(recommended)}",
    }
    return {
        **row,
        "language": languages.short_name(language),
        "finds_nothing": row["last_found"] != row["last_day"],
        "search": search,
        **{name: address for name, address in acts.items() if may(f"search.add_{name}")},
    }
