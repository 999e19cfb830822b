"""What an act changes besides texts, kept as data with the act so that it can be put back.

{"strands": {strand: version that was shown}, "languages": {code: {name: value}}}
"""

from datetime import datetime

from django.utils.dateparse import parse_datetime

from articles import strands
from articles.models import Article, ArticleLanguage
from languages import column

TIMES = ("published_at", "expires_at")
KNOWN_TIMES = ("first_published_at", "last_updated_at", "withdrawn_at")
WORDS = ("withdrawal_reason", "withdrawal_notice")
TARGET = "withdrawal_target_id"


def remember(live: Article, chosen: list[str]) -> dict:
    """Return what `put_back` and undoing need to know of the time before an act on `chosen`."""
    codes = [code for code in chosen if code != strands.SHARED]
    known = {each.language: each for each in live.languages.filter(language__in=codes)}
    shown = [name for name in chosen if name == strands.SHARED or live.published_at(name)]
    return {
        # Without any publication the live row is a draft, and no version was shown.
        "strands": {name: strands.version(live, name) for name in shown if live.has_publication},
        "languages": {
            code: {name: _plain(getattr(live, column(name, code))) for name in TIMES}
            | {
                name: _plain(getattr(known.get(code), name, None))
                for name in (*KNOWN_TIMES, *WORDS, TARGET)
            }
            for code in codes
        },
    }


def was_ahead(values: dict, now: datetime) -> bool:
    """Tell whether a language was scheduled at the moment at which `values` were remembered."""
    start = _moment(values.get("published_at"))
    return start is not None and start > now


def put_back(live: Article, code: str, values: dict) -> None:
    """Give a language the times and the withdrawal that it had; saves all but `live`.

    A language of which nothing is remembered has never been there.
    """
    for name in TIMES:
        setattr(live, column(name, code), _moment(values.get(name)))
    known, _created = ArticleLanguage.objects.get_or_create(article_id=live.pk, language=code)
    for name in KNOWN_TIMES:
        setattr(known, name, _moment(values.get(name)))
    for name in WORDS:
        setattr(known, name, values.get(name) or "")
    target = values.get(TARGET)
    is_there = Article.objects.live().filter(pk=target).exists()
    known.withdrawal_target_id = target if is_there else None
    known.save()


def _plain(value):
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
