"""How often which words are looked for: counted by day and language, nothing about who asked.

What could name somebody is not counted at all: an address of mail, a number as long as that of a
telephone or a passport, a number plate, a sentence. What was asked once on a day and not again is
shown to nobody and soon forgotten.
"""

import logging
import re
import unicodedata
from datetime import date, timedelta

from django.db import Error, IntegrityError, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from articles import counting
from articles.words import typed
from search import analysis
from search.analysis import chinese
from search.models import Asked

logger = logging.getLogger(__name__)

# So many different searches a day; of others than these nothing is written down.
MOST_A_DAY = 5000
KEPT_FOR = timedelta(days=400)
ONCE_KEPT_FOR = timedelta(days=7)
LONGEST, MOST_WORDS, MOST_HAN, MOST_DIGITS, MOST_DIGITS_OF_WORD = 60, 4, 16, 6, 4
# Letters and digits in one: E1234567, 渝A·1B2C3. Of 5g, b2b or covid19 there is less.
LONGEST_MIXED, MOST_DIGITS_OF_MIXED = 4, 2
_MIXED = re.compile(r"[a-z0-9·.\-]+")
_MAIL = re.compile(r"@|\bat\b.*\bdot\b|(?<=\w)[(\[]at[)\]]")


def countable(text: str) -> str:
    """Return what was typed in the form in which it is counted, "" where it is not."""
    # Some signs are others in a smaller form: ﹫ is @.
    plain = unicodedata.normalize("NFKC", typed(text))
    words = " ".join(analysis.comparable(plain).split())
    han = sum(map(chinese.is_han, words))
    is_short = len(words) <= LONGEST and len(words.split()) <= MOST_WORDS and han <= MOST_HAN
    may_name = _MAIL.search(words) or _digits(words) > MOST_DIGITS
    may_name = may_name or any(_digits(word) > MOST_DIGITS_OF_WORD for word in words.split())
    may_name = may_name or any(map(_is_plate, _MIXED.findall(words)))
    return words if is_short and not may_name else ""


def _digits(text: str) -> int:
    return sum(map(str.isnumeric, text))


def _is_plate(text: str) -> bool:
    """Tell whether letters and digits are such as stand on a car or on a passport."""
    said, digits = sum(map(str.isalnum, text)), _digits(text)
    return said > LONGEST_MIXED and said > digits > MOST_DIGITS_OF_MIXED


def note(text: str, language: str, found: int) -> None:
    """Count a search and keep how many results it has now. Never raises."""
    if words := countable(text):
        _carefully(lambda: _count(_row(words, language), found))


def note_opened(text: str, language: str) -> None:
    """Count that a result was opened, if the search itself was counted today. Never raises.

    No search opens more than one, and none that found nothing.
    """
    if words := countable(text):
        rows = Asked.objects.filter(**_row(words, language), found__gt=0, opened__lt=F("times"))
        _carefully(lambda: rows.update(opened=F("opened") + 1))


def forget_old() -> int:
    """Delete what was counted long ago, or once and not again; return how much."""
    today = timezone.localdate()
    once = Q(day__lt=today - ONCE_KEPT_FOR, times=1)
    return Asked.objects.filter(Q(day__lt=today - KEPT_FOR) | once).delete()[0]


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


def full_days(since: date) -> int:
    """Return on how many days from one on not everything was counted, as there was too much."""
    days = Asked.objects.filter(day__gte=since).values("day").annotate(rows=Count("pk"))
    return days.filter(rows__gte=MOST_A_DAY).count()


def _is_full(day) -> bool:
    return Asked.objects.filter(day=day)[:MOST_A_DAY].count() >= MOST_A_DAY
