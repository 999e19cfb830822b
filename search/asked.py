"""How often which words are looked for: counted by day and language, nothing about who asked.

What could name somebody is not counted at all: an address of mail, a number as long as that of a
telephone or a passport, a whole sentence.
"""

import logging
from datetime import timedelta

from django.db import Error, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles import counting
from articles.words import typed
from search import analysis
from search.models import Asked

logger = logging.getLogger(__name__)

# So many different searches a day; of others than these nothing is written down.
MOST_A_DAY = 5000
KEPT_FOR = timedelta(days=400)
LONGEST, MOST_WORDS, MOST_DIGITS = 60, 8, 6


def countable(text: str) -> str:
    """Return what was typed in the form in which it is counted, "" where it is not."""
    words = " ".join(analysis.comparable(typed(text)).split())
    digits = sum(sign.isnumeric() for sign in words)
    is_short = len(words) <= LONGEST and len(words.split()) <= MOST_WORDS
    return words if is_short and digits <= MOST_DIGITS and "@" not in words else ""


def note(text: str, language: str, found: int) -> None:
    """Count a search and keep how many results it has now. Never raises."""
    if words := countable(text):
        _carefully(lambda: _count(_row(words, language), found))


def note_opened(text: str, language: str) -> None:
    """Count that a result was opened, if the search itself was counted today. Never raises."""
    if words := countable(text):
        rows = Asked.objects.filter(**_row(words, language))
        _carefully(lambda: rows.update(opened=F("opened") + 1))


def forget_old() -> int:
    """Delete what was counted long ago; return how much."""
    return Asked.objects.filter(day__lt=timezone.localdate() - KEPT_FOR).delete()[0]


def _row(words: str, language: str) -> dict:
    return {"day": timezone.localdate(), "language": language, "words": words}


def _carefully(write) -> None:
    # The page is worth more than its number: it comes where the database takes no writes, too.
    try:
        with counting.without_waiting(), transaction.atomic():
            write()
    except Error:
        logger.exception("search not counted")


def _count(row: dict, found: int) -> None:
    rows = Asked.objects.filter(**row)
    more = {"times": F("times") + 1, "found": found}
    if rows.update(**more) or _is_full(row["day"]):
        return
    try:
        with transaction.atomic():
            Asked.objects.create(**row, times=1, found=found)
    except IntegrityError:
        # Somebody else looked for it in the same moment.
        rows.update(**more)


def _is_full(day) -> bool:
    return Asked.objects.filter(day=day)[:MOST_A_DAY].count() >= MOST_A_DAY
