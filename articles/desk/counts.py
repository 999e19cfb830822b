"""How many articles of a kind each filter of its list finds: three questions, however many rows."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import CharField, Count, QuerySet, Value
from django.utils import timezone

from articles import states
from articles.desk import filters
from articles.models import Article, ArticleLanguage
from languages import column
from languages.order import own_language_first

EVERYTHING, PUBLISHED = "everything", "published"


def of_facts(kind: str) -> dict[str, dict[str, int]]:
    """Return {language: {key of a fact: how many articles}}, the own language first."""
    codes = own_language_first()
    found = {code: Counter() for code in codes}
    for group in _kept(kind):
        counter = found[group["language"]]
        counter[group["work"]] += group["many"]
        counter[group["match"]] += group["many"]
        counter[states.WITHDRAWN] += group["withdrawn"]
    numbers = _numbers(_times(kind, codes))
    for code in codes:
        _add_public(found[code], code, numbers)
    return found


def _kept(kind: str) -> Iterable[dict]:
    # Named by their ids: in a join SQLite would read the whole row of every article.
    rows = ArticleLanguage.objects.filter(article__in=_of_kind(kind).values("pk"))
    groups = rows.filter(language__in=own_language_first()).values("language", "work", "match")
    # What is taken down is not public.
    return groups.annotate(many=Count("pk"), withdrawn=Count("withdrawn_at")).order_by()


def _times(kind: str, codes: list[str]) -> dict[str, QuerySet]:
    """Return what is counted of a kind; what each asks for stands in an index."""
    now, rows = timezone.now(), _of_kind(kind)
    found = {EVERYTHING: rows}
    for code in codes:
        published, expires = column("published_at", code), column("expires_at", code)
        found |= {
            f"{PUBLISHED} {code}": rows.filter(**{f"{published}__isnull": False}),
            f"{states.SCHEDULED} {code}": rows.filter(**{f"{published}__gt": now}),
            f"{states.EXPIRED} {code}": rows.filter(
                **{f"{published}__isnull": False, f"{expires}__lte": now}
            ),
        }
    return found


def _add_public(counter: Counter, code: str, numbers: Counter) -> None:
    published, scheduled, expired = (
        numbers[f"{key} {code}"] for key in (PUBLISHED, states.SCHEDULED, states.EXPIRED)
    )
    counter[states.NEVER] = numbers[EVERYTHING] - published - counter[states.WITHDRAWN]
    counter[states.SCHEDULED], counter[states.EXPIRED] = scheduled, expired
    # An end comes after its beginning: what has ended is not still to come.
    counter[states.LIVE] = published - scheduled - expired


def of_views(kind: str, user) -> dict[str, int]:
    """Return how many articles each view of the list shows to `user`."""
    rows = _of_kind(kind)
    return _numbers({key: rows.filter(of(user)) for key, of in filters.CONDITIONS.items()})


def _of_kind(kind: str) -> QuerySet:
    return Article.objects.live().filter(kind=kind).order_by()


def _numbers(wanted: dict[str, QuerySet]) -> Counter:
    """Count several things in one question."""
    first, *others = (
        rows.annotate(key=Value(key, CharField())).values("key").annotate(many=Count("pk"))
        for key, rows in wanted.items()
    )
    return Counter({row["key"]: row["many"] for row in first.union(*others, all=True)})
