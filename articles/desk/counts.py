"""How many articles of a kind each filter of its list finds: a few questions, however many rows."""

from collections import Counter

from django.db.models import Case, Count, Q, Value, When
from django.utils import timezone

from articles import states
from articles.desk import filters
from articles.desk.order import own_language_first
from articles.models import Article, ArticleLanguage
from languages import column


def of_facts(kind: str) -> dict[str, dict[str, int]]:
    """Return {language: {key of a fact: how many articles}}, the own language first."""
    return {code: _of_language(kind, code) for code in own_language_first()}


def _of_language(kind: str, code: str) -> dict[str, int]:
    rows = ArticleLanguage.objects.filter(language=code, article__kind=kind)
    groups = rows.values("work", "match", public=_public(code)).annotate(many=Count("pk"))
    found = Counter()
    for group in groups.order_by():
        for fact in filters.FACTS:
            found[group[fact]] += group["many"]
    return found


def _public(code: str) -> Case:
    now = timezone.now()
    published = f"article__{column('published_at', code)}"
    expires = f"article__{column('expires_at', code)}"
    return Case(
        When(Q(**{f"{published}__isnull": True, "withdrawn_at": None}), Value(states.NEVER)),
        When(Q(**{f"{published}__isnull": True}), Value(states.WITHDRAWN)),
        When(Q(**{f"{expires}__lte": now}), Value(states.EXPIRED)),
        When(Q(**{f"{published}__gt": now}), Value(states.SCHEDULED)),
        default=Value(states.LIVE),
    )


def of_views(kind: str, user) -> dict[str, int]:
    """Return how many articles each view of the list shows to `user`."""
    rows = Article.objects.live().filter(kind=kind)
    return {key: rows.filter(of(user)).count() for key, of in filters.CONDITIONS.items()}
