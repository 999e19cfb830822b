"""What a number or a pasted address means: “#1042”, a page, an address of the former site."""

import re

from django.utils.translation import gettext_lazy as _

from articles import old_paths
from articles.models import Article, OldAddress
from desk import reach
from desk.finding import Asked, Source
from desk.finding.articles import items

NUMBER = re.compile(r"#?\s*([0-9]{1,18})", re.ASCII)


def records(asked: Asked) -> list[int]:
    """Return the one record that is meant, if what was typed is a number or an address."""
    pk = _number(asked.q) or _of_address(asked.q)
    rows = Article.objects.filter(pk=pk, kind__in=reach.seen_kinds(asked.person)) if pk else []
    return [row.live_pk for row in rows]


def _number(q: str) -> int | None:
    found = NUMBER.fullmatch(q)
    return int(found[1]) if found else None


def _of_address(q: str) -> int | None:
    if "/" not in q or " " in q:
        return None
    try:
        path = old_paths.path_of(q)
    except old_paths.NoOldPath:
        return None
    served = old_paths.match(path)
    number = str(served[1].kwargs.get("pk", "")) if served else ""
    if NUMBER.fullmatch(number):
        return int(number)
    old = OldAddress.objects.filter(path__in=old_paths.same_page(path), article__isnull=False)
    return old.values_list("article_id", flat=True).first()


BY_ADDRESS = Source("number", _("By number or address"), reach.sees_articles, records, items)
