"""What happens to articles by themselves: first publications, ends, updates that are ordered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

import languages
from articles import rights, strands
from articles.desk import panels
from articles.models import Act, Article
from articles.telling import address
from desk.planned import MOST, Planned
from languages import column


@dataclass(frozen=True)
class Entry(Planned):
    order: Act | None = None
    may_act: bool = False

    def place(self, name: str) -> str:
        article = self.order.article
        return reverse(f"admin:{article.kind.replace('.', '_')}_{name}", args=[article.pk])

    @property
    def try_again(self) -> str:
        return self.place("try-again")

    @property
    def cancel(self) -> str:
        return self.place("cancel")


def by_themselves(codes: list[str]) -> list[Entry]:
    """Return first publications and ends, which nothing has to carry out."""
    now = timezone.now()
    names = [column(name, code) for name in ("published_at", "expires_at") for code in codes]
    ahead = Q()
    for name in names:
        ahead |= Q(**{f"{name}__gt": now})
    rows = Article.objects.live().filter(ahead).for_lists().order_by("pk")[:MOST]
    return [entry for row in rows for entry in _of_article(row, codes, now)]


def _of_article(row: Article, codes: list[str], now: datetime) -> list[Entry]:
    moments = defaultdict(list)
    for code in codes:
        start, end = row.published_at(code), row.expires_at(code)
        if start and start > now:
            moments[start, pgettext("in the schedule", "appears")].append(code)
        if start and end and end > now:
            moments[end, _("is taken down")].append(code)
    return [
        Entry(at, what, str(row), address(row), panels.strand_names(found))
        for (at, what), found in moments.items()
    ]


def orders(user, codes: list[str]) -> list[Entry]:
    """Return the updates that wait for their time, or for somebody to mend them."""
    acts = Act.objects.pending().order_by("due_at").select_related("article__category__section")
    bodies = ["body", *(column("body", code) for code in languages.codes())]
    acts = acts.defer(*(f"article__{name}" for name in bodies))
    return [
        Entry(
            act.due_at,
            _("is updated"),
            str(act.article),
            address(act.article),
            panels.strand_names(act.strands),
            trouble=panels.order_trouble(act),
            order=act,
            may_act=_may_publish(user, act),
        )
        for act in acts[:MOST]
        # Shared facts change the pages of every language.
        if {*act.strands} & {*codes, "shared"}
    ]


def _may_publish(user, act: Act) -> bool:
    shown = [code for code in languages.codes() if act.article.published_at(code)]
    concerned = {*act.strands} - {strands.SHARED}
    # Shared facts change the pages of every language.
    concerned |= {*shown} if strands.SHARED in act.strands else set()
    place = act.article.category
    anywhere = rights.may(user, rights.PUBLISH, place)
    return anywhere and all(rights.may(user, rights.PUBLISH, place, code) for code in concerned)
